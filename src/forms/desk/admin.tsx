// /admin/forms: the forms of the store, and a page for each. Everybody of the staff may look; managers change.
import { Hono, type Context } from 'hono';
import { wordsIn } from '../../customers/details/asked.ts';
import { isAtLeast, type Role } from '../../staff/roles.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../../web/forms.ts';
import { sceneOf } from '../../web/requests.ts';
import * as forms from '../forms.ts';
import { answerDesk } from './answers/admin.tsx';
import { textsAsTyped, textsSchema } from './input.ts';
import { FormDeskPage, FormsPage } from './pages.tsx';
import { formQuestions } from './questions/admin.tsx';
import { formAt, here, noticeOf, told, type Found } from './routes.ts';

type Place = Context<StaffEnv>;

export const formDesk = new Hono<StaffEnv>();

formDesk.get('/', (c) => showForms(c, 'support', emptyForm, 200));

formDesk.post('/', async (c) => {
  const parsed = await parseForm(c, textsSchema(c.var.store));
  if (!parsed.ok) return showForms(c, 'manager', parsed.form, 422);
  const { who, db } = await c.var.as('manager', () => []);
  const result = await forms.add(sceneOf(c, db), who.id, parsed.input, c.var.now);
  if (!result.ok) return showForms(c, 'manager', withProblem(parsed.form, 'slug', result.problem), 409);
  return told(c, { who, asking: { id: result.id } }, { ok: true, done: 'added' });
});

formDesk.get('/:id', async (c) => showForm(c, await formAt(c, 'support'), null, 200));

formDesk.post('/:id', async (c) => {
  const found = await formAt(c, 'manager');
  const parsed = await parseForm(c, textsSchema(c.var.store));
  if (!parsed.ok) return showForm(c, found, parsed.form, 422);
  const { who, db, asking } = found;
  const change = { before: asking, texts: parsed.input };
  const result = await forms.changeTexts(sceneOf(c, db), who.id, change, c.var.now);
  if (result.ok) return told(c, found, { ok: true, done: 'saved' });
  if (result.problem === 'form_changed') return told(c, found, { ok: false, problem: 'form_changed' });
  return showForm(c, found, withProblem(parsed.form, 'slug', result.problem), 409);
});

formDesk.post('/:id/closing', (c) => decide(c, forms.close, 'closed'));

formDesk.post('/:id/opening', (c) => decide(c, forms.open, 'opened'));

formDesk.route('/', formQuestions);
formDesk.route('/', answerDesk);

async function decide(c: Place, verb: typeof forms.close, done: 'closed' | 'opened'): Promise<Response> {
  const found = await formAt(c, 'manager');
  const result = await verb(sceneOf(c, found.db), found.who.id, found.asking, c.var.now);
  return told(c, found, result.ok ? { ok: true, done } : result);
}

async function showForms(c: Place, role: Role, form: FormState, status: 200 | 409 | 422): Promise<Response> {
  const { who, rows } = await c.var.as(role, (db) => [forms.listOf(db, c.var.store.id)]);
  const shell = shellOf(c, who, here);
  const body = <FormsPage shell={shell} role={who.role} forms={rows[0]} form={form} />;
  return page(c, shell, shell.t('forms.title'), body, status);
}

/** The page of a form, with what was typed if it could not be saved. */
function showForm(c: Place, { who, asking }: Found, form: FormState | null, status: 200 | 409 | 422) {
  const shell = shellOf(c, who, `${here}/${asking.id}`);
  const body = (
    <FormDeskPage
      shell={shell}
      asking={asking}
      mayChange={isAtLeast(who.role, 'manager')}
      form={form ?? { ...emptyForm, values: textsAsTyped(asking) }}
      notice={noticeOf(c)}
    />
  );
  return page(c, shell, wordsIn(asking.titles, shell.language, shell.store), body, status);
}
