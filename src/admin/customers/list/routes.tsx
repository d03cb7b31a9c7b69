// /admin/customers: the customers of the store, found by words and filters that stand in the address; the same as CSV.
import { Hono, type Context } from 'hono';
import * as finding from '../../../customers/finding/finding.ts';
import { wantedSchema } from '../../../customers/finding/input.ts';
import { groupsOf } from '../../../groups/groups.ts';
import * as audit from '../../../staff/audit/audit.ts';
import { page, shellOf } from '../../../ui/page.tsx';
import type { StaffEnv } from '../../../web/context.ts';
import { batch } from '../../../web/database.ts';
import { csvReply } from '../../../web/csv.ts';
import { parseForm } from '../../../web/forms.ts';
import { logEvent, sceneOf } from '../../../web/requests.ts';
import { csvOf } from './csv.ts';
import { CustomersPage } from './pages.tsx';

export const customerList = new Hono<StaffEnv>();

customerList.get('/', async (c) => {
  const { store } = c.var;
  const { done, ...typed } = c.req.query();
  const asked = finding.asking(store, wantedSchema(store).parse(typed));
  if (!asked.ok) return toFirstPage(c, typed);
  const { who, rows } = await c.var.as('support', (db) => [asked.statement(db), groupsOf(db, store.id)]);
  const shell = shellOf(c, who);
  const list = { typed, found: asked.pageOf(rows[0]), groups: rows[1], isDeleted: done === 'deleted' };
  const body = <CustomersPage shell={shell} {...list} />;
  return page(c, shell, shell.t('customers.title'), body);
});

customerList.post('/export', async (c) => {
  const { store, now } = c.var;
  const parsed = await parseForm(c, wantedSchema(store));
  const { who, db, rows } = await c.var.as('manager', (reader) => [groupsOf(reader, store.id)]);
  if (!parsed.ok) return c.redirect('/admin/customers', 303);
  const told = audit.entry(sceneOf(c, db), { by: who.id, act: 'customers_exported' }, now);
  await batch(db, [told]);
  logEvent(c, 'customers_exported', { staff: who.id });
  const shell = shellOf(c, who);
  const lines = csvOf(shell, rows[0], finding.everyone(db, store, parsed.input));
  return csvReply(c, 'customers', lines);
});

/** A place in the list that is none: an old link, or one that was tampered with. The list begins anew. */
function toFirstPage(c: Context<StaffEnv>, { after: _, ...typed }: Record<string, string>): Response {
  return c.redirect(`/admin/customers?${new URLSearchParams(typed).toString()}`, 303);
}
