import { placeNames } from '../../sessions/devices.ts';
import { moments } from '../../ui/dates.ts';
import { Filter, filledIn, TypedFilter } from '../../ui/filters.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { Colleague } from '../people/people.ts';
import { acts } from './acts.ts';
import { others } from './input.ts';
import type { Told } from './trail.ts';
import { actOf, deviceOf, differencesOf, whoOf } from './words.ts';

type AuditPageProps = {
  shell: Shell;
  entries: readonly Told[];
  /** What is asked for, as it stands in the address. */
  typed: Readonly<Record<string, string>>;
  colleagues: readonly Pick<Colleague, 'id' | 'name' | 'email'>[];
  /** The entry before which there are more; null where there are none. */
  older: string | null;
};

export function AuditPage({ shell, entries, typed, colleagues, older }: AuditPageProps) {
  const { t } = shell;
  const wanted = filledIn(typed, 'before');
  const at = (more: Record<string, string>) => `/admin/audit?${new URLSearchParams({ ...wanted, ...more }).toString()}`;
  return (
    <>
      <h1>{t('audit.title')}</h1>
      <Filters shell={shell} typed={typed} colleagues={colleagues} />
      {entries.length === 0 ? (
        <p role="status">{t(Object.keys(wanted).length === 0 ? 'audit.empty' : 'audit.none')}</p>
      ) : (
        <AuditTable shell={shell} entries={entries} />
      )}
      <div class="acts">
        {typed.before && <a href={at({})}>{t('audit.newest')}</a>}
        {older && (
          <a class="btn btn-plain btn-sm" href={at({ before: older })}>
            {t('audit.older')}
          </a>
        )}
        {entries.length > 0 && (
          <form method="post" action="/admin/audit/export">
            {Object.entries(wanted).map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <button class="btn btn-plain btn-sm" type="submit">
              {t('audit.export')}
            </button>
          </form>
        )}
      </div>
    </>
  );
}

function Filters({ shell, typed, colleagues }: Pick<AuditPageProps, 'shell' | 'typed' | 'colleagues'>) {
  const { t } = shell;
  const any = { value: '', label: t('audit.any') };
  const people = colleagues.map(({ id, name, email }) => ({ value: id, label: name || email }));
  const rest = others.map((one) => ({ value: one, label: t(`audit.by_${one}`) }));
  const words = acts.map((act) => ({ value: act, label: t(`audit.${act}`) }));
  return (
    <form method="get" action="/admin/audit" role="search" class="search">
      <Filter name="who" label={t('audit.who')} options={[any, ...people, ...rest]} chosen={typed.who} />
      <Filter name="act" label={t('audit.what')} options={[any, ...words]} chosen={typed.act} />
      <TypedFilter name="from" label={t('audit.from')} typed={typed.from} type="date" />
      <TypedFilter name="to" label={t('audit.to')} typed={typed.to} type="date" />
      <TypedFilter name="customer" label={t('audit.customer_id')} typed={typed.customer} />
      <button class="btn btn-primary" type="submit">
        {t('audit.show')}
      </button>
    </form>
  );
}

type AuditTableProps = {
  shell: Shell;
  entries: readonly Told[];
  /** Whether all entries are about one customer, on whose page they stand. */
  isOfOne?: boolean;
};

/** Entries as a table, in their order. Nothing in it is taken from what a browser says of itself but names that we know. */
export function AuditTable({ shell, entries, isOfOne = false }: AuditTableProps) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  const where = placeNames(language);
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('audit.when')}</th>
          <th scope="col">{t('audit.who')}</th>
          <th scope="col">{t('audit.what')}</th>
          <th scope="col">{t('audit.where')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr>
            <td class="tabular-nums">{when(entry.at)}</td>
            <td data-label={t('audit.who')}>
              <bdi>{whoOf(t, entry)}</bdi>
            </td>
            <td>
              {actOf(t, entry.act)}
              {entry.subject && (
                <>
                  {': '}
                  <bdi>{entry.subject}</bdi>
                </>
              )}
              {entry.customerId && !isOfOne && <CustomerLink entry={entry} id={entry.customerId} />}
              {differencesOf(t, entry).map((difference) => (
                <>
                  <br />
                  <span class="quiet">
                    <bdi>{difference}</bdi>
                  </span>
                </>
              ))}
            </td>
            <td data-label={t('audit.where')}>
              {deviceOf(t, entry)}
              {entry.place !== '' && <span class="quiet"> {where(entry.place)}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** To the page of the customer, who may have been erased meanwhile at this store only. */
function CustomerLink({ entry, id }: { entry: Told; id: string }) {
  return (
    <>
      {': '}
      <a class="underline" href={`/admin/customers/${id}`}>
        <bdi>{entry.customer ?? id}</bdi>
      </a>
    </>
  );
}
