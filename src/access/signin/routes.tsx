// /login and /logout.
import { Hono, type Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { deliverAfter } from '../../messages/posting.ts';
import * as visits from '../../sessions/visits.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { AppEnv } from '../../web/context.ts';
import { cookieOptions } from '../../web/cookies.ts';
import { emptyForm, parseForm, type FormState } from '../../web/forms.ts';
import { safePath } from '../../web/paths.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { deviceCookie } from '../cookies.ts';
import { deviceLifetimeMs, deviceTokenOf } from './devices.ts';
import { LoginPage, type LoginNotice } from './pages.tsx';
import { signedOut, signIn, signInSchema } from './signin.ts';

export const signing = new Hono<AppEnv>();

signing.get('/login', async (c) => {
  const { who } = await c.var.look();
  const next = safePath(c.req.query('next'), c.var.waitingAt ?? '/account');
  if (who) return c.redirect(next, 303);
  return showLogin(c, emptyForm, { next, notice: noticeOf(c) });
});

signing.post('/login', async (c) => {
  const { db, now, language, arriving } = c.var;
  const parsed = await parseForm(c, signInSchema);
  const next = safePath(parsed.form.values.next, '/account');
  if (!parsed.ok) return showLogin(c, parsed.form, { next }, 422);
  const replaced = await visits.claimed(c);
  const deviceToken = deviceTokenOf(getCookie(c, deviceCookie));
  const scene = { ...sceneOf(c, db), kv: c.env.SESSIONS };
  const result = await signIn(scene, { language, deviceToken, replaced, arriving }, parsed.input, now);
  logEvent(c, 'sign_in', result.ok ? { customer: result.customerId } : { problem: result.problem });
  deliverAfter(c, result.messageIds ?? []);
  if (!result.ok) {
    const status = result.problem === 'too_many' ? 429 : 422;
    return showLogin(c, parsed.form, { next, notice: result.problem }, status);
  }
  visits.begin(c, result.cookie, replaced);
  setCookie(c, deviceCookie, deviceToken, { ...cookieOptions, maxAge: deviceLifetimeMs / 1000 });
  return c.redirect(next, 303);
});

signing.post('/logout', async (c) => {
  await visits.end(c, visits.customerDoor, ({ holderId }) => [signedOut(sceneOf(c, c.var.db), holderId, c.var.now)]);
  logEvent(c, 'sign_out');
  return c.redirect('/login?signed-out', 303);
});

/** What happened before, as the address says. */
function noticeOf(c: Context<AppEnv>): LoginNotice | undefined {
  if (c.req.query('signed-out') !== undefined) return 'signed_out';
  return c.req.query('password-set') === undefined ? undefined : 'password_set';
}

async function showLogin(
  c: Context<AppEnv>,
  form: FormState,
  view: { next: string; notice?: LoginNotice | undefined },
  status: 200 | 422 | 429 = 200,
): Promise<Response> {
  const shell = shellOf(c, null);
  return page(c, shell, shell.t('login.title'), <LoginPage shell={shell} form={form} {...view} />, status);
}
