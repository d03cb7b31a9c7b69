// /account/orders: a customer's orders, and each of them.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { AccountFrame } from '../../ui/account.tsx';
import { dayOf } from '../../ui/dates.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { AccountEnv } from '../../web/context.ts';
import { beganAt, historyOf, pageOf, wantedSchema } from './history.ts';
import { OrderPage } from '../details/pages.tsx';
import { countOf } from '../takeover/takeover.ts';
import { readingOne } from './one.ts';
import { HistoryPage } from './pages.tsx';

export const orderHistory = new Hono<AccountEnv>();

orderHistory.get('/', async (c) => {
  const { store, now } = c.var;
  const typed = c.req.query();
  const wanted = wantedSchema.parse(typed);
  const { who, rows } = await c.var.read((db, { holderId }) => [
    historyOf(db, store, holderId, wanted),
    beganAt(db, { storeId: store.id, customerId: holderId }),
    countOf(db, { storeId: store.id, customerId: holderId }),
  ]);
  const shell = shellOf(c, who);
  const yearOf = (at: number) => Number(dayOf(at, store.timeZone).slice(0, 4));
  const began = rows[1][0]?.at ?? null;
  const years = began === null ? [] : yearsBetween(yearOf(began), yearOf(now));
  const body = (
    <AccountFrame shell={shell}>
      <HistoryPage {...{ shell, typed, years }} {...pageOf(rows[0])} waiting={rows[2][0]?.count ?? 0} />
    </AccountFrame>
  );
  return page(c, shell, shell.t('account.orders'), body);
});

orderHistory.get('/:number', async (c) => {
  const { store } = c.var;
  const { who, rows } = await c.var.read((db, { holderId }) => readingOne(db, store, holderId, c.req.param('number')));
  const [[order], lines, events, documents] = rows;
  if (!order) throw new HTTPException(404);
  const shell = shellOf(c, who);
  const body = (
    <AccountFrame shell={shell}>
      <OrderPage
        shell={shell}
        order={order}
        lines={lines.map(({ line }) => line)}
        {...{ events, documents }}
        isJustPlaced={c.req.query('done') === 'placed'}
      />
    </AccountFrame>
  );
  return page(c, shell, shell.t('orders.title', { number: order.number }), body);
});

/** The newest first. */
function yearsBetween(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => last - index);
}
