// /account/documents/:id: a quotation, which its customer accepts or declines.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { documentOf } from '../../documents/documents.ts';
import { deliverAfter } from '../../messages/posting.ts';
import { AccountFrame } from '../../ui/account.tsx';
import { page, shellOf } from '../../ui/page.tsx';
import type { AccountEnv } from '../../web/context.ts';
import type { Database } from '../../web/database.ts';
import { noticeIn } from '../../web/notices.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { happenings, problems, QuotationPage } from './pages.tsx';
import * as quotations from './quotations.ts';

type Place = Context<AccountEnv>;

export const quotationAnswers = new Hono<AccountEnv>();

quotationAnswers.get('/:id', async (c) => {
  const { store, now } = c.var;
  const documentId = c.req.param('id');
  const { who, rows } = await c.var.read((db, { holderId }) => [
    documentOf(db, store, holderId, documentId),
    quotations.quotationOf(db, store.id, { customerId: holderId, documentId }),
    quotations.orderOf(db, store.id, { customerId: holderId, documentId }),
  ]);
  const [[document], [quotation], [order]] = rows;
  if (!document || !quotation) throw new HTTPException(404);
  const shell = shellOf(c, who);
  const view = {
    quotation,
    number: document.number,
    orderNumber: order?.number ?? null,
    notice: noticeIn(c, happenings, problems),
    now,
  };
  const body = (
    <AccountFrame shell={shell}>
      <QuotationPage shell={shell} {...view} />
    </AccountFrame>
  );
  return page(c, shell, shell.t('documents.type_quotation'), body);
});

quotationAnswers.post('/:id/acceptance', async (c) => {
  const { db, answering } = await answeringIn(c);
  const result = await quotations.accept(sceneOf(c, db), answering, c.var.now);
  if (!result.ok) return back(c, answering, result.problem);
  deliverAfter(c, result.messageIds);
  logEvent(c, 'quotation_accepted', { customer: answering.customerId, order: result.orderId });
  return c.redirect(`/account/documents/${answering.documentId}`, 303);
});

quotationAnswers.post('/:id/refusal', async (c) => {
  const { db, answering } = await answeringIn(c);
  const result = await quotations.decline(sceneOf(c, db), answering, c.var.now);
  if (!result.ok) return back(c, answering, result.problem);
  logEvent(c, 'quotation_declined', { customer: answering.customerId });
  return c.redirect(`/account/documents/${answering.documentId}?done=declined`, 303);
});

/** Who answers which quotation; a 404 where the store shows no quotations or it is not theirs. */
async function answeringIn(c: Place): Promise<{ db: Database; answering: quotations.Answering }> {
  const documentId = c.req.param('id') ?? '';
  const { who, db, rows } = await c.var.read((read, { holderId }) => [
    documentOf(read, c.var.store, holderId, documentId),
  ]);
  const [document] = rows[0];
  if (document?.type !== 'quotation') throw new HTTPException(404);
  return { db, answering: { customerId: who.id, documentId } };
}

function back(c: Place, { documentId }: quotations.Answering, problem: quotations.AcceptProblem): Response {
  if (problem === 'not_found') throw new HTTPException(404);
  return c.redirect(`/account/documents/${documentId}?problem=${problem}`, 303);
}
