// /admin/orders: the orders of the store, found by what stands in the address; what changed of them since, and the bell that says when
// to ask; the same as CSV.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import * as audit from '../../staff/audit/audit.ts';
import { isAtLeast } from '../../staff/roles.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { csvReply } from '../../web/csv.ts';
import { batch } from '../../web/database.ts';
import { parseForm } from '../../web/forms.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { listening } from '../bell/routes.ts';
import { statusesOf } from '../statuses/statuses.ts';
import { csvOf } from './csv.ts';
import * as finding from './finding.ts';
import { wantedSchema } from './input.ts';
import { Changes, OrdersPage } from './pages.tsx';

export const orderList = new Hono<StaffEnv>();

orderList.get('/', async (c) => {
  const { store, now } = c.var;
  const typed = c.req.query();
  const asked = finding.asking(store, wantedSchema(store).parse(typed), now);
  if (!asked.ok) return toFirstPage(c, typed);
  const { who, rows } = await c.var.as('support', (db) => [
    asked.statement(db),
    finding.revisionOf(db, store.id),
    statusesOf(db, store.id),
  ]);
  const shell = shellOf(c, who);
  const [found, [latest], statuses] = rows;
  const list = {
    typed,
    found: asked.pageOf(found),
    statuses,
    now,
    revision: latest?.revision ?? 0,
    way: asked.way,
    mayAct: isAtLeast(who.role, 'manager'),
  };
  return page(c, shell, shell.t('account.orders'), <OrdersPage shell={shell} {...list} />);
});

const since = z.coerce.number().int().min(0).catch(0);

/** What was written since a revision, as rows. A page asks by itself: that is no use of the session unless somebody is at it. */
orderList.get('/changes', async (c) => {
  const { store, now } = c.var;
  const typed = c.req.query();
  const wanted = wantedSchema(store).parse({ ...typed, after: undefined });
  const from = since.parse(typed.since);
  if (typed.attended === undefined) c.set('isByItself', true);
  const { who, rows } = await c.var.as('support', (db) => [finding.changesOf(db, store, wanted, { since: from, now })]);
  const shell = shellOf(c, who);
  const changed = rows[0].slice(0, finding.pageSize);
  const revision = changed.at(-1)?.revision ?? from;
  const isMore = rows[0].length > finding.pageSize;
  const mayAct = isAtLeast(who.role, 'manager');
  const list = { changed, mayAct, now, revision, isMore, way: finding.wayOf(store, wanted, now) };
  c.header('Content-Language', shell.language);
  return c.html(<Changes shell={shell} {...list} />);
});

/** Only whoever works here hears the bell, and only from a page of this store: browsers ask nobody before they open a WebSocket. */
orderList.get('/bell', async (c) => {
  c.set('isByItself', true);
  await c.var.as('support', () => []);
  if (c.req.header('Upgrade') !== 'websocket') return c.redirect('/admin/orders', 303);
  if (c.req.header('Origin') !== new URL(c.req.url).origin) throw new HTTPException(403);
  return listening(c);
});

orderList.post('/export', async (c) => {
  const { store, now } = c.var;
  const parsed = await parseForm(c, wantedSchema(store));
  const { who, db } = await c.var.as('manager', () => []);
  if (!parsed.ok) return c.redirect('/admin/orders', 303);
  await batch(db, [audit.entry(sceneOf(c, db), { by: who.id, act: 'orders_exported' }, now)]);
  logEvent(c, 'orders_exported', { staff: who.id });
  const lines = csvOf(shellOf(c, who), finding.everyOne(db, store, parsed.input, now), now);
  return csvReply(c, 'orders', lines);
});

/** A place in the list that is none: an old link, or one that was tampered with. The list begins anew. */
function toFirstPage(c: Context<StaffEnv>, { after: _, ...typed }: Record<string, string>): Response {
  return c.redirect(`/admin/orders?${new URLSearchParams(typed).toString()}`, 303);
}
