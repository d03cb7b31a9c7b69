// The list of orders for a spreadsheet, in portions, in the language of the page.
import type { Shell } from '../../ui/layout.tsx';
import { typedAmount } from '../../ui/money.ts';
import { csvLines } from '../../web/csv.ts';
import { statusName } from '../statuses/fields.tsx';
import type { Row } from './finding.ts';
import { payingOf } from './paying.ts';

/** The lines of the file, its header first. Amounts are in the currency of the order, moments ISO 8601. */
export async function* csvOf(
  shell: Shell,
  portions: AsyncIterable<readonly Row[]>,
  now: number,
): AsyncGenerator<string> {
  const { t } = shell;
  yield csvLines([
    [
      t('orders.number'),
      t('orders.placed_at'),
      t('customers.customer'),
      t('fields.email'),
      t('guest_orders.guest'),
      t('customers.status'),
      t('orders.own_status'),
      t('orders.payment'),
      t('orders.due'),
      t('orders.product'),
      t('orders.quantity'),
      t('orders.total'),
      t('orders.paid'),
      t('orders.currency'),
    ],
  ]);
  for await (const rows of portions) {
    yield csvLines(
      rows.map((row) => {
        const paying = payingOf(row, now);
        return [
          row.number,
          iso(row.placedAt),
          row.customer ?? '',
          row.email,
          t(row.isGuest === 1 ? 'customers.yes' : 'customers.no'),
          t(`orders.${row.status}`),
          row.own ? statusName(shell, row.own.names) : '',
          paying === null ? '' : t(`orders.paying_${paying}`),
          row.dueAt === null ? '' : iso(row.dueAt),
          row.summary,
          row.itemCount,
          typedAmount(row.totalMinor, row.currency),
          typedAmount(row.paidMinor, row.currency),
          row.currency,
        ];
      }),
    );
  }
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
