import { countryName } from '../../../customers/addresses/countries.ts';
import { isRegistered, type Page, type Row } from '../../../customers/finding/finding.ts';
import { sorts } from '../../../customers/finding/input.ts';
import { nameAmong, type Group } from '../../../groups/groups.ts';
import { isAtLeast } from '../../../staff/roles.ts';
import { moments } from '../../../ui/dates.ts';
import type { Shell } from '../../../ui/layout.tsx';
import { money, whole } from '../../../ui/money.ts';

type CustomersPageProps = {
  shell: Shell;
  /** What is asked for, as it stands in the address. */
  typed: Readonly<Record<string, string>>;
  found: Page;
  groups: readonly Group[];
};

export function CustomersPage({ shell, typed, found, groups }: CustomersPageProps) {
  const { t, who } = shell;
  const { after, ...wanted } = typed;
  const next = found.next && `/admin/customers?${new URLSearchParams({ ...wanted, after: found.next }).toString()}`;
  return (
    <>
      <h1>{t('customers.title')}</h1>
      <SearchForm shell={shell} typed={typed} groups={groups} />
      {found.customers.length === 0 ? (
        <p role="status">{t('customers.none')}</p>
      ) : (
        <CustomersTable shell={shell} customers={found.customers} groups={groups} />
      )}
      <div class="acts">
        {after && <a href={`/admin/customers?${new URLSearchParams(wanted).toString()}`}>{t('customers.first')}</a>}
        {next && (
          <a class="btn btn-plain btn-sm" href={next}>
            {t('customers.next')}
          </a>
        )}
        {who?.role && isAtLeast(who.role, 'manager') && found.customers.length > 0 && (
          <form method="post" action="/admin/customers/export">
            {Object.entries(wanted).map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <button class="btn btn-plain btn-sm" type="submit">
              {t('customers.export')}
            </button>
          </form>
        )}
      </div>
    </>
  );
}

const statuses = ['active', 'pending', 'denied'] as const;

function SearchForm({ shell, typed, groups }: Omit<CustomersPageProps, 'found'>) {
  const { t, store, language } = shell;
  const any = { value: '', label: t('customers.any') };
  const yesNo = [
    { value: 'yes', label: t('customers.yes') },
    { value: 'no', label: t('customers.no') },
  ];
  const countries = store.policies.shop.countries.map((code) => ({ value: code, label: countryName(code, language) }));
  return (
    <form method="get" action="/admin/customers" role="search" class="search">
      <label class="field search-words">
        {t('customers.find')}
        <input class="input w-full" type="search" name="q" value={typed.q} maxlength={200} enterkeyhint="search" />
      </label>
      <Filter name="registered" label={t('customers.registered')} options={yesNo} chosen={typed.registered ?? 'yes'} />
      <Filter
        name="status"
        label={t('customers.status')}
        options={[any, ...statuses.map((one) => ({ value: one, label: t(`customers.${one}`) }))]}
        chosen={typed.status}
      />
      {groups.length > 0 && (
        <Filter
          name="group"
          label={t('customers.group')}
          options={[any, ...groups.map(({ id, name }) => ({ value: id, label: name }))]}
          chosen={typed.group}
        />
      )}
      {countries.length > 0 && (
        <Filter name="country" label={t('customers.country')} options={[any, ...countries]} chosen={typed.country} />
      )}
      <Filter name="newsletter" label={t('customers.newsletter')} options={[any, ...yesNo]} chosen={typed.newsletter} />
      <Bound name="turnoverFrom" label={t('customers.turnover_from')} typed={typed} />
      <Bound name="turnoverTo" label={t('customers.turnover_to')} typed={typed} />
      <Bound name="since" label={t('customers.since_day')} typed={typed} isDay />
      <Bound name="until" label={t('customers.until_day')} typed={typed} isDay />
      <Filter
        name="sort"
        label={t('customers.sort')}
        options={sorts.map((one) => ({ value: one, label: t(`customers.by_${one}`) }))}
        chosen={typed.sort}
      />
      <button class="btn btn-primary" type="submit">
        {t('customers.search')}
      </button>
    </form>
  );
}

type FilterProps = {
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
  chosen: string | undefined;
};

function Filter({ name, label, options, chosen }: FilterProps) {
  return (
    <label class="field">
      {label}
      <select class="select" name={name}>
        {options.map((option) => (
          <option value={option.value} selected={option.value === chosen}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

type BoundProps = { name: string; label: string; typed: CustomersPageProps['typed']; isDay?: boolean };

function Bound({ name, label, typed, isDay = false }: BoundProps) {
  return (
    <label class="field">
      {label}
      <input
        class="input"
        type={isDay ? 'date' : 'text'}
        inputmode={isDay ? undefined : 'decimal'}
        name={name}
        value={typed[name]}
        maxlength={20}
      />
    </label>
  );
}

type CustomersTableProps = { shell: Shell; customers: readonly Row[]; groups: readonly Group[] };

function CustomersTable({ shell, customers, groups }: CustomersTableProps) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('customers.customer')}</th>
          <th scope="col">{t('customers.registered')}</th>
          <th scope="col">{t('customers.status')}</th>
          <th scope="col">{t('customers.group')}</th>
          <th scope="col">{t('customers.country')}</th>
          <th scope="col" class="number">
            {t('account.turnover')}
          </th>
          <th scope="col" class="number">
            {t('account.orders')}
          </th>
          <th scope="col">{t('customers.since')}</th>
        </tr>
      </thead>
      <tbody>
        {customers.map((row) => (
          <tr>
            <td>
              <strong>
                <bdi>{row.name || row.company || row.email}</bdi>
              </strong>
              {row.name !== '' && row.company !== '' && (
                <>
                  {' · '}
                  <bdi>{row.company}</bdi>
                </>
              )}
              <br />
              <span class="quiet">{row.email}</span>
            </td>
            <td data-label={t('customers.registered')}>{t(isRegistered(row) ? 'customers.yes' : 'customers.no')}</td>
            <td data-label={t('customers.status')}>{t(`customers.${row.status}`)}</td>
            <td>{nameAmong(groups, row.groupId)}</td>
            <td>{row.country && countryName(row.country, language)}</td>
            <td class="number" data-label={t('account.turnover')}>
              {money(row.turnoverMinor, store.currency, language)}
            </td>
            <td class="number" data-label={t('account.orders')}>
              {whole(row.orderCount, language)}
            </td>
            <td class="tabular-nums" data-label={t('customers.since')}>
              {when(row.createdAt)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
