// /admin/customers/:id: who a customer is, and what staff change about that.
import { sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import { allowing, allowingEverywhere, denying, denyingEverywhere } from '../../../../access/denial.ts';
import { correct } from '../../../../access/emails/correcting.ts';
import { isMember } from '../../../../customers/customers.ts';
import { askedByStaff } from '../../../../customers/details/asked.ts';
import { aroundOf, languageSchema, personSchema } from '../../../../customers/details/input.ts';
import { correcting } from '../../../../customers/details/records.ts';
import * as notes from '../../../../customers/notes.ts';
import { choosing, isGroupOf, releasing } from '../../../../groups/choosing.ts';
import { find, groupsOf } from '../../../../groups/groups.ts';
import { running } from '../../../../groups/rules/rules.ts';
import { deliverAfter } from '../../../../messages/posting.ts';
import { remove } from '../../../../privacy/removal.ts';
import * as sessions from '../../../../sessions/sessions.ts';
import * as visits from '../../../../sessions/visits.ts';
import * as audit from '../../../../staff/audit/audit.ts';
import { isAtLeast } from '../../../../staff/roles.ts';
import { page, shellOf } from '../../../../ui/page.tsx';
import type { StaffEnv } from '../../../../web/context.ts';
import { batch } from '../../../../web/database.ts';
import { emailSchema } from '../../../../web/emails.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../../../../web/forms.ts';
import { newId } from '../../../../web/ids.ts';
import { tick } from '../../../../web/lines.ts';
import { logEvent } from '../../../../web/requests.ts';
import { acting, always, back, idIn, type Place } from '../acting.ts';
import { noticeOf, pathOf, RecordFrame } from '../frame.tsx';
import { titleOf } from '../reading.ts';
import { GeneralTab } from './pages.tsx';

export const general = new Hono<StaffEnv>();

general.get('/:id', (c) => showGeneral(c, emptyForm, 200));

general.post('/:id', async (c) => {
  const { store, now } = c.var;
  const { db, record, tell } = await acting(c, 'manager');
  const parsed = await parseForm(c, (typed) =>
    personSchema(askedByStaff(store, record), aroundOf(c.var, undefined, typed)).and(languageSchema),
  );
  if (!parsed.ok) return showGeneral(c, parsed.form, 422);
  const { language, ...person } = parsed.input;
  const whose = { customerId: record.id, person, language };
  const rules = running(db, store, { customerIds: [record.id] }, newId('move', now), now);
  await batch(db, [tell('customer_changed'), ...correcting(db, store, whose, now), ...rules]);
  return back(c, 'general', { done: 'saved' });
});

general.post('/:id/email', async (c) => {
  const parsed = await parseForm(c, z.object({ email: emailSchema.prefault('') }));
  const { record, isWithinReach, scene, tell } = await acting(c, 'manager', pathOf(idIn(c)));
  if (!parsed.ok) return showGeneral(c, parsed.form, 422);
  if (!isWithinReach) return back(c, 'general', { problem: 'beyond_reach' });
  const change = { customerId: record.id, email: parsed.input.email };
  const act = record.hasLogin ? 'customer_email_asked' : 'customer_email_changed';
  const result = await correct(scene, change, c.var.now, [tell(act)]);
  if (!result.ok) {
    if (result.problem === 'not_found') throw new HTTPException(404);
    return showGeneral(c, withProblem(parsed.form, 'email', result.problem), 409);
  }
  deliverAfter(c, result.messageIds);
  return back(c, 'general', { done: result.isProofAsked ? 'email_asked' : 'email_changed' });
});

/** A group, or none to leave it to the rules. */
const groupSchema = z.object({ groupId: z.string('invalid').max(40, 'invalid').prefault('') });

general.post('/:id/group', async (c) => {
  const { store, now } = c.var;
  const parsed = await parseForm(c, groupSchema);
  const { who, db, record, tell } = await acting(c, 'manager');
  if (!parsed.ok) return showGeneral(c, parsed.form, 422);
  const { groupId } = parsed.input;
  const customerIds = [record.id];
  const runId = newId('move', now);
  if (groupId === '') {
    const rules = releasing(db, store, { customerIds }, runId, now);
    await batch(db, [tell('customer_grouped', { after: { byHand: false } }), ...rules]);
    return back(c, 'general', { done: 'grouped' });
  }
  // Which groups customers came from and to stands in the history of moves.
  const told = tell('customer_grouped', { after: { byHand: true } }, isGroupOf(store.id, groupId));
  const moves = choosing(db, store, { customerIds, groupId, by: who.id }, runId, now);
  const [[group]] = await batch(db, [find(db, store.id, groupId), told, ...moves]);
  if (!group) return showGeneral(c, withProblem(parsed.form, 'groupId', 'group_gone'), 409);
  return back(c, 'general', { done: 'grouped' });
});

const denialSchema = z.object({ denied: tick, where: z.enum(['here', 'pool']).optional().catch('here') });

general.post('/:id/denial', async (c) => {
  const { store, now } = c.var;
  const parsed = await parseForm(c, denialSchema);
  const { db, record, isWithinReach, tell } = await acting(c, 'manager');
  if (!parsed.ok) return showGeneral(c, parsed.form, 422);
  const { denied: isDenied, where } = parsed.input;
  const isEverywhere = where === 'pool';
  if (isEverywhere && !isWithinReach) return back(c, 'general', { problem: 'beyond_reach' });
  const after = { where: isEverywhere ? 'pool' : 'here' };
  if (isDenied) {
    const [ended] = await batch(db, [
      sessions.claimsOf(db, record.id),
      tell('customer_denied', { after }),
      ...(isEverywhere ? denyingEverywhere(db, record.id, now) : denying(db, store, [record.id], now)),
    ]);
    if (isEverywhere) visits.clear(c, ended);
    return back(c, 'general', { done: 'denied' });
  }
  const allowed = isEverywhere ? allowingEverywhere(db, record.id, now) : allowing(db, store, record.id, now);
  await batch(db, [tell('customer_allowed', { after }), ...allowed]);
  return back(c, 'general', { done: 'allowed' });
});

general.post('/:id/notes', async (c) => {
  const parsed = await parseForm(c, notes.noteSchema);
  const { who, db, record, tell } = await acting(c, 'support');
  if (!parsed.ok) return showGeneral(c, parsed.form, 422);
  const about = { storeId: c.var.store.id, customerId: record.id };
  const note = { by: who.id, text: parsed.input.note };
  await batch(db, [notes.adding(db, about, note, c.var.now), tell('note_added')]);
  return back(c, 'general', { done: 'noted' });
});

general.post('/:id/notes/:note/removal', async (c) => {
  const { who, db, record, tell } = await acting(c, 'support');
  const about = { storeId: c.var.store.id, customerId: record.id };
  const which = { noteId: c.req.param('note'), by: who.id, isManager: isAtLeast(who.role, 'manager') };
  await batch(db, [notes.removing(db, about, which), tell('note_removed', {}, audit.didSo)]);
  return back(c, 'general', { done: 'note_removed' });
});

general.post('/:id/deletion', async (c) => {
  const { now } = c.var;
  const { who, record, scene } = await acting(c, 'manager', pathOf(idIn(c)));
  // The entry is about nobody: it keeps the number of the record that is gone, which by then leads to no person.
  const entry = { by: who.id, act: 'customer_deleted', before: { customer: record.id } } as const;
  const result = await remove(scene, record.id, now, [
    audit.entry(scene, entry, now, isMember(scene.store.id, sql`${record.id}`)),
  ]);
  if (!result.ok) throw new HTTPException(404);
  logEvent(c, 'customer_deleted', { staff: who.id });
  visits.clear(c, result.ended);
  return c.redirect('/admin/customers?done=deleted', 303);
});

async function showGeneral(c: Place, form: FormState, status: 200 | 409 | 422): Promise<Response> {
  const { store } = c.var;
  const { who, rows } = await c.var.as(
    'support',
    (db, claim) =>
      [
        ...always(c)(db, claim),
        groupsOf(db, store.id),
        notes.notesOf(db, { storeId: store.id, customerId: idIn(c) }),
      ] as const,
  );
  const [[record], [reach], groups, written] = rows;
  if (!record || !reach) throw new HTTPException(404);
  const shell = shellOf(c, who, pathOf(record.id));
  const around = aroundOf(c.var, undefined, form.values);
  const body = (
    <RecordFrame shell={shell} record={record} tab="general" notice={noticeOf(c)}>
      <GeneralTab
        shell={shell}
        who={who}
        record={record}
        groups={groups}
        notes={written}
        stores={reach.stores}
        form={form}
        around={around}
      />
    </RecordFrame>
  );
  return page(c, shell, titleOf(record), body, status);
}
