// /admin/staff: who works at this store, for its owners. Every change asks for a password that was said lately.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import { deliverAfter } from '../../messages/posting.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../../web/forms.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { roles, type Staff } from '../roles.ts';
import * as acts from './acts.ts';
import { happenings, problems, StaffPage, type StaffNotice } from './pages.tsx';
import * as people from './people.ts';

type Place = Context<StaffEnv>;

const here = '/admin/staff';

export const staffPeople = new Hono<StaffEnv>();

staffPeople.get('/', (c) => showStaff(c, emptyForm, 200));

staffPeople.post('/', async (c) => {
  const parsed = await parseForm(c, people.invitationSchema);
  const { who, scene } = await owner(c);
  if (!parsed.ok) return showStaff(c, parsed.form, 422);
  const result = await people.invite(scene, who, parsed.input, c.var.now);
  if (!result.ok) return showStaff(c, withProblem(parsed.form, 'email', 'staff_known'), 409);
  logEvent(c, 'staff_invited', { staff: who.id });
  deliverAfter(c, result.messageIds);
  return c.redirect(`${here}?done=invited`, 303);
});

staffPeople.post('/:id/invitation', async (c) => {
  const { who, scene } = await owner(c);
  const result = await people.inviteAgain(scene, who, c.req.param('id'), c.var.now);
  if (result.ok) deliverAfter(c, result.messageIds);
  return told(c, result.ok ? { ok: true } : { ok: false, problem: 'not_found' }, 'invited');
});

staffPeople.post('/:id/role', async (c) => {
  const parsed = await parseForm(c, z.object({ role: z.enum(roles) }));
  const { who, scene } = await owner(c);
  // The choices of our pages are roles.
  if (!parsed.ok) throw new HTTPException(400);
  const change = { staffId: c.req.param('id'), role: parsed.input.role };
  return told(c, await acts.changeRole(scene, who, change, c.var.now), 'changed');
});

staffPeople.post('/:id/disabling', async (c) => {
  const { who, scene } = await owner(c);
  return told(c, await acts.disable(scene, who, c.req.param('id'), c.var.now), 'disabled');
});

staffPeople.post('/:id/enabling', async (c) => {
  const { who, scene } = await owner(c);
  return told(c, await acts.enable(scene, who, c.req.param('id'), c.var.now), 'enabled');
});

staffPeople.post('/:id/sessions/end', async (c) => {
  const { who, scene } = await owner(c);
  return told(c, await acts.endSessions(scene, who, c.req.param('id'), c.var.now), 'signed_out');
});

/** The owner who acts, and what the verbs need. */
async function owner(c: Place): Promise<{ who: Staff; scene: people.ActScene }> {
  const { who, db } = await c.var.as('owner', () => [], here);
  return { who, scene: sceneOf(c, db) };
}

/** Back to the list, which says what happened. */
function told(c: Place, result: acts.ActResult, done: (typeof happenings)[number]): Response {
  logEvent(c, 'staff_act', { act: done, ...(result.ok ? {} : { problem: result.problem }) });
  return c.redirect(result.ok ? `${here}?done=${done}` : `${here}?problem=${result.problem}`, 303);
}

async function showStaff(c: Place, form: FormState, status: 200 | 409 | 422): Promise<Response> {
  const { who, rows } = await c.var.as('owner', (db) => [people.staffOf(db, c.var.store.id)]);
  const shell = shellOf(c, who);
  const body = <StaffPage shell={shell} who={who} colleagues={rows[0]} form={form} notice={noticeOf(c)} />;
  return page(c, shell, shell.t('staff.title'), body, status);
}

function noticeOf(c: Place): StaffNotice {
  const done = happenings.find((one) => one === c.req.query('done'));
  const problem = problems.find((one) => one === c.req.query('problem'));
  if (done) return { done };
  return problem && { problem };
}
