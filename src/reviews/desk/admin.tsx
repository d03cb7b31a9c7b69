// /admin/reviews: what customers think, and what others may see of it.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { doneIn } from '../../web/notices.ts';
import { paged } from '../../web/paging.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import * as desk from './desk.ts';
import { happenings, ReviewsDeskPage } from './pages.tsx';

export const reviewDesk = new Hono<StaffEnv>();

reviewDesk.get('/', async (c) => {
  const after = c.req.query('after');
  const { who, rows } = await c.var.as('support', (db) => [desk.listOf(db, c.var.store.id, after)]);
  const shell = shellOf(c, who);
  const { shown, next } = paged(rows[0], desk.pageSize, ({ status, id }) => [status, id]);
  const view = {
    role: who.role,
    reviews: shown,
    next,
    isFirst: after === undefined,
    done: doneIn(c, happenings),
  };
  return page(c, shell, shell.t('reviews.title'), <ReviewsDeskPage shell={shell} {...view} />);
});

reviewDesk.post('/:id/publication', (c) => decide(c, desk.publish, 'published'));

reviewDesk.post('/:id/hiding', (c) => decide(c, desk.hide, 'hidden'));

/** Lets a manager decide about the review of the path, if it is the store's; a 404 otherwise. */
async function decide(c: Context<StaffEnv>, verb: typeof desk.publish, done: (typeof happenings)[number]) {
  const id = c.req.param('id') ?? '';
  const { who, db, rows } = await c.var.as('manager', (read) => [desk.reviewAt(read, c.var.store.id, id)]);
  const [review] = rows[0];
  if (!review) throw new HTTPException(404);
  await verb(sceneOf(c, db), review, who.id, c.var.now);
  logEvent(c, 'review_act', { done, review: review.id });
  return c.redirect(`/admin/reviews?done=${done}`, 303);
}
