// The ways in and out: /register, /activate/:token, /login, /logout.
import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import { deliverAfter } from '../messages/posting.ts';
import * as visits from '../sessions/visits.ts';
import * as stores from '../stores/stores.ts';
import { page, shellOf } from '../ui/page.tsx';
import type { AppEnv } from '../web/context.ts';
import { cookieOptions } from '../web/cookies.ts';
import { emptyForm, parseForm, type FormState } from '../web/forms.ts';
import { log } from '../web/log.ts';
import { hashingLimit, originOf } from '../web/network.ts';
import { safePath } from '../web/paths.ts';
import { newToken } from '../web/secrets.ts';
import * as activation from './activation.ts';
import { activationHours } from './enrolment.ts';
import {
  ActivatedPage,
  ActivatePage,
  DeadLinkPage,
  LoginPage,
  RegisteredPage,
  RegisterPage,
  RegistrationClosedPage,
  type LoginNotice,
  type RegisterNotice,
} from './pages.tsx';
import type { DeadLink } from './links.ts';
import * as registration from './registration.ts';
import { signIn, signInSchema } from './signin.ts';

/** Kept by the browser that registered until the link is used: it knows who typed the password. */
const registrationCookie = '__Host-registration';

export const access = new Hono<AppEnv>();
access.use('/register', hashingLimit);
access.use('/activate/*', hashingLimit);
access.use('/login', hashingLimit);

access.get('/register', async (c) => {
  const { who } = await c.var.look();
  return who ? c.redirect('/account', 303) : showRegister(c, emptyForm);
});

access.post('/register', async (c) => {
  const { store, db, now, language } = c.var;
  const parsed = await parseForm(c, registration.registrationSchema(store));
  if (store.policies.registration !== 'open') return showRegister(c, parsed.form);
  if (!parsed.ok) return showRegister(c, parsed.form, { status: 422 });

  const browserToken = getCookie(c, registrationCookie) ?? newToken();
  const who = { network: originOf(c).network, language, browserToken };
  const result = await registration.register({ db, store, sealingKey: c.env.SEALING_KEY }, who, parsed.input, now);
  logAccess(c, 'registration', result.ok ? {} : { problem: result.problem });
  if (!result.ok) return refuseRegistration(c, parsed.form, result.problem);
  deliverAfter(c, result.messageIds);
  setCookie(c, registrationCookie, browserToken, {
    ...cookieOptions,
    maxAge: activationHours * 3600,
  });
  return c.redirect('/registered', 303);
});

access.get('/registered', async (c) => {
  const { who } = await c.var.look();
  const shell = shellOf(c, who);
  return page(c, shell, shell.t('register.sent_title'), <RegisteredPage shell={shell} />);
});

access.get('/activate/:token', async (c) => {
  const { store, db, now } = c.var;
  const holder = holderOf(c, c.req.param('token'));
  const seen = await activation.look(db, store, holder, now);
  return seen.ok ? showActivation(c, holder.token, seen, emptyForm) : showDeadLink(c, seen.problem);
});

access.post('/activate/:token', async (c) => {
  const { store, db, now } = c.var;
  const parsed = await parseForm(c, activation.activationSchema);
  const holder = holderOf(c, c.req.param('token'));
  const result = await activation.activate({ db, store }, holder, parsed.ok ? parsed.input.password : undefined, now);
  logAccess(c, 'activation', result.ok ? { customer: result.customerId } : { problem: result.problem });
  if (result.ok) {
    deleteCookie(c, registrationCookie, cookieOptions);
    return c.redirect('/activated', 303);
  }
  switch (result.problem) {
    case 'link_unknown':
    case 'link_used':
    case 'link_expired':
      return showDeadLink(c, result.problem);
    case 'too_many':
      throw new HTTPException(429);
    default: {
      const problem = result.problem === 'password_missing' ? 'required' : result.problem;
      const form: FormState = parsed.ok ? { ...parsed.form, problems: { password: problem } } : parsed.form;
      return showActivation(c, holder.token, { needsPassword: true, email: result.email }, form, 422);
    }
  }
});

