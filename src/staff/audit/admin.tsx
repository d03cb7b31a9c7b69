// /admin/audit: who did what, for the owners of the store.
import { Hono } from 'hono';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import * as audit from './audit.ts';
import { AuditPage } from './pages.tsx';

export const auditTrail = new Hono<StaffEnv>();

auditTrail.get('/', async (c) => {
  const before = c.req.query('before');
  const { who, rows } = await c.var.as('owner', (db) => [audit.entries(db, c.var.store.id, before)]);
  const entries = rows[0].slice(0, audit.portion);
  const last = entries.at(-1);
  const older = rows[0].length > audit.portion && last ? `/admin/audit?before=${last.id}` : null;
  const shell = shellOf(c, who);
  return page(c, shell, shell.t('audit.title'), <AuditPage shell={shell} entries={entries} older={older} />);
});
