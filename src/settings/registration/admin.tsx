// /admin/settings/registration: what registration asks, and each question of the store's own on a page of its own.
import { Hono, type Context } from 'hono';
import { wordsIn } from '../../customers/details/asked.ts';
import { questionAsTyped, questionSchema } from '../../customers/details/editing/input.ts';
import { aroundOf } from '../../customers/details/input.ts';
import { ownFieldTypes } from '../../stores/policies.ts';
import type { Store } from '../../stores/stores.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { emptyForm, parseForm, type FormState } from '../../web/forms.ts';
import { directionSchema } from '../../web/moving.ts';
import { originOf } from '../../web/network.ts';
import type { SettingsNotice } from '../pages.tsx';
import { askedOf, drafted, noticeOf, saved, seen, type Planned, type Seen } from '../routes.ts';
import { demandsAsTyped, demandsSchema, previewSchema } from './input.ts';
import { OwnFieldPage, RegistrationFormPage, type FormPreview } from './pages.tsx';
import { adding, changing, moving, removing, type Draft } from './questions.ts';

type Place = Context<StaffEnv>;
type Plan = (store: Store) => Planned;

const here = '/admin/settings/registration';

export const registrationDesk = new Hono<StaffEnv>();

registrationDesk.get('/', async (c) => showForm(c, await seen(c), { notice: noticeOf(c) }));

registrationDesk.post('/', async (c) => {
  const parsed = await parseForm(c, demandsSchema);
  if (!parsed.ok) return showForm(c, await seen(c), { form: parsed.form, status: 422 });
  const result = await saved(c, parsed.form, { changeOf: parsed.input });
  return result.ok ? c.redirect(`${here}?done=saved`, 303) : showForm(c, result.seen, result);
});

registrationDesk.post('/preview', async (c) => {
  const parsed = await parseForm(c, demandsSchema);
  const found = await seen(c);
  if (!parsed.ok) return showForm(c, found, { form: parsed.form, status: 422 });
  return showForm(c, found, { form: parsed.form, preview: await previewOf(c, found, parsed.input) });
});

registrationDesk.get('/fields/new', async (c) => showField(c, await seen(c), {}));

registrationDesk.post('/fields/new', (c) => saveField(c, adding));

registrationDesk.post('/fields/new/preview', (c) => previewField(c, adding));

registrationDesk.get('/fields/:key', async (c) => {
  const found = await seen(c);
  const question = questionIn(c, found);
  if (!question) return c.redirect(`${here}?problem=gone`, 303);
  const form = { ...emptyForm, values: questionAsTyped(found.store, question) };
  return showField(c, found, { form, notice: noticeOf(c) });
});

registrationDesk.post('/fields/:key', (c) => saveField(c, (draft) => changing(c.req.param('key'), draft)));

registrationDesk.post('/fields/:key/preview', (c) => previewField(c, (draft) => changing(c.req.param('key'), draft)));

registrationDesk.post('/fields/:key/move', async (c) => {
  const parsed = await parseForm(c, directionSchema);
  return decide(c, moving(c.req.param('key'), parsed.ok ? parsed.input.direction : 'up'));
});

registrationDesk.post('/fields/:key/removal', (c) => decide(c, removing(c.req.param('key'))));

function questionIn(c: Place, { store }: Seen) {
  return store.policies.ownFields.find(({ key }) => key === c.req.param('key'));
}

/** Saves what is asked of one of the list, and shows the list again. */
async function decide(c: Place, plan: Plan): Promise<Response> {
  const result = await saved(c, emptyForm, { changeOf: plan });
  return result.ok ? c.redirect(`${here}?done=saved`, 303) : showForm(c, result.seen, { ...result, form: undefined });
}

async function saveField(c: Place, planOf: (draft: Draft) => Plan): Promise<Response> {
  const parsed = await parseForm(c, questionSchema(c.var.store, ownFieldTypes));
  if (!parsed.ok) return showField(c, await seen(c), { form: parsed.form, status: 422 });
  const result = await saved(c, parsed.form, { changeOf: planOf(parsed.input) });
  return result.ok ? c.redirect(`${here}?done=saved`, 303) : showField(c, result.seen, result);
}

async function previewField(c: Place, planOf: (draft: Draft) => Plan): Promise<Response> {
  const parsed = await parseForm(c, questionSchema(c.var.store, ownFieldTypes));
  const found = await seen(c);
  if (!parsed.ok) return showField(c, found, { form: parsed.form, status: 422 });
  const plan = planOf(parsed.input);
  const planned = plan(found.store);
  if ('problem' in planned) return showField(c, found, { form: parsed.form, notice: planned, status: 409 });
  return showField(c, found, { form: parsed.form, preview: await previewOf(c, found, plan) });
}

/** The form as the plan would make it, in the language of the button. */
async function previewOf(c: Place, { store }: Seen, plan: Plan): Promise<FormPreview> {
  const asked = await parseForm(c, previewSchema(store));
  const language = asked.ok ? asked.input.in : c.var.language;
  const draft = drafted(store, plan(store));
  const around = aroundOf({ store: draft, language, now: c.var.now }, originOf(c).country, {});
  return { store: draft, language, around };
}

type Shown = {
  form?: FormState | undefined;
  preview?: FormPreview;
  notice?: SettingsNotice;
  status?: 200 | 409 | 422;
};

function showForm(c: Place, { who, store }: Seen, { form, preview, notice, status = 200 }: Shown) {
  const shell = { ...shellOf(c, who, here), store };
  const view = {
    form: form ?? { ...emptyForm, values: demandsAsTyped(store) },
    asOf: store.updatedAt,
    preview: preview ?? null,
    notice,
    ...askedOf(who, false, c.var.now),
  };
  const body = <RegistrationFormPage shell={shell} {...view} />;
  return page(c, shell, shell.t('settings.registration_form_title'), body, status);
}

function showField(c: Place, found: Seen, { form, preview, notice, status = 200 }: Shown) {
  const { who, store } = found;
  const at = c.req.param('key') ?? 'new';
  const shell = { ...shellOf(c, who, `${here}/fields/${at}`), store };
  const question = questionIn(c, found) ?? null;
  const view = {
    form: form ?? emptyForm,
    asOf: store.updatedAt,
    preview: preview ?? null,
    notice,
    ...askedOf(who, false, c.var.now),
  };
  const title = question ? wordsIn(question.label, shell.language, store) : shell.t('forms.new_question');
  return page(c, shell, title, <OwnFieldPage shell={shell} question={question} at={at} {...view} />, status);
}
