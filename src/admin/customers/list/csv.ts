// The list of customers for a spreadsheet, in portions, in the language of the page.
import { isRegistered, type Row } from '../../../customers/finding/finding.ts';
import { nameAmong, type Group } from '../../../groups/groups.ts';
import type { Shell } from '../../../ui/layout.tsx';
import { csvLines } from '../../../web/csv.ts';

/** The lines of the file, its header first. Amounts are in the store's currency, moments ISO 8601. */
export async function* csvOf(
  { t, store }: Shell,
  groups: readonly Group[],
  portions: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency: store.currency }).resolvedOptions()
    .maximumFractionDigits;
  yield csvLines([
    [
      t('fields.name'),
      t('fields.email'),
      t('fields.company'),
      t('customers.registered'),
      t('customers.status'),
      t('customers.group'),
      t('customers.country'),
      `${t('account.turnover')} (${store.currency})`,
      t('account.orders'),
      t('customers.since'),
    ],
  ]);
  for await (const rows of portions) {
    yield csvLines(
      rows.map((row) => [
        row.name,
        row.email,
        row.company,
        t(isRegistered(row) ? 'customers.yes' : 'customers.no'),
        t(`customers.${row.status}`),
        nameAmong(groups, row.groupId) ?? '',
        row.country ?? '',
        (row.turnoverMinor / 10 ** (digits ?? 2)).toFixed(digits),
        row.orderCount,
        new Date(row.createdAt).toISOString(),
      ]),
    );
  }
}
