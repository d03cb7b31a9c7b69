import type { Linked } from '../../documents/fields.tsx';
import { isAtLeast, type Role } from '../../staff/roles.ts';
import { moments } from '../../ui/dates.ts';
import { Notice, ProblemSummary } from '../../ui/fields.tsx';
import { Filter } from '../../ui/filters.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { money, whole } from '../../ui/money.ts';
import { Pager } from '../../ui/pager.tsx';
import type { FormState } from '../../web/forms.ts';
import type { ToldEvent } from '../events/fields.tsx';
import { OrderBulkBar, OrderTick, TickAll } from '../bulk/fields.tsx';
import type { ChoiceOfStatus } from '../statuses/showing.ts';
import type { Status } from '../statuses/following.ts';
import { SetStatus } from '../statuses/setting/fields.tsx';
import { OrderView, StatusTag, StatusWord } from '../details/pages.tsx';
import { statuses, type Line, type Order } from '../history/history.ts';
import { Acts, labelsOf } from './fields.tsx';
import type { Row } from './desk.ts';

type OrdersPageProps = {
  shell: Shell;
  /** What is asked for, as it stands in the address. */
  typed: Readonly<Record<string, string>>;
  orders: readonly Row[];
  next: string | null;
  statuses: readonly Status[];
  /** Whether who looks may act on those that are ticked. */
  mayAct: boolean;
};

export function OrdersPage({ shell, typed, orders, next, statuses: own, mayAct }: OrdersPageProps) {
  const { t } = shell;
  const { after, ...wanted } = typed;
  const any = { value: '', label: t('customers.any') };
  return (
    <>
      <h1>{t('account.orders')}</h1>
      <form method="get" action="/admin/orders" role="search" class="search">
        <label class="field search-words">
          {t('orders.find_number')}
          <input class="input w-full" type="search" name="q" value={typed.q} maxlength={40} enterkeyhint="search" />
        </label>
        <Filter
          name="status"
          label={t('customers.status')}
          options={[any, ...statuses.map((one) => ({ value: one, label: t(`orders.${one}`) }))]}
          chosen={typed.status}
        />
        <button class="btn btn-primary" type="submit">
          {t('customers.search')}
        </button>
      </form>
      {orders.length === 0 ? (
        <p role="status">{t('orders.none_at_all')}</p>
      ) : (
        <section id="found" class="part" aria-label={t('account.orders')}>
          {mayAct && <TickAll shell={shell} />}
          <OrdersTable shell={shell} orders={orders} isForActs={mayAct} />
          {mayAct && <OrderBulkBar shell={shell} statuses={own} />}
        </section>
      )}
      <Pager t={t} first={after ? addressOf(wanted) : null} next={next && addressOf({ ...wanted, after: next })} />
    </>
  );
}

function addressOf(wanted: Readonly<Record<string, string>>): string {
  return `/admin/orders?${new URLSearchParams(wanted).toString()}`;
}

type OrdersTableProps = { shell: Shell; orders: readonly Row[]; isForActs?: boolean };

/** Orders for staff, each a link to its page; with who ordered, where that is known. */
export function OrdersTable({ shell, orders, isForActs = false }: OrdersTableProps) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('orders.number')}</th>
          <th scope="col">{t('orders.what')}</th>
          <th scope="col">{t('orders.placed_at')}</th>
          <th scope="col">{t('customers.status')}</th>
          <th scope="col" class="number">
            {t('orders.total')}
          </th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr>
            <td>
              <div class="pick">
                {isForActs && <OrderTick shell={shell} id={order.id} number={order.number} />}
                <div>
                  <a class="underline font-medium" href={`/admin/orders/${order.id}`}>
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
            <td class="number">{money(order.totalMinor, order.currency, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What just happened, or why it did not, as the address of the page says it. */
export const happenings = ['paid', 'shipped', 'delivered', 'cancelled', 'refunded', 'invoiced', 'status_set'] as const;
export const problems = [
  ...(['is_cancelled', 'is_refunded', 'is_paid', 'not_paid', 'is_shipped', 'not_shipped', 'is_delivered'] as const),
  ...(['changed_meanwhile', 'has_invoice', 'status_gone', 'has_status'] as const),
] as const;
export type OrderNotice = { done: (typeof happenings)[number] } | { problem: (typeof problems)[number] } | undefined;

type OrderDeskPageProps = {
  shell: Shell;
  role: Role;
  order: Order & { choices: readonly ChoiceOfStatus[] };
  lines: readonly Line[];
  events: readonly ToldEvent[];
  documents: readonly Linked[];
  form: FormState;
  notice: OrderNotice;
};

export function OrderDeskPage(props: OrderDeskPageProps) {
  const { shell, role, order, form, notice } = props;
  const { t } = shell;
  return (
    <>
      <p class="crumb">
        <a href="/admin/orders">{t('account.orders')}</a>
      </p>
      <div class="headline">
        <h1>{t('orders.title', { number: order.number })}</h1>
        <StatusTag shell={shell} order={order} />
      </div>
      {notice && 'done' in notice && <Notice tone="done">{t(`orders.done_${notice.done}`)}</Notice>}
      {notice && 'problem' in notice && <Notice tone="refused">{t(`orders.problem_${notice.problem}`)}</Notice>}
      <ProblemSummary t={t} form={form} labels={labelsOf(shell)} />
      <div class="halves">
        <div>
          <OrderView {...props} documentsAt="/admin/documents" />
        </div>
        <div>
          <section class="panel">
            <h2>{t('customers.customer')}</h2>
            <Orderer shell={shell} order={order} />
          </section>
          {isAtLeast(role, 'manager') && <SetStatus shell={shell} form={form} order={order} />}
          {isAtLeast(role, 'manager') && <Acts {...props} />}
        </div>
      </div>
    </>
  );
}

/** Who ordered: a customer, a guest, or nobody who is still on record. */
function Orderer({ shell: { t }, order }: Pick<OrderDeskPageProps, 'shell' | 'order'>) {
  const { customerId, guestKey, email, phone, billing } = order;
  if (customerId !== null) {
    return (
      <p>
        <a href={`/admin/customers/${customerId}`}>{email}</a>
      </p>
    );
  }
  if (guestKey === null) return <p>{t('orders.nobody')}</p>;
  return (
    <p class="postal">
      <span class="quiet">{t('guest_orders.guest')}</span>
      {[billing?.name, email, phone].filter(Boolean).map((line) => (
        <bdi>{line}</bdi>
      ))}
    </p>
  );
}
