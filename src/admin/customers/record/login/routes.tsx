// /admin/customers/:id/login: how a customer gets in, and how staff help with it.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import { givePassword } from '../../../../access/logins/giving.ts';
import { leadIn, wayInOf } from '../../../../access/logins/leading.ts';
import { placesOf } from '../../../../access/security/places.ts';
import { typedPassword } from '../../../../credentials/passwords.ts';
import { deliverAfter } from '../../../../messages/posting.ts';
import * as sessions from '../../../../sessions/sessions.ts';
import * as visits from '../../../../sessions/visits.ts';
import { page, shellOf } from '../../../../ui/page.tsx';
import type { StaffEnv } from '../../../../web/context.ts';
import { batch } from '../../../../web/database.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../../../../web/forms.ts';
import { acting, always, back, idIn, type Place } from '../acting.ts';
import { noticeOf, pathOf, RecordFrame } from '../frame.tsx';
import { titleOf } from '../reading.ts';
import { LoginTab } from './pages.tsx';

export const login = new Hono<StaffEnv>();

const here = (c: Place) => pathOf(idIn(c), 'login');

login.get('/:id/login', (c) => showLogin(c, emptyForm, 200));

login.post('/:id/login/link', async (c) => {
  const { record, scene, tell } = await acting(c, 'support');
  const wayIn = wayInOf(record);
  const told = wayIn ? [tell('way_in_sent', { after: { link: wayIn } })] : [];
  const result = await leadIn(scene, record.id, c.var.now, told);
  if (!result.ok) {
    if (result.problem === 'not_found') throw new HTTPException(404);
    return back(c, 'login', { problem: result.problem === 'denied' ? 'denied_first' : result.problem });
  }
  deliverAfter(c, result.messageIds);
  return back(c, 'login', { done: result.wayIn });
});

login.post('/:id/login/generated', async (c) => {
  const { record, scene, tell } = await acting(c, 'manager', here(c));
  const act = record.hasLogin ? 'password_given' : 'login_created';
  const result = await givePassword(scene, { customerId: record.id, typed: null }, c.var.now, [tell(act)]);
  if (!result.ok) return back(c, 'login', { problem: 'denied_first' });
  deliverAfter(c, result.messageIds);
  visits.clear(c, result.ended);
  return back(c, 'login', { done: act });
});

const passwordSchema = z
  .object({ password: typedPassword.prefault(''), passwordAgain: typedPassword.prefault('') })
  .refine(({ password, passwordAgain }) => password === passwordAgain, {
    path: ['passwordAgain'],
    message: 'password_differs',
  });

login.post('/:id/login/password', async (c) => {
  const parsed = await parseForm(c, passwordSchema);
  const { record, isWithinReach, scene, tell } = await acting(c, 'manager', here(c));
  if (!parsed.ok) return showLogin(c, parsed.form, 422);
  if (!isWithinReach) return back(c, 'login', { problem: 'beyond_reach' });
  const given = { customerId: record.id, typed: parsed.input.password };
  const result = await givePassword(scene, given, c.var.now, [tell('password_typed')]);
  if (!result.ok) {
    if (result.problem === 'not_found') throw new HTTPException(404);
    if (result.problem === 'denied') return back(c, 'login', { problem: 'denied_first' });
    return showLogin(c, withProblem(parsed.form, 'password', result.problem), 422);
  }
  deliverAfter(c, result.messageIds);
  visits.clear(c, result.ended);
  return back(c, 'login', { done: record.hasLogin ? 'password_given' : 'login_created' });
});

/** Of one session where the form names it, else of all. */
const endingSchema = z.object({ session: z.string().max(40).optional().catch(undefined) });

login.post('/:id/login/sessions/end', async (c) => {
  const { now } = c.var;
  const parsed = await parseForm(c, endingSchema);
  const { db, record, tell } = await acting(c, 'manager');
  const session = parsed.ok ? parsed.input.session : undefined;
  const told = tell('customer_signed_out');
  const [ended] = await batch(
    db,
    session === undefined
      ? [sessions.claimsOf(db, record.id), sessions.endAll(db, record.id, now), told]
      : [sessions.endOne(db, record.id, session, now), told],
  );
  visits.clear(c, ended);
  return back(c, 'login', { done: 'signed_out' });
});

async function showLogin(c: Place, form: FormState, status: 200 | 422): Promise<Response> {
  const { now } = c.var;
  const { who, rows } = await c.var.as(
    'support',
    (db, claim) => [...always(c)(db, claim), placesOf(db, idIn(c), now)] as const,
  );
  const [[record], [reach], places] = rows;
  if (!record || !reach) throw new HTTPException(404);
  const shell = shellOf(c, who, pathOf(record.id, 'login'));
  const body = (
    <RecordFrame shell={shell} record={record} tab="login" notice={noticeOf(c)}>
      <LoginTab
        shell={shell}
        who={who}
        record={record}
        sessions={places}
        wayIn={record.status === 'denied' ? null : wayInOf(record)}
        isWithinReach={reach.beyond === 0}
        form={form}
      />
    </RecordFrame>
  );
  return page(c, shell, titleOf(record), body, status);
}
