// /account/security: where the customer is signed in, and ending it there.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as places from '../../sessions/places.ts';
import * as sessions from '../../sessions/sessions.ts';
import * as visits from '../../sessions/visits.ts';
import * as audit from '../../staff/audit/audit.ts';
import { sharing } from '../../stores/stores.ts';
import { AccountFrame } from '../../ui/account.tsx';
import { page, shellOf } from '../../ui/page.tsx';
import type { AccountEnv } from '../../web/context.ts';
import { batch } from '../../web/database.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { SecurityPage, type SecurityNotice } from './pages.tsx';
import { otherPlacesOf } from './places.ts';

export const security = new Hono<AccountEnv>();

security.get('/security', async (c) => {
  const { now, store } = c.var;
  const { who, rows } = await c.var.read((db, claim) => [
    places.here(db, claim),
    otherPlacesOf(db, claim, now),
    sharing(db, store.id),
  ]);
  const [[here], elsewhere, [shared]] = rows;
  if (!here) throw new HTTPException(404);
  const shell = shellOf(c, who);
  const body = (
    <AccountFrame shell={shell}>
      <SecurityPage
        shell={shell}
        here={here}
        elsewhere={elsewhere}
        isSharing={shared?.isSharing === 1}
        notice={noticeOf(c.req.query())}
      />
    </AccountFrame>
  );
  return page(c, shell, shell.t('account.security'), body);
});

security.post('/security/sessions/:id/end', async (c) => {
  const { now } = c.var;
  const { who, claim, db } = await c.var.read(() => []);
  const [[ended]] = await batch(db, [
    sessions.endOne(db, who.id, c.req.param('id'), now),
    audit.entry(sceneOf(c, db), { by: null, act: 'own_session_ended', customerId: who.id }, now, audit.didSo),
  ]);
  // Somebody else's, one that is over and one that never was look the same.
  if (!ended) return c.redirect('/account/security?gone', 303);
  logEvent(c, 'session_ended', { customer: who.id });
  visits.clear(c, [ended]);
  if (ended.tokenHash !== claim.tokenHash) return c.redirect('/account/security?ended', 303);
  visits.leave(c);
  return c.redirect('/login?signed-out', 303);
});

security.post('/security/others/end', async (c) => {
  const { now } = c.var;
  const { who, claim, db } = await c.var.read(() => []);
  const [ended] = await batch(db, [
    sessions.endOthers(db, claim, now),
    audit.entry(sceneOf(c, db), { by: null, act: 'own_others_ended', customerId: who.id }, now),
  ]);
  logEvent(c, 'other_sessions_ended', { customer: who.id });
  visits.clear(c, ended);
  return c.redirect('/account/security?others-ended', 303);
});

/** What happened before, as the address says. */
function noticeOf(query: Record<string, string>): SecurityNotice | undefined {
  if ('ended' in query) return 'ended';
  if ('others-ended' in query) return 'others_ended';
  return 'gone' in query ? 'gone' : undefined;
}
