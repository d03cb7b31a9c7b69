// Orders as rows of the list, the same on the page and in what comes to it later.
import { moments } from '../../ui/dates.ts';
import type { Shell } from '../../ui/layout.tsx';
import { money, whole } from '../../ui/money.ts';
import { OrderTick } from '../bulk/fields.tsx';
import { StatusWord } from '../details/pages.tsx';
import type { Row } from './finding.ts';
import { payingOf } from './paying.ts';

export type RowsProps = {
  shell: Shell;
  /** Whether who looks may act on those that are ticked. */
  mayAct: boolean;
  /** The time of the request: what is overdue is so by it. */
  now: number;
};

/** What makes the row of an order. Its key is its place in the order of the list; empty where that cannot be told by one. */
export function rowIn({ shell, mayAct, now }: RowsProps) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  return (order: Row, key: string | number, more: Record<string, string | number> = {}) => (
    <tr id={order.id} data-key={key} {...more}>
      <td>
        <div class="pick">
          {mayAct && <OrderTick shell={shell} id={order.id} number={order.number} />}
          <div>
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
          </div>
        </div>
      </td>
      <td>
        <bdi>{order.summary}</bdi>
        {order.itemCount > 1 &&
          ` · ${t('orders.items', { count: order.itemCount, number: whole(order.itemCount, language) })}`}
      </td>
      <td class="tabular-nums">{when(order.placedAt)}</td>
      <td>
        <StatusWord shell={shell} order={order} />
      </td>
      <td data-label={t('orders.payment')}>
        <Payment shell={shell} order={order} now={now} />
      </td>
      <td class="number">{money(order.totalMinor, order.currency, language)}</td>
    </tr>
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
