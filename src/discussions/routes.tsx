// /account/discussions: what a customer asked, and what the shop answered.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { AccountFrame } from '../ui/account.tsx';
import { page, shellOf } from '../ui/page.tsx';
import type { AccountEnv } from '../web/context.ts';
import { paged } from '../web/paging.ts';
import { DiscussionsPage } from './pages.tsx';
import * as questions from './questions.ts';

export const discussions = new Hono<AccountEnv>();

discussions.get('/', async (c) => {
  const { store } = c.var;
  const { after, done } = c.req.query();
  const { who, rows } = await c.var.read((db, { holderId }) => [
    questions.listOf(db, { store, customerId: holderId }, after),
  ]);
  const shell = shellOf(c, who);
  const { shown, next } = paged(rows[0], questions.pageSize, ({ isUnread, id }) => [isUnread ? 1 : 0, id]);
  const view = { questions: shown, next, isFirst: after === undefined, isRead: done === 'read' };
  const body = (
    <AccountFrame shell={shell}>
      <DiscussionsPage shell={shell} {...view} />
    </AccountFrame>
  );
  return page(c, shell, shell.t('discussions.title'), body);
});

discussions.post('/:id/reading', async (c) => {
  const { store } = c.var;
  const { who, db } = await c.var.read(() => []);
  const result = await questions.read(db, { store, customerId: who.id }, c.req.param('id'));
  if (!result.ok) throw new HTTPException(404);
  return c.redirect('/account/discussions?done=read', 303);
});
