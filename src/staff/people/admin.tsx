// /admin/staff: who works at this store, for its owners. Every change asks for a password that was said lately.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import { deliverAfter } from '../../messages/posting.ts';
import * as places from '../../sessions/places.ts';
import { clear } from '../../sessions/visits.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../../web/forms.ts';
import { noticeIn } from '../../web/notices.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { roles, type Staff } from '../roles.ts';
import * as acts from './acts.ts';
import { ColleaguePage } from './colleague/pages.tsx';
import { keysMadeAt, keysOf } from './keys.ts';
import { happenings, problems, StaffPage } from './pages.tsx';
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

staffPeople.get('/:id', async (c) => {
  const { store, now } = c.var;
  const staffId = c.req.param('id');
  const { who, claim, rows } = await c.var.as(
    'owner',
    (db, own) =>
      [
        people.colleagueOf(db, store.id, staffId),
        people.placesOf(db, staffId, now),
        places.here(db, own),
        keysMadeAt(db, store.id, now),
      ] as const,
  );
  const [[colleague], sessions, [present], made] = rows;
  if (!colleague) throw new HTTPException(404);
  const shell = shellOf(c, who, pageOf(staffId));
  const own = colleague.id === claim.holderId ? present?.publicId : undefined;
  const view = {
    who,
    colleague,
    sessions,
    here: own,
    keys: keysOf(made, colleague.id),
    notice: noticeIn(c, happenings, problems),
  };
  const body = <ColleaguePage shell={shell} {...view} />;
  return page(c, shell, colleague.name, body);
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

/** Of one session where the form names it, else of all. */
const endingSchema = z.object({ session: z.string().max(40).optional().catch(undefined) });

staffPeople.post('/:id/sessions/end', async (c) => {
  const parsed = await parseForm(c, endingSchema);
  const staffId = c.req.param('id');
  const { who, scene } = await owner(c, pageOf(staffId));
  const session = parsed.ok ? parsed.input.session : undefined;
  if (session === undefined)
    return told(c, await acts.endSessions(scene, who, staffId, c.var.now), 'signed_out', staffId);
  const result = await acts.endSession(scene, who, { staffId, session }, c.var.now);
  if (result.ok) clear(c, [result.ended]);
  return told(c, result, 'session_ended', staffId);
});

staffPeople.post('/:id/second-step/removal', async (c) => {
  const staffId = c.req.param('id');
  const { who, scene } = await owner(c, pageOf(staffId));
  return told(c, await acts.takeSecondStepAway(scene, who, staffId, c.var.now), 'second_step', staffId);
});

/** The owner who acts, from the list or from the page of a colleague, and what the verbs need. */
async function owner(c: Place, back = here): Promise<{ who: Staff; scene: people.ActScene }> {
  const { who, db } = await c.var.as('owner', () => [], back);
  return { who, scene: sceneOf(c, db) };
}

function pageOf(staffId: string): string {
  return `${here}/${encodeURIComponent(staffId)}`;
}

/** Back to the list, or to the page of the colleague, which says what happened. */
function told(
  c: Place,
  result: { ok: true } | { ok: false; problem: acts.ActProblem },
  done: (typeof happenings)[number],
  staffId?: string,
): Response {
  logEvent(c, 'staff_act', { act: done, ...(result.ok ? {} : { problem: result.problem }) });
  const isHere = staffId === undefined || (!result.ok && result.problem === 'not_found');
  const back = isHere ? here : pageOf(staffId);
  return c.redirect(result.ok ? `${back}?done=${done}` : `${back}?problem=${result.problem}`, 303);
}

async function showStaff(c: Place, form: FormState, status: 200 | 409 | 422): Promise<Response> {
  const { store, now } = c.var;
  const { who, rows } = await c.var.as('owner', (db) => [people.staffOf(db, store.id), keysMadeAt(db, store.id, now)]);
  const shell = shellOf(c, who);
  const view = { who, colleagues: rows[0], keysMade: rows[1], form, notice: noticeIn(c, happenings, problems) };
  const body = <StaffPage shell={shell} {...view} />;
  return page(c, shell, shell.t('staff.title'), body, status);
}
