import { dates } from '../../ui/dates.ts';
import { Field } from '../../ui/fields.tsx';
import { Radios } from '../../ui/radios.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import { Ticks } from '../audience/fields.tsx';
import type { FoundList } from './price-lists.ts';

type Option = { value: string; label: string };

export type ListFieldsProps = {
  shell: Shell;
  form: FormState;
  groups: readonly Option[];
  countries: readonly Option[];
};

/** What the fields of a list are called, in their order. */
export function listLabels({ t }: Shell): Record<string, string> {
  return {
    name: t('fields.name'),
    audience: t('price_lists.whom'),
    area: t('price_lists.where'),
    from: t('price_lists.from'),
    until: t('price_lists.until'),
    percent: t('price_lists.percent'),
  };
}

/** For whom a list is, where, when, and what it takes off. */
export function ListFields({ shell, form, groups, countries }: ListFieldsProps) {
  const { t } = shell;
  const labels = listLabels(shell);
  const field = (name: string) => ({ t, form, name, label: labels[name] ?? name, autocomplete: 'off' });
  return (
    <>
      <Field {...field('name')} maxlength={60} required />
      <Radios
        {...field('audience')}
        required
        options={[
          { value: 'everybody', label: t('price_lists.everybody') },
          { value: 'groups', label: t('price_lists.only_groups') },
        ]}
      />
      <Ticks t={t} form={form} legend={t('groups.title')} part="group" options={groups} />
      <Radios
        {...field('area')}
        required
        options={[
          { value: 'everywhere', label: t('price_lists.everywhere') },
          { value: 'countries', label: t('price_lists.only_countries') },
        ]}
      />
      <Ticks t={t} form={form} legend={t('price_lists.countries')} part="country" options={countries} />
      <div class="address-fields items-end">
        <div class="half">
          <Field {...field('from')} type="date" isMarked={false} />
        </div>
        <div class="half">
          <Field {...field('until')} type="date" isMarked={false} hint={t('price_lists.until_hint')} />
        </div>
      </div>
      <Field
        {...field('percent')}
        hint={t('price_lists.percent_hint')}
        inputmode="decimal"
        maxlength={8}
        isMarked={false}
      />
    </>
  );
}

/** From when until when a list counts, and whether that is over or to come. */
export function When({ shell: { t, language, store }, list, now }: { shell: Shell; list: FoundList; now: number }) {
  const day = dates(language, store.timeZone);
  const { startsAt, endsAt } = list;
  return (
    <>
      {startsAt !== null && t('price_lists.from_day', { day: day(startsAt) })}{' '}
      {endsAt !== null && t('price_lists.until_day', { day: day(endsAt - 1) })}
      {startsAt === null && endsAt === null && t('price_lists.always')}
      {startsAt !== null && now < startsAt && <span class="tag">{t('price_lists.not_started')}</span>}
      {endsAt !== null && now >= endsAt && <span class="tag">{t('price_lists.ended')}</span>}
    </>
  );
}
