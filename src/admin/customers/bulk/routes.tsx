// /admin/customers/bulk: one act for many customers. POST begins it, after a question where it is for all whom a search finds; its
// page tells what came of it for each, and goes on with what is left.
import { sql } from 'drizzle-orm';
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { peopleAmong } from '../../../access/activation/admission.ts';
import * as bulk from '../../../customers/bulk/bulk.ts';
import { countOf } from '../../../customers/finding/finding.ts';
import { deliverAfter } from '../../../messages/posting.ts';
import type { Staff } from '../../../staff/roles.ts';
import { page, shellOf } from '../../../ui/page.tsx';
import type { StaffEnv } from '../../../web/context.ts';
import { batch } from '../../../web/database.ts';
import { parseForm, type FormState } from '../../../web/forms.ts';
import { logEvent, sceneOf } from '../../../web/requests.ts';
import { beginningTold, goOn, reading } from './acts.ts';
import { bulkSchema, searchIn, type Chosen } from './input.ts';
import { BulkPage, ConfirmPage, RefusedPage, type Refusal } from './pages.tsx';

type Place = Context<StaffEnv>;

export const bulkActs = new Hono<StaffEnv>();

bulkActs.post('/', async (c) => {
  const parsed = await parseForm(c, bulkSchema(c.var.store));
  if (!parsed.ok) {
    const { who } = await c.var.as('manager', () => []);
    return refused(c, who, parsed.form, 'invalid');
  }
  return parsed.input.scope === 'found'
    ? forFound(c, parsed.input, parsed.form)
    : forTicked(c, parsed.input, parsed.form);
});

async function forTicked(c: Place, chosen: Chosen, form: FormState) {
  const { act, customer } = chosen;
  const { store, now } = c.var;
  const ids = sql`select value from json_each(${JSON.stringify(customer)})`;
  const { who, db, rows } = await c.var.as('manager', (open) => [peopleAmong(open, store, ids)], proofFor(act));
  if (customer.length === 0) return refused(c, who, form, 'none_ticked');
  if (act === 'delete' && !chosen.confirmed) return ask(c, who, chosen, customer.length, form);
  const scene = sceneOf(c, db);
  const begun = bulk.beginning(db, store, { ...beginningOf(chosen, who), customerIds: customer }, now);
  const told = beginningTold(scene, begun.bulk, customer.length, now);
  const portion = { customerIds: customer, people: rows[0] };
  deliverAfter(c, await goOn(scene, begun.bulk, portion, now, [...begun.statements, told]));
  return begin(c, who, begun.bulk);
}

async function forFound(c: Place, chosen: Chosen, form: FormState) {
  const { act, wanted } = chosen;
  const { store, now } = c.var;
  const { who, db, rows } = await c.var.as(
    'manager',
    (open) => [countOf(open, store, wanted, bulk.most + 1)],
    proofFor(act),
  );
  const count = rows[0][0]?.count ?? 0;
  if (count === 0) return refused(c, who, form, 'none_found');
  if (count > bulk.most) return refused(c, who, form, 'too_many');
  if (!chosen.confirmed) return ask(c, who, chosen, count, form);
  const begun = bulk.beginningWithFound(db, store, { ...beginningOf(chosen, who), wanted }, now);
  await batch(db, [...begun.statements, beginningTold(sceneOf(c, db), begun.bulk, count, now)]);
  return begin(c, who, begun.bulk);
}

/** What cannot be undone asks for the password; whoever says it begins anew at the list. */
function proofFor(act: bulk.Act): string | undefined {
  return act === 'delete' ? '/admin/customers' : undefined;
}

function beginningOf({ act, into }: Chosen, who: Staff): bulk.Beginning {
  return { act, by: who.id, groupId: act === 'group' ? into : null };
}

/** Says for how many it is, and what it does, before it is done. */
function ask(c: Place, who: Staff, chosen: Chosen, count: number, form: FormState) {
  const shell = shellOf(c, who);
  const body = <ConfirmPage shell={shell} chosen={chosen} count={count} search={searchIn(form)} />;
  return page(c, shell, shell.t(`bulk.${chosen.act}`), body);
}

bulkActs.get('/:id', async (c) => {
  const { id } = c.req.param();
  const { id: storeId } = c.var.store;
  const after = Number(c.req.query('after') ?? 0);
  const { who, rows } = await c.var.as('manager', (db) => [
    bulk.find(db, storeId, id),
    bulk.resultsOf(db, storeId, id, Number.isSafeInteger(after) ? after : 0),
    bulk.sumsOf(db, storeId, id),
  ]);
  const [[begun], results, sums] = rows;
  if (!begun) throw new HTTPException(404);
  const shell = shellOf(c, who);
  const body = <BulkPage shell={shell} begun={begun} results={results} sums={sums} />;
  return page(c, shell, shell.t(`bulk.${begun.act}`), body);
});

bulkActs.post('/:id/step', async (c) => {
  const { id } = c.req.param();
  const { store, now } = c.var;
  const { db, rows } = await c.var.as('manager', (open) => reading(open, store, id));
  const [[begun], next, people] = rows;
  if (!begun) throw new HTTPException(404);
  const portion = { customerIds: next.map(({ customerId }) => customerId), people };
  if (begun.doneAt === null) deliverAfter(c, await goOn(sceneOf(c, db), begun, portion, now));
  return c.redirect(pathOf(begun), 303);
});

function begin(c: Place, who: Staff, begun: bulk.Bulk): Response {
  logEvent(c, 'bulk_started', { staff: who.id, bulk: begun.id });
  return c.redirect(pathOf(begun), 303);
}

function refused(c: Place, who: Staff, form: FormState, problem: Refusal) {
  const shell = shellOf(c, who);
  const body = <RefusedPage shell={shell} problem={problem} search={searchIn(form)} />;
  return page(c, shell, shell.t('bulk.refused'), body, 422);
}

function pathOf({ id }: bulk.Bulk): string {
  return `/admin/customers/bulk/${id}`;
}