access.get('/activated', async (c) => {
  const { who } = await c.var.look();
  const shell = shellOf(c, who);
  return page(c, shell, shell.t('activate.done_title'), <ActivatedPage shell={shell} />);
});

access.get('/login', async (c) => {
  const { who } = await c.var.look();
  const next = safePath(c.req.query('next'), '/account');
  if (who) return c.redirect(next, 303);
  return showLogin(c, emptyForm, { next, notice: c.req.query('signed-out') === undefined ? undefined : 'signed_out' });
});

access.post('/login', async (c) => {
  const { store, db, now } = c.var;
  const parsed = await parseForm(c, signInSchema);
  const next = safePath(parsed.form.values.next, '/account');
  if (!parsed.ok) return showLogin(c, parsed.form, { next }, 422);
  const replaced = await visits.claimed(c);
  const result = await signIn({ db, kv: c.env.SESSIONS, store }, { ...originOf(c), replaced }, parsed.input, now);
  logAccess(c, 'sign_in', result.ok ? { customer: result.customerId } : { problem: result.problem });
  if (!result.ok) {
    const status = result.problem === 'too_many' ? 429 : 422;
    return showLogin(c, parsed.form, { next, notice: result.problem }, status);
  }
  visits.begin(c, result.cookie, replaced);
  return c.redirect(next, 303);
});

access.post('/logout', async (c) => {
  await visits.end(c);
  logAccess(c, 'sign_out');
  return c.redirect('/login?signed-out', 303);
});

/** Every way in and out leaves a line. Source: ASVS 5.0.0, 16.3.1. */
function logAccess(c: Context<AppEnv>, event: string, fields: { customer?: string; problem?: string } = {}): void {
  log(event, { request: c.var.requestId, store: c.var.store.id, ...fields });
}

function holderOf(c: Context<AppEnv>, token: string): activation.Holder {
  return { token, browserToken: getCookie(c, registrationCookie), network: originOf(c).network };
}

function refuseRegistration(
  c: Context<AppEnv>,
  form: FormState,
  problem: 'closed' | 'form_changed' | 'too_many',
): Promise<Response> {
  switch (problem) {
    case 'too_many':
      return showRegister(c, form, { status: 429, notice: problem });
    case 'closed':
      return showRegister(c, form);
    case 'form_changed':
      return showChangedForm(c, form);
  }
}

/** The form by the store's newest settings, with what was typed. */
async function showChangedForm(c: Context<AppEnv>, form: FormState): Promise<Response> {
  stores.forget();
  const { db, now, store } = c.var;
  c.set('store', (await stores.atHost(db, new URL(c.req.url).hostname, now)) ?? store);
  return showRegister(c, form, { status: 409, notice: 'form_changed' });
}

type RegisterView = { status?: 200 | 409 | 422 | 429; notice?: RegisterNotice };

async function showRegister(c: Context<AppEnv>, form: FormState, view: RegisterView = {}): Promise<Response> {
  const shell = shellOf(c, null);
  if (c.var.store.policies.registration !== 'open') {
    const status = c.req.method === 'POST' ? 403 : 200;
    return page(c, shell, shell.t('register.closed_title'), <RegistrationClosedPage shell={shell} />, status);
  }
  const body = <RegisterPage shell={shell} form={form} notice={view.notice} />;
  return page(c, shell, shell.t('register.title'), body, view.status);
}

async function showActivation(
  c: Context<AppEnv>,
  token: string,
  seen: { needsPassword: boolean; email: string },
  form: FormState,
  status: 200 | 422 = 200,
): Promise<Response> {
  const shell = shellOf(c, null, '/');
  const body = <ActivatePage shell={shell} form={form} token={token} {...seen} />;
  return page(c, shell, shell.t('activate.title'), body, status);
}

async function showDeadLink(c: Context<AppEnv>, problem: DeadLink): Promise<Response> {
  const shell = shellOf(c, null, '/');
  return page(c, shell, shell.t('activate.title'), <DeadLinkPage shell={shell} problem={problem} />, 410);
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
