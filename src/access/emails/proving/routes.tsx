// POST /account/email/proof sends a link; /prove-email/:token is that link. Both are for whoever is signed in.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { deliverAfter } from '../../../messages/posting.ts';
import { page, shellOf } from '../../../ui/page.tsx';
import type { AccountEnv } from '../../../web/context.ts';
import { logEvent, sceneOf } from '../../../web/requests.ts';
import { sha256 } from '../../../web/secrets.ts';
import type { Signed } from '../../../ui/layout.tsx';
import { DeadLinkPage } from '../../pages.tsx';
import { problemFor, type DeadLink } from '../../links.ts';
import { ProveEmailPage } from './pages.tsx';
import * as proving from './proving.ts';

/** Where the proof is asked for, since there it makes a difference. */
const back = '/account/orders/guest';

export const askingForProof = new Hono<AccountEnv>();

askingForProof.post('/email/proof', async (c) => {
  const { who, db } = await c.var.read(() => []);
  const result = await proving.ask(sceneOf(c, db), who, c.var.now);
  logEvent(c, 'email_proof', { customer: who.id, ...(result.ok ? {} : { problem: result.problem }) });
  if (!result.ok) throw new HTTPException(429);
  deliverAfter(c, result.messageIds);
  return c.redirect(`${back}?done=sent`, 303);
});

export const provingEmail = new Hono<AccountEnv>();

provingEmail.get('/prove-email/:token', async (c) => {
  const { who, row } = await linkIn(c);
  const problem = problemFor(who.id, row, c.var.now);
  if (problem) return showDead(c, who, problem);
  const shell = shellOf(c, who, '/');
  const token = c.req.param('token');
  return page(
    c,
    shell,
    shell.t('email_link.prove_title'),
    <ProveEmailPage shell={shell} token={token} email={who.email} />,
  );
});

provingEmail.post('/prove-email/:token', async (c) => {
  const { who, db, row } = await linkIn(c);
  const result = await proving.prove(sceneOf(c, db), who, row, c.var.now);
  logEvent(c, 'email_proved', { customer: who.id, ...(result.ok ? {} : { problem: result.problem }) });
  return result.ok ? c.redirect(`${back}?done=proved`, 303) : showDead(c, who, result.problem);
});

async function linkIn(c: Context<AccountEnv>) {
  const { store } = c.var;
  const tokenHash = await sha256(c.req.param('token') ?? '');
  const { who, db, rows } = await c.var.read((read) => [proving.linkOf(read, store, tokenHash)]);
  return { who, db, row: rows[0][0] };
}

async function showDead(c: Context<AccountEnv>, who: Signed, problem: DeadLink): Promise<Response> {
  const shell = shellOf(c, who, '/');
  const body = <DeadLinkPage shell={shell} problem={problem} again={back} />;
  return page(c, shell, shell.t('email_link.prove_title'), body, 410);
}
