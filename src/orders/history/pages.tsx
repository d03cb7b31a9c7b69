import { moments } from '../../ui/dates.ts';
import { Filter } from '../../ui/filters.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { money, whole } from '../../ui/money.ts';
import { Pager } from '../../ui/pager.tsx';
import { StatusWord } from '../details/pages.tsx';
import { WaitingOrders } from '../takeover/fields.tsx';
import { statuses, type Listed } from './history.ts';

type HistoryPageProps = {
  shell: Shell;
  /** What is asked for, as it stands in the address. */
  typed: Readonly<Record<string, string>>;
  orders: readonly Listed[];
  /** The cursor of the next page; null on the last. */
  next: string | null;
  /** The years to choose from, the newest first. */
  years: readonly number[];
  /** How many orders wait to be taken over. */
  waiting: number;
};

export function HistoryPage({ shell, typed, orders, next, years, waiting }: HistoryPageProps) {
  const { t, store } = shell;
  const { after, ...wanted } = typed;
  const isFiltered = Object.values(wanted).some((value) => value !== '');
  return (
    <>
      <h1>{t('account.orders')}</h1>
      <WaitingOrders shell={shell} count={waiting} />
      {(years.length > 0 || isFiltered) && <SearchForm shell={shell} typed={typed} years={years} />}
      {orders.length === 0 && (
        <section class="panel">
          <h2>{t(isFiltered ? 'orders.none_found_title' : 'account.no_orders_title')}</h2>
          <p>{isFiltered ? t('orders.none_found') : t('orders.none', { store: store.name })}</p>
        </section>
      )}
      {orders.length > 0 && <OrdersTable shell={shell} orders={orders} pathOf={(order) => accountPath(shell, order)} />}
      <Pager t={t} first={after ? addressOf(wanted) : null} next={next && addressOf({ ...wanted, after: next })} />
      {waiting === 0 && (
        <p>
          <a href="/account/orders/guest">{t('guest_orders.ordered_as_guest')}</a>
        </p>
      )}
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

/** An order of somebody, as their list shows it. */
type Shown = Omit<Listed, 'storeId'>;

type OrdersTableProps<One extends Shown> = { shell: Shell; orders: readonly One[]; pathOf: (order: One) => string };

/** The orders of somebody, for themselves and for staff: each a link to its page. */
export function OrdersTable<One extends Shown>({ shell, orders, pathOf }: OrdersTableProps<One>) {
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
