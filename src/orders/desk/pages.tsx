import type { Linked } from '../../documents/fields.tsx';
import { isAtLeast, type Role } from '../../staff/roles.ts';
import { Notice, ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import type { NoticeOf } from '../../web/notices.ts';
import type { ToldEvent } from '../events/fields.tsx';
import type { ChoiceOfStatus } from '../statuses/showing.ts';
import { SetStatus } from '../statuses/setting/fields.tsx';
import { OrderView, StatusTag } from '../details/pages.tsx';
import type { Line, Order } from '../details/details.ts';
import { Acts, labelsOf } from './fields.tsx';

/** What just happened, or why it did not, as the address of the page says it. */
export const happenings = [
  ...(['made', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded', 'invoiced', 'status_set'] as const),
  ...(['repaid', 'changed', 'noted', 'told'] as const),
] as const;
export const problems = [
  ...(['is_cancelled', 'is_refunded', 'is_paid', 'not_paid', 'is_shipped', 'not_shipped', 'is_delivered'] as const),
  ...(['changed_meanwhile', 'has_invoice', 'status_gone', 'has_status', 'not_too_much'] as const),
] as const;
type OrderNotice = NoticeOf<typeof happenings, typeof problems>;

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
