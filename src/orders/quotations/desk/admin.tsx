// /admin/quotations: what the shop has offered, and what became of it. Offers are made at /admin/orders/new.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { nameOf } from '../../../documents/pdf.ts';
import { page, shellOf } from '../../../ui/page.tsx';
import type { StaffEnv } from '../../../web/context.ts';
import { noticeIn } from '../../../web/notices.ts';
import { logEvent, sceneOf } from '../../../web/requests.ts';
import { withdraw } from '../offering.ts';
import { listOf, pageOf, quotationAt, wantedSchema } from './desk.ts';
import { happenings, problems, QuotationDeskPage, QuotationsPage } from './pages.tsx';

export const quotationDesk = new Hono<StaffEnv>();

quotationDesk.get('/', async (c) => {
  const { store, now } = c.var;
  const typed = c.req.query();
  const { who, rows } = await c.var.as('support', (db) => [listOf(db, store.id, wantedSchema.parse(typed), now)]);
  const shell = shellOf(c, who);
  const body = <QuotationsPage shell={shell} role={who.role} typed={typed} now={now} {...pageOf(rows[0])} />;
  return page(c, shell, shell.t('quotations.title'), body);
});

quotationDesk.get('/:id', async (c) => {
  const { store, now } = c.var;
  const { who, rows } = await c.var.as('support', (db) => [quotationAt(db, store.id, c.req.param('id'))]);
  const [quotation] = rows[0];
  if (!quotation) throw new HTTPException(404);
  const shell = shellOf(c, who, `/admin/quotations/${quotation.id}`);
  const notice = noticeIn(c, happenings, problems);
  const body = <QuotationDeskPage {...{ shell, quotation, notice, now }} role={who.role} />;
  return page(c, shell, nameOf(shell.t, { type: 'quotation', number: quotation.number }), body);
});

quotationDesk.post('/:id/withdrawal', async (c) => {
  const documentId = c.req.param('id');
  const { who, db } = await c.var.as('manager', () => []);
  const result = await withdraw(sceneOf(c, db), { documentId, by: who.id }, c.var.now);
  if (!result.ok && result.problem === 'not_found') throw new HTTPException(404);
  const notice = result.ok ? { done: 'withdrawn' } : { problem: result.problem };
  logEvent(c, 'quotation_withdrawn', { staff: who.id, ...notice });
  return c.redirect(`/admin/quotations/${documentId}?${new URLSearchParams(notice).toString()}`, 303);
});
