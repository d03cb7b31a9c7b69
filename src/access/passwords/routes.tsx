// /forgot-password and /set-password/:token for whoever cannot get in; /account/password for whoever is in.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { deliverAfter } from '../../messages/posting.ts';
import * as visits from '../../sessions/visits.ts';
import { AccountFrame } from '../../ui/account.tsx';
import { page, shellOf } from '../../ui/page.tsx';
import type { AccountEnv, AppEnv } from '../../web/context.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../../web/forms.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { DeadLinkPage } from '../pages.tsx';
import { changePath } from '../guard.ts';
import * as changing from './changing.ts';
import { forgot, forgottenSchema } from './forgotten.ts';
import { ChangePasswordPage, ForgottenPage, ForgottenSentPage, SetPasswordPage } from './pages.tsx';
import * as setting from './setting.ts';

export const recovering = new Hono<AppEnv>();

recovering.get('/forgot-password', async (c) => {
  const { who } = await c.var.look();
  const shell = shellOf(c, who);
  if (c.req.query('sent') === undefined) {
    return page(c, shell, shell.t('forgotten.title'), <ForgottenPage shell={shell} form={emptyForm} />);
  }
  return page(c, shell, shell.t('forgotten.sent_title'), <ForgottenSentPage shell={shell} />);
});

recovering.post('/forgot-password', async (c) => {
  const { db, now, language } = c.var;
  const parsed = await parseForm(c, forgottenSchema);
  if (!parsed.ok) {
    const shell = shellOf(c, null);
    return page(c, shell, shell.t('forgotten.title'), <ForgottenPage shell={shell} form={parsed.form} />, 422);
  }
  const scene = sceneOf(c, db);
  const result = await forgot(scene, { network: scene.from.network, language }, parsed.input.email, now);
  logEvent(c, 'forgotten_password', result.ok ? {} : { problem: result.problem });
  if (!result.ok) throw new HTTPException(429);
  deliverAfter(c, result.messageIds);
  return c.redirect('/forgot-password?sent', 303);
});

recovering.get('/set-password/:token', async (c) => {
  const { store, db, now } = c.var;
  const token = c.req.param('token');
  const seen = await setting.look(db, store, token, now);
  const shell = shellOf(c, null, '/');
  const { t } = shell;
  if (!seen.ok) {
    return page(c, shell, t('set_password.title'), <DeadLinkPage shell={shell} problem={seen.problem} />, 410);
  }
  const body = <SetPasswordPage shell={shell} form={emptyForm} token={token} email={seen.email} />;
  return page(c, shell, t('set_password.title'), body);
});

recovering.post('/set-password/:token', async (c) => {
  const { db, now } = c.var;
  const parsed = await parseForm(c, setting.settingSchema);
  const token = c.req.param('token');
  const password = parsed.ok ? parsed.input.password : '';
  const result = await setting.setPassword(sceneOf(c, db), token, password, now);
  logEvent(c, 'password_set', result.ok ? { customer: result.customerId } : { problem: result.problem });
  if (result.ok) {
    deliverAfter(c, result.messageIds);
    return c.redirect('/login?password-set', 303);
  }
  const shell = shellOf(c, null, '/');
  const title = shell.t('set_password.title');
  switch (result.problem) {
    case 'link_unknown':
    case 'link_used':
    case 'link_expired':
      return page(c, shell, title, <DeadLinkPage shell={shell} problem={result.problem} />, 410);
    case 'too_many':
      throw new HTTPException(429);
    default: {
      const form = parsed.ok ? withProblem(parsed.form, 'password', result.problem) : parsed.form;
      const body = <SetPasswordPage shell={shell} form={form} token={token} email={result.email} />;
      return page(c, shell, title, body, 422);
    }
  }
});

export const passwordChange = new Hono<AccountEnv>();

passwordChange.get('/password', (c) => showChange(c, emptyForm, 200));

passwordChange.post('/password', async (c) => {
  const { now } = c.var;
  const parsed = await parseForm(c, changing.changeSchema);
  if (!parsed.ok) return showChange(c, parsed.form, 422);
  const { who, db, rows } = await c.var.read((read, claim) => [changing.hashOf(read, claim.holderId)]);
  const [login] = rows[0];
  if (!login) throw new HTTPException(404);
  const scene = { ...sceneOf(c, db), kv: c.env.SESSIONS };
  const result = await changing.changePassword(scene, { ...who, ...login }, parsed.input, now);
  logEvent(c, 'password_change', { customer: who.id, ...(result.ok ? {} : { problem: result.problem }) });
  if (!result.ok) {
    if (result.problem === 'too_many') throw new HTTPException(429);
    const field = result.problem === 'password_wrong' ? 'currentPassword' : 'password';
    return showChange(c, withProblem(parsed.form, field, result.problem), 422);
  }
  deliverAfter(c, result.messageIds);
  visits.begin(c, result.cookie, await visits.claimed(c));
  return c.redirect(`${changePath}?changed`, 303);
});

async function showChange(c: Context<AccountEnv>, form: FormState, status: 200 | 422): Promise<Response> {
  const { who } = await c.var.read(() => []);
  const shell = shellOf(c, who);
  const isForced = who.confinedTo !== null;
  const isChanged = c.req.query('changed') !== undefined;
  const change = (
    <ChangePasswordPage shell={shell} form={form} email={who.email} isForced={isForced} isChanged={isChanged} />
  );
  const body = isForced ? change : <AccountFrame shell={shell}>{change}</AccountFrame>;
  return page(c, shell, shell.t('change_password.title'), body, status);
}
