// Entries of the ledger as a table, for the customer and for staff.
import type { Child } from 'hono/jsx';
import { dates } from '../ui/dates.ts';
import type { Shell } from '../ui/layout.tsx';
import { signed, wholes } from '../ui/money.ts';
import type { Entry } from './ledger.ts';
import { kindOf } from './words.ts';

type Row = Pick<Entry, 'kind' | 'points' | 'balance' | 'countsAt'>;

type EntriesTableProps<One extends Row> = {
  shell: Shell;
  entries: readonly One[];
  caption?: string;
  /** What is said of an entry behind its kind. */
  aboutOf: (entry: One) => Child;
};

export function EntriesTable<One extends Row>({ shell, entries, caption, aboutOf }: EntriesTableProps<One>) {
  const { t, language, store } = shell;
  const day = dates(language, store.timeZone);
  const change = signed(language);
  const number = wholes(language);
  return (
    <table class="table">
      {caption && <caption class="sr-only">{caption}</caption>}
      <thead>
        <tr>
          <th scope="col">{t('points.day')}</th>
          <th scope="col">{t('points.what')}</th>
          <th scope="col" class="number">
            {t('points.title')}
          </th>
          <th scope="col" class="number">
            {t('points.balance')}
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr>
            <td class="tabular-nums">{day(entry.countsAt)}</td>
            <td>
              {kindOf(t, entry.kind)} {aboutOf(entry)}
            </td>
            <td class="number" data-label={t('points.title')}>
              {change(entry.points)}
            </td>
            <td class="number" data-label={t('points.balance')}>
              {entry.balance === null ? (
                <span class="quiet">{t('points.counts_on', { day: day(entry.countsAt) })}</span>
              ) : (
                number(entry.balance)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
