// /admin/discussions: what customers ask, and the shop's answers.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { nameAt } from '../../catalog/products.ts';
import { deliverAfter } from '../../messages/posting.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { emptyForm, parseForm, type FormState } from '../../web/forms.ts';
import { doneIn } from '../../web/notices.ts';
import { paged } from '../../web/paging.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import * as desk from './desk.ts';
import { happenings, QuestionPage, QuestionsPage } from './pages.tsx';

type Place = Context<StaffEnv>;

export const discussionDesk = new Hono<StaffEnv>();

discussionDesk.get('/', async (c) => {
  const after = c.req.query('after');
  const { who, rows } = await c.var.as('support', (db) => [desk.listOf(db, c.var.store.id, after)]);
  const shell = shellOf(c, who);
  const { shown, next } = paged(rows[0], desk.pageSize, ({ isOpen, id }) => [isOpen ? 1 : 0, id]);
  const body = <QuestionsPage shell={shell} questions={shown} next={next} isFirst={after === undefined} />;
  return page(c, shell, shell.t('discussions.title'), body);
});

discussionDesk.get('/:id', (c) => showQuestion(c, emptyForm, 200));

discussionDesk.post('/:id/answers', async (c) => {
  const parsed = await parseForm(c, desk.answerSchema);
  const { who, db, question } = await questionFor(c, 'support');
  if (!parsed.ok) return showQuestion(c, parsed.form, 422);
  const answer = { by: who.id, text: parsed.input.answer };
  deliverAfter(c, await desk.answer(sceneOf(c, db), question, answer, c.var.now));
  return back(c, question, 'answered');
});

discussionDesk.post('/:id/hiding', async (c) => {
  const { who, db, question } = await questionFor(c, 'manager');
  await desk.hide(sceneOf(c, db), question, who.id, c.var.now);
  return back(c, question, 'hidden');
});

/** The question of the path, if it is the store's; a 404 otherwise. */
async function questionFor(c: Place, role: 'support' | 'manager') {
  const id = c.req.param('id') ?? '';
  const { who, db, rows } = await c.var.as(role, (read) => [desk.questionAt(read, c.var.store.id, id)]);
  const [question] = rows[0];
  if (!question) throw new HTTPException(404);
  return { who, db, question };
}

/** Back to the question, which says what happened. */
function back(c: Place, { id }: desk.Question, done: (typeof happenings)[number]): Response {
  logEvent(c, 'question_act', { done, question: id });
  return c.redirect(`/admin/discussions/${id}?done=${done}`, 303);
}

async function showQuestion(c: Place, form: FormState, status: 200 | 422): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const { store } = c.var;
  const { who, rows } = await c.var.as('support', (db) => [
    desk.questionAt(db, store.id, id),
    desk.answersAt(db, store.id, id),
  ]);
  const [[question], answers] = rows;
  if (!question) throw new HTTPException(404);
  const shell = shellOf(c, who, `/admin/discussions/${question.id}`);
  const done = doneIn(c, happenings);
  const view = { role: who.role, question, answers, form, done };
  return page(c, shell, nameAt(store, question, shell.language), <QuestionPage shell={shell} {...view} />, status);
}
