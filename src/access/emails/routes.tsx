// /account/email asks for a new address; /confirm-email/:token and /restore-email/:token are the links that follow.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { deliverAfter } from '../../messages/posting.ts';
import { AccountFrame } from '../../ui/account.tsx';
import { page, shellOf } from '../../ui/page.tsx';
import type { AccountEnv, AppEnv } from '../../web/context.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../../web/forms.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import type { DeadLink } from '../links.ts';
import { DeadLinkPage } from '../pages.tsx';
import { hashOf } from '../passwords/changing.ts';
import * as changing from './changing.ts';
import { ChangeEmailPage, EmailLinkDonePage, EmailLinkPage, EmailTakenPage, type EmailLink } from './pages.tsx';
import * as proof from './proof.ts';

export const emailChange = new Hono<AccountEnv>();

emailChange.get('/email', (c) => showChange(c, emptyForm, 200));

emailChange.post('/email', async (c) => {
  const { now } = c.var;
  const parsed = await parseForm(c, changing.emailChangeSchema);
  if (!parsed.ok) return showChange(c, parsed.form, 422);
  const { who, db, rows } = await c.var.read((read, claim) => [hashOf(read, claim.holderId)]);
  const [login] = rows[0];
  if (!login) throw new HTTPException(404);
  const result = await changing.ask(sceneOf(c, db), { ...who, ...login }, parsed.input, now);
  logEvent(c, 'email_change', { customer: who.id, ...(result.ok ? {} : { problem: result.problem }) });
  if (!result.ok) {
    if (result.problem === 'too_many') throw new HTTPException(429);
    const field = result.problem === 'password_wrong' ? 'currentPassword' : 'email';
    return showChange(c, withProblem(parsed.form, field, result.problem), 422);
  }
  deliverAfter(c, result.messageIds);
  return c.redirect('/account/email?sent', 303);
});

async function showChange(c: Context<AccountEnv>, form: FormState, status: 200 | 422): Promise<Response> {
  const { who } = await c.var.read(() => []);
  const shell = shellOf(c, who);
  const isSent = c.req.query('sent') !== undefined;
  const body = (
    <AccountFrame shell={shell}>
      <ChangeEmailPage shell={shell} form={form} email={who.email} isSent={isSent} />
    </AccountFrame>
  );
  return page(c, shell, shell.t('change_email.title'), body, status);
}

export const emailLinks = new Hono<AppEnv>();

const verbs = {
  confirm: { purpose: 'email_change', use: proof.confirm },
  restore: { purpose: 'email_undo', use: proof.undo },
} as const;

emailLinks.get('/confirm-email/:token', (c) => showLink(c, 'confirm', c.req.param('token')));
emailLinks.post('/confirm-email/:token', (c) => useLink(c, 'confirm', c.req.param('token')));
emailLinks.get('/email-confirmed', (c) => showDone(c, 'confirm'));
emailLinks.get('/restore-email/:token', (c) => showLink(c, 'restore', c.req.param('token')));
emailLinks.post('/restore-email/:token', (c) => useLink(c, 'restore', c.req.param('token')));
emailLinks.get('/email-restored', (c) => showDone(c, 'restore'));

async function showLink(c: Context<AppEnv>, link: EmailLink, token: string): Promise<Response> {
  const { store, db, now } = c.var;
  const seen = await proof.look(db, store, verbs[link].purpose, token, now);
  const shell = shellOf(c, null, '/');
  const title = shell.t(`email_link.${link}_title`);
  if (!seen.ok) return showDead(c, link, seen.problem);
  return page(c, shell, title, <EmailLinkPage shell={shell} link={link} token={token} email={seen.email} />);
}

async function useLink(c: Context<AppEnv>, link: EmailLink, token: string): Promise<Response> {
  const { db, now } = c.var;
  const result = await verbs[link].use(sceneOf(c, db), token, now);
  logEvent(c, `email_${link}`, result.ok ? { customer: result.customerId } : { problem: result.problem });
  if (result.ok) {
    deliverAfter(c, result.messageIds);
    return c.redirect(link === 'confirm' ? '/email-confirmed' : '/email-restored', 303);
  }
  const shell = shellOf(c, null, '/');
  const title = shell.t(`email_link.${link}_title`);
  if (result.problem === 'email_taken') return page(c, shell, title, <EmailTakenPage shell={shell} />, 409);
  return showDead(c, link, result.problem);
}

async function showDead(c: Context<AppEnv>, link: EmailLink, problem: DeadLink): Promise<Response> {
  const shell = shellOf(c, null, '/');
  const again = link === 'confirm' ? '/account/email' : '/forgot-password';
  const body = <DeadLinkPage shell={shell} problem={problem} again={again} />;
  return page(c, shell, shell.t(`email_link.${link}_title`), body, 410);
}

async function showDone(c: Context<AppEnv>, link: EmailLink): Promise<Response> {
  const { who } = await c.var.look();
  const shell = shellOf(c, who);
  return page(c, shell, shell.t(`email_link.${link}_done_title`), <EmailLinkDonePage shell={shell} link={link} />);
}
