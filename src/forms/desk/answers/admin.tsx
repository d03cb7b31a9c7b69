// /admin/forms/:id/answers: what people have answered, on pages and as a file.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as audit from '../../../staff/audit/audit.ts';
import { isAtLeast } from '../../../staff/roles.ts';
import { page, shellOf } from '../../../ui/page.tsx';
import type { StaffEnv } from '../../../web/context.ts';
import { csvReply } from '../../../web/csv.ts';
import { batch } from '../../../web/database.ts';
import { paged } from '../../../web/paging.ts';
import { logEvent, sceneOf } from '../../../web/requests.ts';
import * as forms from '../../forms.ts';
import { formAt, noticeOf, told } from '../routes.ts';
import * as answers from './answers.ts';
import { csvOf } from './csv.ts';
import { AnswersPage } from './pages.tsx';

export const answerDesk = new Hono<StaffEnv>();

answerDesk.get('/:id/answers', async (c) => {
  const { store } = c.var;
  const id = c.req.param('id');
  const after = c.req.query('after');
  const { who, rows } = await c.var.as('support', (db) => [
    forms.find(db, store.id, id),
    answers.listOf(db, store.id, id, after),
  ]);
  const [asking] = rows[0];
  if (!asking) throw new HTTPException(404);
  const shell = shellOf(c, who);
  const body = (
    <AnswersPage
      shell={shell}
      asking={asking}
      {...paged(rows[1], answers.pageSize, answers.placeOf)}
      isFirst={after === undefined}
      mayChange={isAtLeast(who.role, 'manager')}
      notice={noticeOf(c)}
    />
  );
  return page(c, shell, shell.t('forms.answers'), body);
});

answerDesk.post('/:id/export', async (c) => {
  const { store, language, now } = c.var;
  const { who, db, asking } = await formAt(c, 'manager');
  const entry = { by: who.id, act: 'form_answers_exported', after: { form: asking.id } } as const;
  await batch(db, [audit.entry(sceneOf(c, db), entry, now)]);
  logEvent(c, 'form_answers_exported', { staff: who.id, form: asking.id });
  const lines = csvOf({ store, language }, asking, answers.everyOne(db, store.id, asking.id));
  return csvReply(c, asking.slug, lines);
});

answerDesk.post('/:id/answers/:answer/removal', async (c) => {
  const found = await formAt(c, 'manager');
  const { who, db, asking } = found;
  await answers.remove(sceneOf(c, db), who.id, { formId: asking.id, id: c.req.param('answer') }, c.var.now);
  return told(c, found, { ok: true, done: 'answer_removed' }, '/answers');
});
