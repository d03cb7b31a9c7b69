import { countryName } from '../../../customers/addresses/countries.ts';
import { sorts } from '../../../customers/finding/input.ts';
import type { Group } from '../../../groups/groups.ts';
import { Filter, TypedFilter } from '../../../ui/filters.tsx';
import type { Shell } from '../../../ui/layout.tsx';

const statuses = ['active', 'pending', 'denied'] as const;

type SearchFormProps = {
  shell: Shell;
  /** What is asked for, as it stands in the address. */
  typed: Readonly<Record<string, string>>;
  groups: readonly Group[];
};

/** The words and filters by which customers are found. With scripts the list follows them as they are typed. */
export function SearchForm({ shell, typed, groups }: SearchFormProps) {
  const { t, store, language } = shell;
  const any = { value: '', label: t('customers.any') };
  const yesNo = [
    { value: 'yes', label: t('customers.yes') },
    { value: 'no', label: t('customers.no') },
  ];
  const countries = store.policies.shop.countries.map((code) => ({ value: code, label: countryName(code, language) }));
  return (
    <form method="get" action="/admin/customers" role="search" class="search" data-finds>
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
      <TypedFilter
        name="turnoverFrom"
        label={t('customers.turnover_from')}
        typed={typed.turnoverFrom}
        inputmode="decimal"
      />
      <TypedFilter name="turnoverTo" label={t('customers.turnover_to')} typed={typed.turnoverTo} inputmode="decimal" />
      <TypedFilter name="since" label={t('customers.since_day')} typed={typed.since} type="date" />
      <TypedFilter name="until" label={t('customers.until_day')} typed={typed.until} type="date" />
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
