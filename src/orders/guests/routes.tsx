// /orders/:number/:secret: a guest's order, its documents, and the way to an account. Whatever is not opened is the same 404.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { RegisterPage, RegistrationClosedPage } from '../../access/registration/pages.tsx';
import { aroundOf } from '../../customers/details/input.ts';
import { shownAt } from '../../documents/documents.ts';
import { pdfReply } from '../../documents/fields.tsx';
import { page, shellOf } from '../../ui/page.tsx';
import type { AppEnv } from '../../web/context.ts';
import { emailKey } from '../../web/emails.ts';
import { emptyForm } from '../../web/forms.ts';
import { originOf } from '../../web/network.ts';
import { eventsOf, linesOf, orderOf } from '../details/details.ts';
import { papersOf } from '../papers/list.ts';
import * as guests from './guests.ts';
import { GuestOrderPage, NoGuestOrderPage } from './pages.tsx';

export const guestOrders = new Hono<AppEnv>();

guestOrders.use(async (c, next) => {
  await next();
  c.header('X-Robots-Tag', 'noindex');
});

guestOrders.get('/:number/:secret', async (c) => {
  const { store } = c.var;
  const named = c.req.param();
  const key = await guests.keyOf(named);
  const which = guests.isOpenedBy(store, key);
  const { who, rows } = await c.var.look((db, customerId) => [
    orderOf(db, guests.isOpenedByOrOf(store, key, customerId)),
    linesOf(db, which),
    eventsOf(db, which),
    papersOf(db, { storeId: store.id, shown: shownAt(store) }, which),
  ]);
  const [[order], lines, events, documents] = rows;
  if (!order) return showNothing(c);
  if (order.customerId !== null) return c.redirect(`/account/orders/${encodeURIComponent(order.number)}`, 303);
  const shell = shellOf(c, who);
  const at = addressOf(named);
  const isJustPlaced = c.req.query('done') === 'placed';
  const isTheirs = who !== null && emailKey(who.email) === order.guestKey;
  const view = { order, lines: lines.map(({ line }) => line), events, documents, at, isJustPlaced, isTheirs };
  const body = <GuestOrderPage shell={shell} {...view} />;
  return page(c, shell, shell.t('orders.title', { number: order.number }), body);
});

guestOrders.get('/:number/:secret/account', async (c) => {
  const { store } = c.var;
  const key = await guests.keyOf(c.req.param());
  const { who, rows } = await c.var.look((db) => [orderOf(db, guests.isOpenedBy(store, key))]);
  const [order] = rows[0];
  if (!order) return showNothing(c);
  if (who) return c.redirect('/account/orders/guest', 303);
  const shell = shellOf(c, null);
  if (store.policies.registration !== 'open') {
    return page(c, shell, shell.t('register.closed_title'), <RegistrationClosedPage shell={shell} />);
  }
  const form = { ...emptyForm, values: guests.asRegistrant(order) };
  const around = aroundOf(c.var, originOf(c).country, form.values);
  const body = <RegisterPage shell={shell} form={form} around={around} />;
  return page(c, shell, shell.t('register.title'), body);
});

guestOrders.get('/:number/:secret/documents/:id/pdf', async (c) => {
  const { store } = c.var;
  const which = guests.isOpenedBy(store, await guests.keyOf(c.req.param()));
  const { rows } = await c.var.look((db) => [guests.documentOf(db, store, which, c.req.param('id'))]);
  const [found] = rows[0];
  if (!found) throw new HTTPException(404);
  return pdfReply(c, found.document);
});

function addressOf({ number, secret }: { number: string; secret: string }): string {
  return `/orders/${encodeURIComponent(number)}/${encodeURIComponent(secret)}`;
}

/** The same for everybody, so that nobody learns which orders there are. */
async function showNothing(c: Context<AppEnv>): Promise<Response> {
  const shell = shellOf(c, null, '/');
  return page(c, shell, shell.t('guest_orders.nothing_title'), <NoGuestOrderPage shell={shell} />, 404);
}
