import { countryName } from '../../customers/addresses/countries.ts';
import { linesOf as postalLines } from '../../customers/addresses/formats.ts';
import { PaymentCard } from '../../documents/payment/fields.tsx';
import { moments } from '../../ui/dates.ts';
import type { Shell } from '../../ui/layout.tsx';
import { money, percent, whole } from '../../ui/money.ts';
import type { CopiedAddress, Happened, Line, Order } from '../history/history.ts';
import { carrierName, trackingLink } from './carriers.ts';
import { transferFor } from './paying.ts';

type OrderViewProps = { shell: Shell; order: Order; lines: readonly Line[]; events: readonly Happened[] };

export function OrderPage(props: OrderViewProps) {
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
        <span class="tag">{statusOf(shell, order)}</span>
        {order.storeId === shell.store.id && (
          <form method="post" action={`/account/orders/${encodeURIComponent(order.number)}/reorder`}>
            <button class="btn btn-plain" type="submit">
              {t('basket.again')}
            </button>
          </form>
        )}
      </div>
      {transfer && <PaymentCard shell={shell} transfer={transfer} />}
      <OrderView {...props} />
    </>
  );
}

/** What an order is at now, in words. */
export function statusOf(
  { t }: Shell,
  {
    status,
    paymentMethod,
    paidMinor,
    totalMinor,
  }: Pick<Order, 'status' | 'paymentMethod' | 'paidMinor' | 'totalMinor'>,
): string {
  const isAwaited = status === 'placed' && paymentMethod === 'bank_transfer' && paidMinor < totalMinor;
  return t(isAwaited ? 'orders.awaiting_payment' : `orders.${status}`);
}

/** Everything about an order, for whoever may see it. */
export function OrderView({ shell, order, lines, events }: OrderViewProps) {
  return (
    <>
      <Timeline shell={shell} order={order} events={events} />
      <Items shell={shell} order={order} lines={lines} />
      <Delivery shell={shell} order={order} />
    </>
  );
}

function Timeline({ shell: { t, language, store }, order, events }: Omit<OrderViewProps, 'lines'>) {
  const when = moments(language, store.timeZone);
  return (
    <ol class="timeline" aria-label={t('orders.history')}>
      {events.map(({ event, amountMinor, at }) => (
        <li>
          <strong>{t(`orders.${event}`)}</strong>
          {amountMinor !== null &&
            amountMinor !== order.totalMinor &&
            ` ${money(amountMinor, order.currency, language)}`}
          <span class="quiet tabular-nums"> {when(at)}</span>
        </li>
      ))}
    </ol>
  );
}

function Items({ shell: { t, language }, order, lines }: Omit<OrderViewProps, 'events'>) {
  const amount = (minor: number) => money(minor, order.currency, language);
  return (
    <section class="part">
      <h2>{t('orders.what')}</h2>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t('orders.product')}</th>
            <th scope="col" class="number">
              {t('orders.quantity')}
            </th>
            <th scope="col" class="number">
              {t('orders.price')}
            </th>
            <th scope="col" class="number">
              {t('orders.sum')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr>
              <td>
                <bdi>{line.name}</bdi>
                <span class="quiet"> {line.sku}</span>
              </td>
              <td class="number" data-label={t('orders.quantity')}>
                {whole(line.quantity, language)}
              </td>
              <td class="number" data-label={t('orders.price')}>
                {line.listPriceMinor !== line.unitPriceMinor && <s class="quiet">{amount(line.listPriceMinor)}</s>}{' '}
                {amount(line.unitPriceMinor)}
              </td>
              <td class="number" data-label={t('orders.sum')}>
                {amount(line.totalMinor)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl class="sums">
        {order.discountBasisPoints > 0 && (
          <>
            <dt>{t('orders.discount_in', { group: order.groupName })}</dt>
            <dd>{percent(order.discountBasisPoints, language)}</dd>
          </>
        )}
        <dt>
          {t('orders.shipping')}: {order.shippingName}
        </dt>
        <dd>{amount(order.shippingMinor)}</dd>
        {order.pointsMinor > 0 && (
          <>
            <dt>
              {t('orders.points_spent', { count: order.pointsSpent, number: whole(order.pointsSpent, language) })}
            </dt>
            <dd>{amount(-order.pointsMinor)}</dd>
          </>
        )}
        <dt class="font-semibold">{t('orders.total_with_tax', { tax: amount(order.taxMinor) })}</dt>
        <dd class="font-semibold">{amount(order.totalMinor)}</dd>
        {order.paidMinor > 0 && order.paidMinor < order.totalMinor && (
          <>
            <dt>{t('orders.owed')}</dt>
            <dd>{amount(order.totalMinor - order.paidMinor)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Delivery({ shell: { t, language }, order }: Pick<OrderViewProps, 'shell' | 'order'>) {
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
      <AddressPanel title={t('orders.delivery_address')} address={order.delivery} language={language} />
      <AddressPanel title={t('fields.billing_address')} address={order.billing} language={language} />
      <div class="panel">
        <h2>{t('orders.payment')}</h2>
        <p>{t(`orders.by_${order.paymentMethod}`)}</p>
      </div>
    </section>
  );
}

type AddressPanelProps = { title: string; address: CopiedAddress | null; language: Shell['language'] };

function AddressPanel({ title, address, language }: AddressPanelProps) {
  if (!address) return null;
  return (
    <div class="panel">
      <h2>{title}</h2>
      <p class="postal">
        {[...postalLines(address), countryName(address.country, language), address.phone]
          .filter(Boolean)
          .map((line) => (
            <bdi>{line}</bdi>
          ))}
      </p>
    </div>
  );
}
