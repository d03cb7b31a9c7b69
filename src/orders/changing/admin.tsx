// /admin/orders/:id/change: managers change an order and write notes about it.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { onlyChoosesCountry, untried } from '../../customers/addresses/input.ts';
import { deliverAfter } from '../../messages/posting.ts';
import * as audit from '../../staff/audit/audit.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import type { Database } from '../../web/database.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../../web/forms.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { eventsAt, linesAt, orderAt } from '../desk/desk.ts';
import { revisionTyped } from '../revisions.ts';
import type { Telling } from '../taking.ts';
import { change, type ChangingResult } from './changing.ts';
import { asTyped } from './fields.tsx';
import { goodsOf } from './goods.ts';
import { addedOf, changeSchema, merged, noteSchema, seenIn } from './input.ts';
import { note, type NotingResult } from './noting.ts';
import { ChangePage, problems } from './pages.tsx';

type Place = Context<StaffEnv>;

export const orderChanging = new Hono<StaffEnv>();

orderChanging.get('/:id/change', (c) => show(c, {}));

orderChanging.post('/:id/change', async (c) => {
  const { store, now } = c.var;
  const parsed = await parseForm(c, (values) => changeSchema(store, seenIn(values)));
  const { form } = parsed;
  if (onlyChoosesCountry(form)) return show(c, { form: untried(form) });
  if (!parsed.ok) return show(c, { form, status: 422 });
  const { changed, pieces, ...reason } = parsed.input;
  const skus = pieces.map(({ sku }) => sku).filter(Boolean);
  const { who, db, rows } = await c.var.as('manager', (read) => [goodsOf(read, store.id, skus)]);
  const added = addedOf(pieces, rows[0]);
  if ('place' in added)
    return show(c, { form: withProblem(form, `sku-${added.place}`, 'product_unknown'), status: 422 });
  const wanted = { ...changed, added, ...reason, revision: revisionIn(c) };
  const acting = { orderId: orderId(c), staffId: who.id };
  const result = await change(sceneOf(c, db), acting, wanted, now, telling(c, db, who.id, 'order_changed'));
  if (result.ok) return done(c, result.messageIds, 'changed');
  if (result.problem === 'rebate_too_high') {
    return show(c, { form: withProblem(form, 'rebate', result.problem), status: 422 });
  }
  return refused(c, result, { form });
});

orderChanging.post('/:id/notes', async (c) => {
  const parsed = await parseForm(c, noteSchema);
  if (!parsed.ok) return show(c, { noteForm: parsed.form, status: 422 });
  const { who, db } = await c.var.as('manager', () => []);
  const { text, to } = parsed.input;
  const isTold = to === 'customer';
  const told = telling(c, db, who.id, isTold ? 'order_told' : 'order_noted');
  const written = { text, isTold, revision: revisionIn(c) };
  const acting = { orderId: orderId(c), staffId: who.id };
  const result = await note(sceneOf(c, db), acting, written, c.var.now, told);
  if (result.ok) return done(c, result.messageIds, isTold ? 'told' : 'noted');
  return refused(c, result, { noteForm: parsed.form });
});

function orderId(c: Place): string {
  return c.req.param('id') ?? '';
}

/** The revision of the order from which the form was made; one that it never had where the address says none. */
function revisionIn(c: Place): number {
  return revisionTyped(c.req.query('revision')) ?? -1;
}

function telling(c: Place, db: Database, by: string, act: audit.Act): Telling {
  const told = { by, act, after: { order: orderId(c) } };
  return (happened) => [audit.entry(sceneOf(c, db), told, c.var.now, happened)];
}

/** Back to the order, which says what happened. */
function done(c: Place, messageIds: string[], what: 'changed' | 'told' | 'noted'): Response {
  deliverAfter(c, messageIds);
  logEvent(c, 'order_act', { done: what });
  return c.redirect(`/admin/orders/${orderId(c)}?done=${what}`, 303);
}

type Typed = { form?: FormState; noteForm?: FormState };

/** What was typed once more, over the order as it is now, and why nothing was done. */
function refused(c: Place, result: ChangingResult | NotingResult, typed: Typed) {
  if (result.ok || result.problem === 'not_found') throw new HTTPException(404);
  logEvent(c, 'order_act', { problem: result.problem });
  const problem = problems.find((one) => one === result.problem);
  return show(c, { ...typed, problem, status: problem === 'changed_meanwhile' || !problem ? 409 : 422 });
}

type Shown = Typed & { problem?: (typeof problems)[number] | undefined; status?: 200 | 409 | 422 };

async function show(c: Place, { form, noteForm, problem, status = 200 }: Shown): Promise<Response> {
  const { store } = c.var;
  const id = orderId(c);
  const { who, rows } = await c.var.as('manager', (db) => [
    orderAt(db, store.id, id),
    linesAt(db, store.id, id),
    eventsAt(db, store.id, id),
  ]);
  const [[order], all, events] = rows;
  if (!order) throw new HTTPException(404);
  const shell = shellOf(c, who, `/admin/orders/${id}/change`);
  const lines = all.map(({ line }) => line);
  const seenBefore = seenIn((form ?? noteForm ?? emptyForm).values);
  const now = asTyped(shell, order, lines);
  const values = form ? merged(now, form.values, seenBefore) : now;
  const isStale = (form ?? noteForm) !== undefined && revisionIn(c) !== order.revision;
  const view = {
    order,
    lines,
    form: { values, problems: form?.problems ?? {} },
    noteForm: noteForm ?? { values: { to: 'staff' }, problems: {} },
    seen: JSON.stringify({ event: events.at(-1)?.id ?? '', values: now }),
    since: isStale ? events.filter((event) => event.id > seenBefore.event) : [],
    problem: isStale ? ('changed_meanwhile' as const) : problem,
  };
  const body = <ChangePage shell={shell} {...view} />;
  return page(c, shell, shell.t('changing.title', { number: order.number }), body, status);
}
