import { isAtLeast } from '../../../staff/roles.ts';
import { countryName } from '../../../customers/addresses/countries.ts';
import { isRegistered, type Page, type Row } from '../../../customers/finding/finding.ts';
import { nameAmong, type Group } from '../../../groups/groups.ts';
import { asset } from '../../../ui/assets.ts';
import { moments } from '../../../ui/dates.ts';
import { Notice } from '../../../ui/fields.tsx';
import type { Shell } from '../../../ui/layout.tsx';
import { money, whole } from '../../../ui/money.ts';
import { Pager } from '../../../ui/pager.tsx';
import { acts } from '../bulk/acts.ts';
import { SearchForm } from './search.tsx';

type CustomersPageProps = {
  shell: Shell;
  /** What is asked for, as it stands in the address. */
  typed: Readonly<Record<string, string>>;
  found: Page;
  groups: readonly Group[];
  /** Whether a customer has just been deleted. */
  isDeleted: boolean;
};

export function CustomersPage({ shell, typed, found, groups, isDeleted }: CustomersPageProps) {
  const { t } = shell;
  const words =
    found.customers.length === 0 ? t('customers.none') : t('customers.shown', { count: found.customers.length });
  return (
    <>
      <div class="title">
        <h1>{t('customers.title')}</h1>
        {mayAct(shell) && (
          <a class="btn btn-primary btn-sm" href="/admin/customers/new">
            {t('customers.new')}
          </a>
        )}
      </div>
      {isDeleted && <Notice tone="done">{t('customers.done_deleted')}</Notice>}
      <SearchForm shell={shell} typed={typed} groups={groups} />
      <p role="status" class="quiet" id="said" data-not-current={t('customers.not_current')}>
        {words}
      </p>
      <section id="found" class="part" aria-label={t('customers.title')} data-words={words}>
        {found.customers.length > 0 && <Found shell={shell} typed={typed} found={found} groups={groups} />}
      </section>
      <script type="module" src={asset('finding.js')} />
      {mayAct(shell) && <script type="module" src={asset('ticking.js')} />}
    </>
  );
}

/** Whether who is signed in may do more than read. */
function mayAct({ who }: Shell): boolean {
  return who?.role !== undefined && isAtLeast(who.role, 'manager');
}

/** What changes with the search: the rows, what can be done to them, and the ways to other pages. */
function Found({ shell, typed, found, groups }: Omit<CustomersPageProps, 'isDeleted'>) {
  const { t } = shell;
  const { after, ...wanted } = typed;
  const next = found.next && addressOf({ ...wanted, after: found.next });
  const isForActs = mayAct(shell);
  return (
    <>
      {isForActs && (
        <label class="tick tick-all" hidden>
          <input class="checkbox checkbox-sm" type="checkbox" id="tick-all" />
          {t('bulk.tick_all')}
        </label>
      )}
      <CustomersTable shell={shell} customers={found.customers} groups={groups} isForActs={isForActs} />
      {isForActs && <BulkBar shell={shell} wanted={wanted} groups={groups} />}
      <Pager t={t} first={after ? addressOf(wanted) : null} next={next}>
        {isForActs && (
          <form method="post" action="/admin/customers/export">
            <Wanted wanted={wanted} />
            <button class="btn btn-plain btn-sm" type="submit">
              {t('customers.export')}
            </button>
          </form>
        )}
      </Pager>
    </>
  );
}

type WantedProps = { wanted: Readonly<Record<string, string>> };

/** The acts for those who are ticked, or for all whom the search finds. With scripts it appears when somebody is ticked. */
function BulkBar({ shell: { t }, wanted, groups }: WantedProps & { shell: Shell; groups: readonly Group[] }) {
  return (
    <form id="bulk" method="post" action="/admin/customers/bulk" class="bulk acts" aria-label={t('bulk.bar')}>
      <Wanted wanted={wanted} />
      <span class="ticked">
        {t('bulk.ticked_now')} <output id="ticked" />
      </span>
      <select class="select select-sm" name="scope" aria-label={t('bulk.whom')}>
        <option value="ticked">{t('bulk.scope_ticked')}</option>
        <option value="found">{t('bulk.scope_found')}</option>
      </select>
      {acts.map((act) => (
        <>
          {act === 'group' && (
            <select class="select select-sm" name="into" aria-label={t('customers.group')}>
              {groups.map(({ id, name }) => (
                <option value={id}>{name}</option>
              ))}
            </select>
          )}
          <button class="btn btn-plain btn-sm" type="submit" name="act" value={act}>
            {t(`bulk.${act}`)}
          </button>
        </>
      ))}
    </form>
  );
}

/** The search, for a form that is about what it finds. */
function Wanted({ wanted }: WantedProps) {
  return (
    <>
      {Object.entries(wanted).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

function addressOf(typed: Readonly<Record<string, string>>): string {
  return `/admin/customers?${new URLSearchParams(typed).toString()}`;
}

type CustomersTableProps = { shell: Shell; customers: readonly Row[]; groups: readonly Group[]; isForActs: boolean };

function CustomersTable({ shell, customers, groups, isForActs }: CustomersTableProps) {
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
              <div class="pick">
                {isForActs && (
                  <input
                    class="checkbox checkbox-sm"
                    type="checkbox"
                    form="bulk"
                    name="customer"
                    value={row.id}
                    aria-label={t('bulk.tick', { name: row.name || row.company || row.email })}
                  />
                )}
                <div>
                  <a class="name" href={`/admin/customers/${row.id}`}>
                    <bdi>{row.name || row.company || row.email}</bdi>
                  </a>
                  {row.name !== '' && row.company !== '' && (
                    <>
                      {' · '}
                      <bdi>{row.company}</bdi>
                    </>
                  )}
                  <br />
                  <span class="quiet">{row.email}</span>
                </div>
              </div>
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
