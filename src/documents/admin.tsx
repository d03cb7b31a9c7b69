// /admin/documents/:id/pdf: each document of the store, for staff.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { StaffEnv } from '../web/context.ts';
import { documentAt } from './documents.ts';
import { pdfReply } from './fields.tsx';

export const documentDesk = new Hono<StaffEnv>();

documentDesk.get('/:id/pdf', async (c) => {
  const { rows } = await c.var.as('support', (db) => [documentAt(db, c.var.store.id, c.req.param('id'))]);
  const [document] = rows[0];
  if (!document) throw new HTTPException(404);
  return pdfReply(c, document);
});
