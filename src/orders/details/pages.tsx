import { DocumentLinks, type Linked } from '../../documents/fields.tsx';
import { PaymentCard } from '../../documents/payment/fields.tsx';
import { Notice } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { Line, Order } from './details.ts';
import { carrierName, trackingLink } from './carriers.ts';
import { isPaid, owed } from '../steps.ts';
import { AddressPanels, Items } from './fields.tsx';
import { Timeline, type ToldEvent } from '../events/fields.tsx';
import { statusName, StatusName } from '../statuses/fields.tsx';
import { transferFor } from './paying.ts';

export type OrderViewProps = {
  shell: Shell;
  order: Order;
  lines: readonly Line[];
  events: readonly ToldEvent[];
  documents: readonly Linked[];
  /** Below which address the documents are. */
  documentsAt: string;
};

type OrderPageProps = Omit<OrderViewProps, 'documentsAt'> & { isJustPlaced: boolean };

export function OrderPage(props: OrderPageProps) {
  const { shell, order } = props;
  const { t } = shell;
  const transfer = transferFor(shell.store, order);
  return (
    <>
      <p class="crumb">
        <a href="/account/orders">{t('account.orders')}</a>
      </p>
      <div class="headline">
        <h1>{t('orders.title', { number: order.number })}</h1>
        <StatusTag shell={shell} order={order} />
        {order.storeId === shell.store.id && (
          <form method="post" action={`/account/orders/${encodeURIComponent(order.number)}/reorder`}>
            <button class="btn btn-plain" type="submit">
              {t('basket.again')}
            </button>
          </form>
        )}
      </div>
      {props.isJustPlaced && <Notice tone="done">{t('orders.done_placed')}</Notice>}
      {transfer && <PaymentCard shell={shell} transfer={transfer} />}
      <OrderView {...props} documentsAt="/account/documents" />
    </>
  );
}

/** What an order is at now, in words: the store's own, in the language of the page, else what the event says. */
export function statusOf(
  shell: Shell,
  order: Pick<Order, 'status' | 'paymentMethod' | 'paidMinor' | 'refundedMinor' | 'totalMinor' | 'own'>,
): string {
  const { status, paymentMethod, own } = order;
  const { t } = shell;
  if (own) return statusName(shell, own.names);
  // One that was paid and costs more now waits again.
  const isBefore = status === 'placed' || status === 'paid';
  const isAwaited = isBefore && paymentMethod === 'bank_transfer' && !isPaid(order);
  return t(isAwaited ? 'orders.awaiting_payment' : `orders.${status}`);
}

type StatusProps = { shell: Shell; order: Parameters<typeof statusOf>[1] };

/** The same as a tag, in the colour of a status of the store's own. */
export function StatusTag({ shell, order }: StatusProps) {
  if (order.own) return <StatusName shell={shell} own={order.own} />;
  return <span class={order.status === 'cancelled' ? 'tag tag-denied' : 'tag'}>{statusOf(shell, order)}</span>;
}

/** What an order of a list is at: a tag for a status of the store's own, else the word of what happened. */
export function StatusWord({ shell, order }: { shell: Shell; order: Pick<Order, 'status' | 'own'> }) {
  if (order.own) return <StatusName shell={shell} own={order.own} class="tag-first" />;
  return <>{shell.t(`orders.${order.status}`)}</>;
}

/** Everything about an order, for whoever may see it. */
export function OrderView({ shell, order, lines, events, documents, documentsAt }: OrderViewProps) {
  const { t } = shell;
  return (
    <>
      <Timeline shell={shell} order={order} events={events} />
      <Items shell={shell} order={order} lines={lines} title={t('orders.what')} owedMinor={owedStill(order)} />
      <Delivery shell={shell} order={order} />
      {documents.length > 0 && (
        <section class="part">
          <h2>{t('account.documents')}</h2>
          <DocumentLinks t={t} at={documentsAt} documents={documents} />
        </section>
      )}
    </>
  );
}

/** What is still to be paid of an order that was paid in part; negative where too much was; 0 where its status says all. */
function owedStill(order: Order): number {
  const isOver = order.cancelledAt !== null || order.refundedAt !== null;
  return isOver || order.paidMinor === 0 ? 0 : owed(order);
}

function Delivery({ shell, order }: Pick<OrderViewProps, 'shell' | 'order'>) {
  const { t } = shell;
  const link = trackingLink(order.carrier, order.trackingCode);
  return (
    <section class="cards">
      {order.shippedAt !== null && (
        <div class="panel">
          <h2>{t('orders.parcel')}</h2>
          <p>{carrierName(order.carrier) || t('orders.no_carrier')}</p>
          {order.trackingCode !== '' &&
            (link ? (
              <p>
                <a href={link} rel="noopener noreferrer" target="_blank">
                  {t('orders.track', { code: order.trackingCode })}
                </a>
              </p>
            ) : (
              <p>{order.trackingCode}</p>
            ))}
        </div>
      )}
      <AddressPanels shell={shell} order={order} />
      <div class="panel">
        <h2>{t('orders.payment')}</h2>
        <p>{t(`orders.by_${order.paymentMethod}`)}</p>
      </div>
    </section>
  );
}
