import { asset } from '../../ui/assets.ts';
import { dates } from '../../ui/dates.ts';
import { Filter, TypedFilter } from '../../ui/filters.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { whole } from '../../ui/money.ts';
import { Pager } from '../../ui/pager.tsx';
import { statuses as states } from '../history/history.ts';
import { Heads, rowIn, type RowsProps } from './fields.tsx';
import { keyOf, mostLookedAt, type Changed, type Page } from './finding.ts';
import { orderers, payments } from './input.ts';
import { OrderBulkBar, TickAll } from '../bulk/fields.tsx';
import { statusName } from '../statuses/fields.tsx';
import type { Status } from '../statuses/following.ts';
import type { Way } from './ways.ts';

type Typed = Readonly<Record<string, string>>;

type OrdersPageProps = RowsProps & {
  statuses: readonly Status[];
  /** What is asked for, as it stands in the address. */
  typed: Typed;
  found: Page;
  way: Way;
  /** The revision of the store that the list shows. */
  revision: number;
};

export function OrdersPage(props: OrdersPageProps) {
  const { shell, typed, found, now, revision } = props;
  const { t } = shell;
  const words = found.orders.length === 0 ? t('orders.none_at_all') : t('orders.shown', { count: found.orders.length });
  return (
    <>
      <div class="title">
        <h1>{t('account.orders')}</h1>
        {props.mayAct && (
          <a class="btn btn-primary btn-sm" href="/admin/orders/new">
            {t('orders.new')}
          </a>
        )}
      </div>
      <SearchForm {...props} />
      <div class="told">
        <p
          id="live"
          class="quiet"
          data-bell="/admin/orders/bell"
          data-changes="/admin/orders/changes"
          data-on={t('orders.live_on')}
          data-off={t('orders.live_off')}
        >
          {t('orders.live_none')}
        </p>
        <p role="status" class="quiet" id="said" data-not-current={t('customers.not_current')}>
          {words}
        </p>
        <p role="status" id="news" {...newsIn(shell)} data-first={addressOf(without(typed, 'after'))} />
      </div>
      <section
        id="found"
        class="part"
        aria-label={t('account.orders')}
        data-words={words}
        data-wanted={new URLSearchParams(without(typed, 'after')).toString()}
        data-revision={revision}
        data-read-at={now}
        data-descends={props.way.name === 'due' ? undefined : ''}
        data-is-later={typed.after === undefined ? undefined : ''}
        data-goes-on={found.next === null ? undefined : ''}
      >
        <Found {...props} />
      </section>
      <script type="module" src={asset('finding.js')} />
      <script type="module" src={asset('live.js')} />
    </>
  );
}

/** How many new orders there are, in the forms that the language has, for the number to be put in. */
function newsIn({ t }: Shell) {
  const words = (count: number) => t('orders.news', { count, number: '#' });
  return { 'data-one': words(1), 'data-few': words(3), 'data-other': words(5) };
}

/** What changes with the search: the rows, and the ways to other pages. */
function Found(props: OrdersPageProps) {
  const { shell, typed, found, way, mayAct, statuses } = props;
  const { t, language, store } = shell;
  const wanted = without(typed, 'after');
  const row = rowIn(props);
  return (
    <>
      {found.orders.length > 0 && mayAct && <TickAll shell={shell} />}
      {found.orders.length > 0 && (
        <table class="table">
          <Heads shell={shell} />
          <tbody>{found.orders.map((order) => row(order, keyOf(way, order)))}</tbody>
        </table>
      )}
      {found.orders.length > 0 && mayAct && <OrderBulkBar shell={shell} statuses={statuses} />}
      {found.lookedBackTo !== null && (
        <p>
          {t('orders.looked_back', {
            number: whole(mostLookedAt, language),
            day: dates(language, store.timeZone)(found.lookedBackTo),
          })}
        </p>
      )}
      {found.orders.length === 0 && typed.q && !typed.who && (
        <p>
          <a href={addressOf({ ...wanted, who: 'guest' })}>{t('orders.look_for_guests')}</a>
        </p>
      )}
      <Pager
        t={t}
        first={typed.after ? addressOf(wanted) : null}
        next={found.next && addressOf({ ...wanted, after: found.next })}
      >
        {mayAct && (
          <form method="post" action="/admin/orders/export">
            {Object.entries(wanted).map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <button class="btn btn-plain btn-sm" type="submit">
              {t('customers.export')}
            </button>
          </form>
        )}
      </Pager>
    </>
  );
}

function addressOf(wanted: Typed): string {
  return `/admin/orders?${new URLSearchParams(wanted).toString()}`;
}

function without(typed: Typed, name: string): Typed {
  return Object.fromEntries(Object.entries(typed).filter(([one]) => one !== name));
}

/** What is looked for, and by which orders are chosen. With scripts the list follows as it is typed. */
function SearchForm({ shell, typed, statuses }: OrdersPageProps) {
  const { t } = shell;
  const any = { value: '', label: t('customers.any') };
  const own = statuses
    .filter(({ id, retiredAt }) => retiredAt === null || id === typed.status)
    .map((one) => ({ value: one.id, label: statusName(shell, one.names) }));
  return (
    <form method="get" action="/admin/orders" role="search" class="search" data-finds>
      <label class="field search-words">
        {t('orders.find_at_desk')}
        <input class="input w-full" type="search" name="q" value={typed.q} maxlength={200} enterkeyhint="search" />
      </label>
      <Filter
        name="status"
        label={t('customers.status')}
        options={[any, ...states.map((one) => ({ value: one, label: t(`orders.${one}`) })), ...own]}
        chosen={typed.status}
      />
      <Filter
        name="payment"
        label={t('orders.payment')}
        options={[any, ...payments.map((one) => ({ value: one, label: t(`orders.payment_${one}`) }))]}
        chosen={typed.payment}
      />
      <Filter
        name="who"
        label={t('orders.ordered_by')}
        options={[any, ...orderers.map((one) => ({ value: one, label: t(`orders.by_${one}`) }))]}
        chosen={typed.who}
      />
      <TypedFilter name="from" label={t('orders.placed_from')} typed={typed.from} type="date" />
      <TypedFilter name="to" label={t('customers.until_day')} typed={typed.to} type="date" />
      <button class="btn btn-primary" type="submit">
        {t('customers.search')}
      </button>
    </form>
  );
}

type ChangesProps = RowsProps & {
  changed: readonly Changed[];
  way: Way;
  /** The revision that whoever asked has now. */
  revision: number;
  /** Whether there is more than comes at once: then the list is read anew. */
  isMore: boolean;
};

/** What was written since a list was read, as rows for it; of each whether it belongs into the list, and what is said of it. */
export function Changes({ changed, way, revision, isMore, ...props }: ChangesProps) {
  const { t } = props.shell;
  const row = rowIn(props);
  return (
    <table id="changed" data-revision={revision} data-more={isMore ? '' : undefined}>
      <tbody>
        {changed.map((order) =>
          row(order, keyOf(way, order), {
            'data-placed': order.placedAt,
            'data-said': `${order.number}: ${t(`orders.${order.status}`)}`,
            ...(order.fits === 1 ? { 'data-fits': '' } : {}),
          }),
        )}
      </tbody>
    </table>
  );
}
