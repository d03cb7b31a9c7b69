import { countryName } from '../customers/addresses/countries.ts';
import { linesOf as postalLines } from '../customers/addresses/formats.ts';
import { moments } from '../ui/dates.ts';
import { Filter } from '../ui/filters.tsx';
import type { Shell } from '../ui/layout.tsx';
import { money, percent, whole } from '../ui/money.ts';
import { carrierName, trackingLink } from './carriers.ts';
import { statuses, type Happened, type Listed, type Order } from './history.ts';
import type { CopiedAddress, orderLines } from './schema.ts';

type HistoryPageProps = {
  shell: Shell;
  /** What is asked for, as it stands in the address. */
  typed: Readonly<Record<string, string>>;
  orders: readonly Listed[];
  /** The cursor of the next page; null on the last. */
  next: string | null;
  /** The years to choose from, the newest first. */
  years: readonly number[];
};

export function HistoryPage({ shell, typed, orders, next, years }: HistoryPageProps) {
  const { t, store } = shell;
  const { after, ...wanted } = typed;
  const isFiltered = Object.values(wanted).some((value) => value !== '');
  return (
    <>
      <h1>{t('account.orders')}</h1>
      {(years.length > 0 || isFiltered) && <SearchForm shell={shell} typed={typed} years={years} />}
      {orders.length === 0 && (
        <section class="panel">
          <h2>{t(isFiltered ? 'orders.none_found_title' : 'account.no_orders_title')}</h2>
          <p>{isFiltered ? t('orders.none_found') : t('orders.none', { store: store.name })}</p>
        </section>
      )}
      {orders.length > 0 && <OrdersTable shell={shell} orders={orders} pathOf={(order) => accountPath(shell, order)} />}
      <div class="acts">
        {after && <a href={addressOf(wanted)}>{t('customers.first')}</a>}
        {next && (
          <a class="btn btn-plain btn-sm" href={addressOf({ ...wanted, after: next })}>
            {t('customers.next')}
          </a>
        )}
      </div>
    </>
  );
}

function addressOf(wanted: Readonly<Record<string, string>>): string {
  return `/account/orders?${new URLSearchParams(wanted).toString()}`;
}

/** An order of another store of the pool is named by its id: its number may be one of ours too. */
export function accountPath(
  { store }: Shell,
  { id, number, storeId }: Pick<Listed, 'id' | 'number' | 'storeId'>,
): string {
  return `/account/orders/${storeId === store.id ? encodeURIComponent(number) : id}`;
}

function SearchForm({ shell: { t }, typed, years }: Pick<HistoryPageProps, 'shell' | 'typed' | 'years'>) {
  const any = { value: '', label: t('customers.any') };
  return (
    <form method="get" action="/account/orders" role="search" class="search">
      <label class="field search-words">
        {t('orders.find')}
        <input class="input w-full" type="search" name="q" value={typed.q} maxlength={100} enterkeyhint="search" />
      </label>
      <Filter
        name="status"
        label={t('customers.status')}
        options={[any, ...statuses.map((one) => ({ value: one, label: t(`orders.${one}`) }))]}
        chosen={typed.status}
      />
      <Filter
        name="year"
        label={t('orders.year')}
        options={[any, ...years.map((year) => ({ value: `${year}`, label: `${year}` }))]}
        chosen={typed.year}
      />
      <button class="btn btn-primary" type="submit">
        {t('customers.search')}
      </button>
    </form>
  );
}

type OrdersTableProps = { shell: Shell; orders: readonly Listed[]; pathOf: (order: Listed) => string };

export function OrdersTable({ shell, orders, pathOf }: OrdersTableProps) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('orders.number')}</th>
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
              <a class="underline font-medium" href={pathOf(order)}>
                {order.number}
              </a>
              <br />
              <span class="quiet">
                <bdi>{order.summary}</bdi>
                {order.itemCount > 1 &&
                  ` · ${t('orders.items', { count: order.itemCount, number: whole(order.itemCount, language) })}`}
              </span>
            </td>
            <td class="tabular-nums">{when(order.placedAt)}</td>
            <td>{t(`orders.${order.status}`)}</td>
            <td class="number">{money(order.totalMinor, order.currency, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export type Line = typeof orderLines.$inferSelect;

type OrderViewProps = { shell: Shell; order: Order; lines: readonly Line[]; events: readonly Happened[] };

export function OrderPage(props: OrderViewProps) {
  const { shell, order } = props;
  const { t } = shell;
  return (
    <>
      <p class="crumb">
        <a href="/account/orders">{t('account.orders')}</a>
      </p>
      <div class="headline">
        <h1>{t('orders.title', { number: order.number })}</h1>
        <span class="tag">{statusOf(shell, order)}</span>
      </div>
      <OrderView {...props} />
    </>
  );
}

/** What an order is at now, in words. */
export function statusOf({ t }: Shell, { status, paymentMethod, paidMinor, totalMinor }: Order): string {
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
