// /register: the form, and the page that says to look into the mail.
import { Hono, type Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { onlyChoosesCountry, untried } from '../../customers/addresses/input.ts';
import { aroundOf } from '../../customers/details/input.ts';
import { deliverAfter } from '../../messages/posting.ts';
import * as stores from '../../stores/stores.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { AppEnv } from '../../web/context.ts';
import { cookieOptions } from '../../web/cookies.ts';
import { emptyForm, parseForm, type FormState } from '../../web/forms.ts';
import { originOf } from '../../web/network.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { isToken, newToken } from '../../web/secrets.ts';
import { registrationCookie } from '../cookies.ts';
import { activationHours } from './enrolment.ts';
import { RegisteredPage, RegisterPage, RegistrationClosedPage, type RegisterNotice } from './pages.tsx';
import * as registration from './registration.ts';

export const registering = new Hono<AppEnv>();

registering.get('/register', async (c) => {
  const { who } = await c.var.look();
  return who ? c.redirect('/account', 303) : showRegister(c, emptyForm);
});

registering.post('/register', async (c) => {
  const { store, db, now, language } = c.var;
  const { country } = originOf(c);
  const parsed = await parseForm(c, (typed) => registration.registrationSchema(store, aroundOf(c.var, country, typed)));
  if (store.policies.registration !== 'open') return showRegister(c, parsed.form);
  if (onlyChoosesCountry(parsed.form)) return showRegister(c, untried(parsed.form));
  if (!parsed.ok) return showRegister(c, parsed.form, { status: 422 });

  const held = getCookie(c, registrationCookie);
  const browserToken = isToken(held) ? held : newToken();
  const result = await registration.register(sceneOf(c, db), { language, browserToken }, parsed.input, now);
  logEvent(c, 'registration', result.ok ? {} : { problem: result.problem });
  if (!result.ok) return refuseRegistration(c, parsed.form, result.problem);
  deliverAfter(c, result.messageIds);
  setCookie(c, registrationCookie, browserToken, {
    ...cookieOptions,
    maxAge: activationHours * 3600,
  });
  return c.redirect('/registered', 303);
});

registering.get('/registered', async (c) => {
  const { who } = await c.var.look();
  const shell = shellOf(c, who);
  return page(c, shell, shell.t('register.sent_title'), <RegisteredPage shell={shell} />);
});

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
  const around = aroundOf(c.var, originOf(c).country, form.values);
  const body = <RegisterPage shell={shell} form={form} around={around} notice={view.notice} />;
  return page(c, shell, shell.t('register.title'), body, view.status);
}
