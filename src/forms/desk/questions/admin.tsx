// /admin/forms/:id/fields: the questions of a form, each on a page of its own.
import { Hono, type Context } from 'hono';
import { wordsIn, type Question } from '../../../customers/details/asked.ts';
import { questionAsTyped, questionSchema } from '../../../customers/details/editing/input.ts';
import { mostQuestions, withChanged, without } from '../../../customers/details/editing/list.ts';
import { isAtLeast, type Role } from '../../../staff/roles.ts';
import { page, shellOf } from '../../../ui/page.tsx';
import type { StaffEnv } from '../../../web/context.ts';
import { emptyForm, parseForm, type FormState } from '../../../web/forms.ts';
import { directionSchema, moved } from '../../../web/moving.ts';
import { newId } from '../../../web/ids.ts';
import { sceneOf } from '../../../web/requests.ts';
import * as forms from '../../forms.ts';
import { types } from '../input.ts';
import { formAt, here, told, type Found } from '../routes.ts';
import { QuestionPage } from './pages.tsx';

type Place = Context<StaffEnv>;

export const formQuestions = new Hono<StaffEnv>();

formQuestions.get('/:id/fields/new', async (c) => {
  const found = await formAt(c, 'manager');
  return show(c, found, null, emptyForm, 200);
});

formQuestions.post('/:id/fields/new', async (c) => {
  const found = await formAt(c, 'manager');
  const parsed = await parseForm(c, questionSchema(c.var.store, types));
  if (!parsed.ok) return show(c, found, null, parsed.form, 422);
  const { fields } = found.asking;
  if (fields.length >= mostQuestions) return told(c, found, { ok: false, problem: 'full' });
  const key = newId('field', c.var.now);
  return save(c, found, [...fields, { ...parsed.input([]), key }], key, 'question_saved');
});

formQuestions.get('/:id/fields/:key', async (c) => {
  const { found, question } = await questionAt(c, 'support');
  if (!question) return told(c, found, gone);
  return show(c, found, question, { ...emptyForm, values: questionAsTyped(c.var.store, question) }, 200);
});

formQuestions.post('/:id/fields/:key', async (c) => {
  const { found, question } = await questionAt(c, 'manager');
  if (!question) return told(c, found, gone);
  const parsed = await parseForm(c, questionSchema(c.var.store, types));
  if (!parsed.ok) return show(c, found, question, parsed.form, 422);
  const { key } = question;
  return save(
    c,
    found,
    withChanged(found.asking.fields, { ...parsed.input(question.choices), key }),
    key,
    'question_saved',
  );
});

formQuestions.post('/:id/fields/:key/move', async (c) => {
  const { found, question } = await questionAt(c, 'manager');
  const parsed = await parseForm(c, directionSchema);
  if (!question || !parsed.ok) return told(c, found, gone);
  return save(c, found, moved(found.asking.fields, question.key, parsed.input.direction), question.key, 'saved');
});

formQuestions.post('/:id/fields/:key/removal', async (c) => {
  const { found, question } = await questionAt(c, 'manager');
  if (!question) return told(c, found, gone);
  return save(c, found, without(found.asking.fields, question.key), question.key, 'question_removed');
});

const gone = { ok: false, problem: 'question_gone' } as const;

/** The form of the path and its question, if it is still there. */
async function questionAt(c: Place, role: Role) {
  const found = await formAt(c, role);
  return { found, question: found.asking.fields.find(({ key }) => key === c.req.param('key')) };
}

type Done = 'question_saved' | 'question_removed' | 'saved';

async function save(c: Place, found: Found, fields: Question[], field: string, done: Done): Promise<Response> {
  const { who, db, asking } = found;
  const change = { before: asking, fields, field };
  const result = await forms.changeFields(sceneOf(c, db), who.id, change, c.var.now);
  return told(c, found, result.ok ? { ok: true, done } : result);
}

function show(c: Place, { who, asking }: Found, question: Question | null, form: FormState, status: 200 | 422) {
  const shell = shellOf(c, who, `${here}/${asking.id}/fields/${question?.key ?? 'new'}`);
  const mayChange = isAtLeast(who.role, 'manager');
  const title = question ? wordsIn(question.label, shell.language, shell.store) : shell.t('forms.new_question');
  const body = <QuestionPage shell={shell} asking={asking} question={question} form={form} mayChange={mayChange} />;
  return page(c, shell, title, body, status);
}
