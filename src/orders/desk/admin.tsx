// /admin/orders/:id: an order of the store, and what staff do about it.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import { amountIn } from '../../ui/amounts.ts';
import { deliverAfter } from '../../messages/posting.ts';
import * as audit from '../../staff/audit/audit.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../../web/forms.ts';
import { noticeIn } from '../../web/notices.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { parcelSchema } from '../details/parcels.ts';
import * as handling from '../handling.ts';
import { issueInvoice, type InvoicingResult } from '../papers/invoicing.ts';
import { papersAt } from '../papers/list.ts';
import * as byHand from '../statuses/by-hand.ts';
import { revisionTyped } from '../revisions.ts';
import { settingSchema } from '../statuses/input.ts';
import { oneOf } from '../statuses/statuses.ts';
import type { StepResult, Telling } from '../taking.ts';
import { eventsAt, linesAt, orderAt } from './desk.ts';
import { happenings, OrderDeskPage, problems } from './pages.tsx';

type Place = Context<StaffEnv>;

export const orderDesk = new Hono<StaffEnv>();

orderDesk.get('/:id', (c) => showOrder(c, emptyForm, 200));

orderDesk.post('/:id/payments', async (c) => {
  const parsed = await parseForm(c, z.object({ amount: amountIn(c.var.store.currency) }));
  const { scene, acting, telling } = await manager(c, 'order_paid');
  if (!parsed.ok) return showOrder(c, parsed.form, 422);
  const result = await handling.receivePayment(scene, acting, parsed.input.amount, c.var.now, telling);
  if (!result.ok && result.problem === 'amount_invalid') {
    return showOrder(c, withProblem(parsed.form, 'amount', 'amount_invalid'), 422);
  }
  return back(c, result, 'paid');
});

orderDesk.post('/:id/shipment', async (c) => {
  const parsed = await parseForm(c, parcelSchema(c.var.store));
  const { scene, acting, telling } = await manager(c, 'order_shipped');
  if (!parsed.ok) return showOrder(c, parsed.form, 422);
  return back(c, await handling.ship(scene, acting, parsed.input, c.var.now, telling), 'shipped');
});

orderDesk.post('/:id/delivery', async (c) => {
  const { scene, acting, telling } = await manager(c, 'order_delivered');
  return back(c, await handling.deliver(scene, acting, c.var.now, telling), 'delivered');
});

orderDesk.post('/:id/cancellation', async (c) => {
  const { scene, acting, telling } = await manager(c, 'order_cancelled');
  return back(c, await handling.cancel(scene, acting, c.var.now, telling), 'cancelled');
});

orderDesk.post('/:id/refund', async (c) => {
  const { scene, acting, telling } = await manager(c, 'order_refunded');
  return back(c, await handling.refund(scene, acting, c.var.now, telling), 'refunded');
});

orderDesk.post('/:id/repayment', async (c) => {
  const { scene, acting, telling } = await manager(c, 'order_repaid');
  return back(c, await handling.repay(scene, acting, c.var.now, telling), 'repaid');
});

orderDesk.post('/:id/invoice', async (c) => {
  const { scene, acting } = await manager(c, 'invoice_issued');
  return back(c, await issueInvoice(scene, acting, c.var.now), 'invoiced');
});

orderDesk.post('/:id/status', async (c) => {
  const parsed = await parseForm(c, settingSchema);
  const statusId = parsed.ok ? parsed.input.status : '';
  const { who, db, rows } = await c.var.as('manager', (reader) => [oneOf(reader, c.var.store.id, statusId)]);
  if (!parsed.ok) return showOrder(c, parsed.form, 422);
  const wish = { status: rows[0][0], staffId: who.id, note: parsed.input.note };
  return back(c, await byHand.set(sceneOf(c, db), c.req.param('id'), wish, c.var.now), 'status_set');
});

/** The manager who acts on the order of the address, and the entry in the audit about it. */
async function manager(c: Place, act: audit.Act) {
  const { who, db } = await c.var.as('manager', () => []);
  const orderId = c.req.param('id') ?? '';
  const scene = sceneOf(c, db);
  const telling: Telling = (happened) => [
    audit.entry(scene, { by: who.id, act, after: { order: orderId } }, c.var.now, happened),
  ];
  return { scene, acting: { orderId, staffId: who.id, revision: revisionTyped(c.req.query('revision')) }, telling };
}

/** Back to the order, which says what happened. */
function back(
  c: Place,
  result: StepResult | InvoicingResult | byHand.SetResult,
  done: (typeof happenings)[number],
): Response {
  if (!result.ok && result.problem === 'not_found') throw new HTTPException(404);
  if (result.ok) deliverAfter(c, result.messageIds);
  const notice = result.ok ? { done } : { problem: result.problem };
  logEvent(c, 'order_act', notice);
  return c.redirect(`/admin/orders/${c.req.param('id') ?? ''}?${new URLSearchParams(notice).toString()}`, 303);
}

async function showOrder(c: Place, form: FormState, status: 200 | 422): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const { store } = c.var;
  const { who, rows } = await c.var.as('support', (db) => [
    orderAt(db, store.id, id),
    linesAt(db, store.id, id),
    eventsAt(db, store.id, id),
    papersAt(db, store.id, id),
  ]);
  const [[order], lines, events, documents] = rows;
  if (!order) throw new HTTPException(404);
  const shell = shellOf(c, who, `/admin/orders/${order.id}`);
  const notice = noticeIn(c, happenings, problems);
  const view = { order, lines: lines.map(({ line }) => line), events, documents, form, notice };
  const body = <OrderDeskPage shell={shell} role={who.role} {...view} />;
  return page(c, shell, shell.t('orders.title', { number: order.number }), body, status);
}
