// /account/documents: a customer's documents, as far as the store shows them.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { documentOf } from '../../documents/documents.ts';
import { pdfReply } from '../../documents/fields.tsx';
import { AccountFrame } from '../../ui/account.tsx';
import { page, shellOf } from '../../ui/page.tsx';
import type { AccountEnv } from '../../web/context.ts';
import { paged } from '../../web/paging.ts';
import { listOf, pageSize, wantedSchema } from './list.ts';
import { DocumentsPage } from './pages.tsx';

export const ownDocuments = new Hono<AccountEnv>();

ownDocuments.get('/', async (c) => {
  const { store, now } = c.var;
  const typed = c.req.query();
  const wanted = wantedSchema.parse(typed);
  const { who, rows } = await c.var.read((db, { holderId }) => [listOf(db, store, holderId, wanted)]);
  const shell = shellOf(c, who);
  const { shown, next } = paged(rows[0], pageSize, ({ issuedAt, id }) => [issuedAt, id]);
  const body = (
    <AccountFrame shell={shell}>
      <DocumentsPage shell={shell} typed={typed} documents={shown} next={next} now={now} />
    </AccountFrame>
  );
  return page(c, shell, shell.t('account.documents'), body);
});

ownDocuments.get('/:id/pdf', async (c) => {
  const { store } = c.var;
  const { rows } = await c.var.read((db, { holderId }) => [documentOf(db, store, holderId, c.req.param('id'))]);
  const [document] = rows[0];
  if (!document) throw new HTTPException(404);
  return pdfReply(c, document);
});
