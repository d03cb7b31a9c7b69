// /admin/orders/bulk: one step, or one status, of the orders that are ticked. Each POST does a portion; the page tells what came of it
// for each order, and sends the rest.
import { Hono, type Context } from 'hono';
import { deliverAfter } from '../../messages/posting.ts';
import type { Staff } from '../../staff/roles.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { parseForm } from '../../web/forms.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { oneOf } from '../statuses/statuses.ts';
import { finding, foundIn } from '../taking.ts';
import { doTo, namesOf } from './bulk.ts';
import { asFields, bulkSchema, portionSize, progressSchema, type Progress } from './input.ts';
import { AskPage, BulkPage, RefusedPage, titleOf, type Refusal } from './pages.tsx';

type Place = Context<StaffEnv>;

const here = '/admin/orders/bulk';

export const orderBulk = new Hono<StaffEnv>();

orderBulk.post('/', async (c) => {
  const parsed = await parseForm(c, bulkSchema);
  const { store, now } = c.var;
  const { act, rest } = parsed.ok ? parsed.input : { act: { step: null, statusId: '' }, rest: [] };
  const orderIds = rest.slice(0, portionSize);
  const { who, db, rows } = await c.var.as('manager', (reader) => [
    oneOf(reader, store.id, act.statusId ?? ''),
    ...finding({ db: reader, store }, orderIds),
  ]);
  if (!parsed.ok) return refused(c, who, 'invalid');
  if (rest.length === 0) return refused(c, who, 'none_ticked');
  if (act.step === 'cancelled' && !parsed.input.isConfirmed) return ask(c, who, parsed.input);
  const [[status], ...read] = rows;
  const doing = { act: parsed.input.act, status, staffId: who.id };
  const done = await doTo(sceneOf(c, db), doing, { orderIds, found: foundIn(read) }, now);
  deliverAfter(c, done.messageIds);
  logEvent(c, 'order_bulk', { staff: who.id, orders: String(orderIds.length) });
  const results = [...parsed.input.results, ...done.results];
  const progress = { act: parsed.input.act, results, rest: rest.slice(portionSize) };
  return c.redirect(`${here}?${new URLSearchParams(asFields(progress)).toString()}`, 303);
});

orderBulk.get('/', async (c) => {
  const typed = progressSchema.safeParse(c.req.query());
  const progress = typed.success ? typed.data : null;
  const ids = progress ? [...progress.results.map(([id]) => id), ...progress.rest] : [];
  const { who, rows } = await c.var.as('manager', (reader) => [
    oneOf(reader, c.var.store.id, progress?.act.statusId ?? ''),
    namesOf(reader, c.var.store.id, ids),
  ]);
  if (!progress) return c.redirect('/admin/orders', 303);
  const [[status], orders] = rows;
  const shell = shellOf(c, who, '/admin/orders/bulk');
  const body = <BulkPage shell={shell} progress={progress} status={status} orders={orders} />;
  return page(c, shell, titleOf(shell, progress, status), body);
});

/** Says for how many it is, and what it does, before it is done. */
function ask(c: Place, who: Staff, progress: Progress) {
  const shell = shellOf(c, who, '/admin/orders');
  return page(c, shell, shell.t('order_bulk.cancelled'), <AskPage shell={shell} progress={progress} />);
}

function refused(c: Place, who: Staff, problem: Refusal) {
  const shell = shellOf(c, who, '/admin/orders');
  return page(c, shell, shell.t('bulk.refused'), <RefusedPage shell={shell} problem={problem} />, 422);
}
