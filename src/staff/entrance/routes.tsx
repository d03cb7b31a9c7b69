// The ways in and out for staff: /admin/login, /admin/logout, /admin/forgot-password, /admin/set-password/:token, and
// /admin/proof, where the password is asked once more.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import { deliverAfter } from '../../messages/posting.ts';
import * as visits from '../../sessions/visits.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { AppEnv, StaffEnv } from '../../web/context.ts';
import { emailSchema } from '../../web/emails.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../../web/forms.ts';
import { hashingLimit } from '../../web/network.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import * as links from './links.ts';
import { nextOf } from './next.ts';
import { DeadLinkPage, ForgottenPage, ProofPage, SetPasswordPage, SignInPage, type EntranceNotice } from './pages.tsx';
import { hashOf, proofSchema, prove, signedOut, signIn, signInSchema } from './signin.ts';

export const entrance = new Hono<AppEnv>();

for (const path of ['/login', '/forgot-password', '/set-password/*', '/proof']) entrance.use(path, hashingLimit);

entrance.get('/login', (c) => {
  const view = { next: nextOf(c.req.query('next')), notice: noticeOf(c) };
  return showSignIn(c, emptyForm, view);
});

entrance.post('/login', async (c) => {
  const { db, now } = c.var;
  const parsed = await parseForm(c, signInSchema);
  const next = nextOf(parsed.form.values.next);
  if (!parsed.ok) return showSignIn(c, parsed.form, { next }, 422);
  const replaced = await visits.claimed(c, visits.staffDoor);
  const result = await signIn({ ...sceneOf(c, db), kv: c.env.SESSIONS, replaced }, parsed.input, now);
  logEvent(c, 'staff_sign_in', result.ok ? { staff: result.staffId } : { problem: result.problem });
  if (!result.ok) {
    const status = result.problem === 'too_many' ? 429 : 422;
    return showSignIn(c, parsed.form, { next, notice: result.problem }, status);
  }
  visits.begin(c, result.cookie, replaced, visits.staffDoor);
  return c.redirect(next, 303);
});

entrance.post('/logout', async (c) => {
  await visits.end(c, visits.staffDoor, ({ holderId }) => [signedOut(sceneOf(c, c.var.db), holderId, c.var.now)]);
  logEvent(c, 'staff_sign_out');
  return c.redirect('/admin/login?signed-out', 303);
});

entrance.get('/forgot-password', (c) => showForgotten(c, emptyForm, 200));

entrance.post('/forgot-password', async (c) => {
  const { db, language, now } = c.var;
  const parsed = await parseForm(c, z.object({ email: emailSchema.prefault('') }));
  if (!parsed.ok) return showForgotten(c, parsed.form, 422);
  const scene = { ...sceneOf(c, db), language };
  const result = await links.forgot(scene, parsed.input.email, now);
  if (!result.ok) throw new HTTPException(429);
  deliverAfter(c, result.messageIds);
  return c.redirect('/admin/forgot-password?sent', 303);
});

entrance.get('/set-password/:token', async (c) => {
  const { store, db, now } = c.var;
  const token = c.req.param('token');
  const seen = await links.look(db, store, token, now);
  return seen.ok ? showSetPassword(c, emptyForm, { token, email: seen.email }, 200) : showDeadLink(c, seen.problem);
});

entrance.post('/set-password/:token', async (c) => {
  const token = c.req.param('token');
  const parsed = await parseForm(c, links.settingSchema);
  const password = parsed.ok ? parsed.input.password : '';
  const result = await links.setPassword(sceneOf(c, c.var.db), token, password, c.var.now);
  logEvent(c, 'staff_password_set', result.ok ? { staff: result.staffId } : { problem: result.problem });
  if (result.ok) return c.redirect('/admin/login?password-set', 303);
  switch (result.problem) {
    case 'link_unknown':
    case 'link_used':
    case 'link_expired':
      return showDeadLink(c, result.problem);
    case 'too_many':
      throw new HTTPException(429);
    default: {
      const form = parsed.ok ? withProblem(parsed.form, 'password', result.problem) : parsed.form;
      return showSetPassword(c, form, { token, email: result.email }, 422);
    }
  }
});

export const proof = new Hono<StaffEnv>();

proof.get('/', (c) => showProof(c, emptyForm, nextOf(c.req.query('next')), 200));

proof.post('/', async (c) => {
  const { now } = c.var;
  const parsed = await parseForm(c, proofSchema);
  const next = nextOf(parsed.form.values.next);
  if (!parsed.ok) return showProof(c, parsed.form, next, 422);
  const { claim, db, rows } = await c.var.as('support', (read, { holderId }) => [hashOf(read, holderId)]);
  const scene = { ...sceneOf(c, db), claim, kv: c.env.SESSIONS };
  const result = await prove(scene, rows[0][0]?.passwordHash ?? null, parsed.input.currentPassword, now);
  if (result.ok) {
    if (result.cookie !== null) visits.begin(c, result.cookie, claim, visits.staffDoor);
    return c.redirect(next, 303);
  }
  if (result.problem === 'too_many') throw new HTTPException(429);
  return showProof(c, withProblem(parsed.form, 'currentPassword', result.problem), next, 422);
});

/** What happened before, as the address says. */
function noticeOf(c: Context<AppEnv>): EntranceNotice | undefined {
  if (c.req.query('signed-out') !== undefined) return 'signed_out';
  return c.req.query('password-set') === undefined ? undefined : 'password_set';
}

function showSignIn(
  c: Context<AppEnv>,
  form: FormState,
  view: { next: string; notice?: EntranceNotice | undefined },
  status: 200 | 422 | 429 = 200,
) {
  const shell = shellOf(c, null);
  return page(c, shell, shell.t('entrance.title'), <SignInPage shell={shell} form={form} {...view} />, status);
}

function showForgotten(c: Context<AppEnv>, form: FormState, status: 200 | 422) {
  const shell = shellOf(c, null);
  const isSent = c.req.query('sent') !== undefined;
  const body = <ForgottenPage shell={shell} form={form} isSent={isSent} />;
  return page(c, shell, shell.t('forgotten.title'), body, status);
}

function showSetPassword(
  c: Context<AppEnv>,
  form: FormState,
  whose: { token: string; email: string },
  status: 200 | 422,
) {
  const shell = shellOf(c, null, '/admin');
  const body = <SetPasswordPage shell={shell} form={form} {...whose} />;
  return page(c, shell, shell.t('set_password.title'), body, status);
}

function showDeadLink(c: Context<AppEnv>, problem: links.DeadLink) {
  const shell = shellOf(c, null, '/admin');
  const body = <DeadLinkPage shell={shell} problem={problem} />;
  return page(c, shell, shell.t('set_password.title'), body, 410);
}

async function showProof(c: Context<StaffEnv>, form: FormState, next: string, status: 200 | 422): Promise<Response> {
  const { who } = await c.var.as('support', () => []);
  const shell = shellOf(c, who);
  const body = <ProofPage shell={shell} form={form} next={next} />;
  return page(c, shell, shell.t('entrance.prove_title'), body, status);
}
