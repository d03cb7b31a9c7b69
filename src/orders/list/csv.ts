// The list of orders for a spreadsheet, in portions, in the language of the page.
import type { Shell } from '../../ui/layout.tsx';
import { decimalsOf } from '../../ui/money.ts';
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
  const plain = plainly();
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
          plain(row.totalMinor, row.currency),
          plain(row.paidMinor, row.currency),
          row.currency,
        ];
      }),
    );
  }
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** Writes amounts as programs read them: `64.80`. How many decimals a currency has is asked for once, which is the costly part. */
function plainly(): (minor: number, currency: string) => string {
  const known = new Map<string, number>();
  return (minor, currency) => {
    const decimals = known.get(currency) ?? decimalsOf(currency);
    known.set(currency, decimals);
    return (minor / 10 ** decimals).toFixed(decimals);
  };
}
