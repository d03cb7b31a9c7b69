// /account/joining says that two accounts of one address may become one, and sends a link; /join-accounts/:token is that link, and does
// it. Both are for whoever is signed in.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { problemFor, type DeadLink } from '../../access/links.ts';
import { DeadLinkPage } from '../../access/pages.tsx';
import { deliverAfter } from '../../messages/posting.ts';
import * as visits from '../../sessions/visits.ts';
import { sharing } from '../../stores/stores.ts';
import { AccountFrame } from '../../ui/account.tsx';
import type { Signed } from '../../ui/layout.tsx';
import { page, shellOf } from '../../ui/page.tsx';
import type { AccountEnv } from '../../web/context.ts';
import { doneIn } from '../../web/notices.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { sha256 } from '../../web/secrets.ts';
import * as becoming from './becoming.ts';
import { ConfirmPage, happenings, JoiningPage } from './pages.tsx';

const here = '/account/joining';

export const accountJoining = new Hono<AccountEnv>();

accountJoining.get('/', async (c) => {
  const { store } = c.var;
  const { who, rows } = await c.var.read((db) => [sharing(db, store.id)]);
  const shell = shellOf(c, who);
  const notice = doneIn(c, happenings);
  const body = (
    <AccountFrame shell={shell}>
      <JoiningPage shell={shell} email={who.email} isSharing={rows[0][0]?.isSharing === 1} notice={notice} />
    </AccountFrame>
  );
  return page(c, shell, shell.t('joining.title'), body);
});

accountJoining.post('/', async (c) => {
  const { who, db } = await c.var.read(() => []);
  const result = await becoming.ask(sceneOf(c, db), who, c.var.now);
  logEvent(c, 'joining_asked', { customer: who.id, ...(result.ok ? {} : { problem: result.problem }) });
  if (!result.ok) throw new HTTPException(429);
  deliverAfter(c, result.messageIds);
  return c.redirect(`${here}?done=sent`, 303);
});

export const joiningLink = new Hono<AccountEnv>();

joiningLink.get('/join-accounts/:token', async (c) => {
  const { who, row, found } = await linkIn(c);
  const problem = problemFor(who.id, row, c.var.now);
  if (problem || !found) return showDead(c, who, problem ?? 'link_unknown');
  const shell = shellOf(c, who, '/');
  const stores = becoming.namesOf(found);
  const body = <ConfirmPage shell={shell} token={c.req.param('token')} email={who.email} stores={stores} />;
  return page(c, shell, shell.t('joining.title'), body);
});

joiningLink.post('/join-accounts/:token', async (c) => {
  const { who, db, row, found, claim } = await linkIn(c);
  const result = await becoming.become({ ...sceneOf(c, db), kv: c.env.SESSIONS }, who, { row, found }, c.var.now);
  logEvent(c, 'accounts_joined', { customer: who.id, ...(result.ok ? {} : { problem: result.problem }) });
  if (!result.ok) return showDead(c, who, result.problem);
  visits.begin(c, result.cookie, claim);
  visits.clear(c, result.ended);
  deliverAfter(c, result.messageIds);
  return c.redirect(`${here}?done=done`, 303);
});

async function linkIn(c: Context<AccountEnv>) {
  const { store } = c.var;
  const tokenHash = await sha256(c.req.param('token') ?? '');
  const { who, claim, db, rows } = await c.var.read((read, { holderId }) => [
    becoming.linkOf(read, store, tokenHash),
    becoming.otherOf(read, store.id, holderId),
  ]);
  return { who, claim, db, row: rows[0][0], found: rows[1][0] };
}

async function showDead(c: Context<AccountEnv>, who: Signed, problem: DeadLink): Promise<Response> {
  const shell = shellOf(c, who, '/');
  const body = <DeadLinkPage shell={shell} problem={problem} again={here} />;
  return page(c, shell, shell.t('joining.title'), body, 410);
}
