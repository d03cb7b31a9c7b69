// /admin/audit: who did what, for the owners of the store, by filters that stand in the address; the same as CSV.
import { Hono } from 'hono';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { csvReply } from '../../web/csv.ts';
import { batch } from '../../web/database.ts';
import { parseForm } from '../../web/forms.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { staffOf } from '../people/people.ts';
import * as audit from './audit.ts';
import { csvOf } from './csv.ts';
import { wantedSchema } from './input.ts';
import { AuditPage } from './pages.tsx';
import * as trail from './trail.ts';

export const auditTrail = new Hono<StaffEnv>();

auditTrail.get('/', async (c) => {
  const { store } = c.var;
  const typed = c.req.query();
  const wanted = wantedSchema(store).parse(typed);
  const { who, rows } = await c.var.as('owner', (db) => [trail.entries(db, store.id, wanted), staffOf(db, store.id)]);
  const entries = rows[0].slice(0, trail.pageSize);
  const older = rows[0].length > trail.pageSize ? (entries.at(-1)?.id ?? null) : null;
  const shell = shellOf(c, who);
  const body = <AuditPage shell={shell} entries={entries} typed={typed} colleagues={rows[1]} older={older} />;
  return page(c, shell, shell.t('audit.title'), body);
});

auditTrail.post('/export', async (c) => {
  const { store, now } = c.var;
  const parsed = await parseForm(c, wantedSchema(store));
  const { who, db } = await c.var.as('owner', () => []);
  if (!parsed.ok) return c.redirect('/admin/audit', 303);
  await batch(db, [audit.entry(sceneOf(c, db), { by: who.id, act: 'audit_exported' }, now)]);
  logEvent(c, 'audit_exported', { staff: who.id });
  const lines = csvOf(shellOf(c, who).t, trail.all(db, store.id, parsed.input));
  return csvReply(c, 'audit', lines);
});
