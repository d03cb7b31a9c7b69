// Orders as rows of the list, the same on the page and in what comes to it later.
import { moments } from '../../ui/dates.ts';
import type { Shell } from '../../ui/layout.tsx';
import { money, whole } from '../../ui/money.ts';
import type { Row } from './finding.ts';
import { nameOf, type OwnStatus } from './naming.ts';
import { payingOf } from './paying.ts';

type Named = Pick<OwnStatus, 'id' | 'names' | 'colour'>;

export type RowsProps = {
  shell: Shell;
  /** The store's own statuses, as far as orders have them. */
  statuses: readonly Named[];
  /** The time of the request: what is overdue is so by it. */
  now: number;
};

/** What makes the row of an order. Its key is its place in the order of the list; empty where that cannot be told by one. */
export function rowIn({ shell, statuses, now }: RowsProps) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  return (order: Row, key: string | number, more: Record<string, string | number> = {}) => (
    <tr id={order.id} data-key={key} {...more}>
      <td>
        <a class="name" href={`/admin/orders/${order.id}`}>
          {order.number}
        </a>
        {order.customer && (
          <>
            <br />
            <bdi>{order.customer}</bdi>
            {order.isGuest === 1 && <span class="quiet"> ({t('guest_orders.guest')})</span>}
          </>
        )}
      </td>
      <td>
        <bdi>{order.summary}</bdi>
        {order.itemCount > 1 &&
          ` · ${t('orders.items', { count: order.itemCount, number: whole(order.itemCount, language) })}`}
      </td>
      <td class="tabular-nums">{when(order.placedAt)}</td>
      <td>
        <StatusTag shell={shell} order={order} statuses={statuses} />
      </td>
      <td data-label={t('orders.payment')}>
        <Payment shell={shell} order={order} now={now} />
      </td>
      <td class="number">{money(order.totalMinor, order.currency, language)}</td>
    </tr>
  );
}

/** Its status in words: the store's own where it has one. The colour only goes with them. */
function StatusTag({ shell, order, statuses }: { shell: Shell; order: Row; statuses: readonly Named[] }) {
  const { t, language, store } = shell;
  const own = statuses.find(({ id }) => id === order.statusId);
  if (own) return <span class={`tag tint-${own.colour}`}>{nameOf(own, language, store)}</span>;
  const isOver = order.status === 'cancelled' || order.status === 'refunded';
  const isOpen = order.status === 'placed' || order.status === 'paid';
  return (
    <span class={`tag${isOver ? ' tint-grey' : isOpen ? ' tag-pending' : ''}`}>{t(`orders.${order.status}`)}</span>
  );
}

function Payment({ shell: { t }, order, now }: { shell: Shell; order: Row; now: number }) {
  const paying = payingOf(order, now);
  if (paying === null) return null;
  return <span class={paying === 'overdue' ? 'wrong' : undefined}>{t(`orders.paying_${paying}`)}</span>;
}

/** The heads of the columns. */
export function Heads({ shell: { t } }: { shell: Shell }) {
  return (
    <thead>
      <tr>
        <th scope="col">{t('orders.number')}</th>
        <th scope="col">{t('orders.product')}</th>
        <th scope="col">{t('orders.placed_at')}</th>
        <th scope="col">{t('customers.status')}</th>
        <th scope="col">{t('orders.payment')}</th>
        <th scope="col" class="number">
          {t('orders.total')}
        </th>
      </tr>
    </thead>
  );
}
