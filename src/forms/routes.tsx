// /forms/:slug: a form of the store, for everybody.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { wordsIn } from '../customers/details/asked.ts';
import { aroundOf } from '../customers/details/input.ts';
import { deliverAfter } from '../messages/posting.ts';
import { page, shellOf } from '../ui/page.tsx';
import type { AppEnv } from '../web/context.ts';
import { emptyForm, parseForm, type FormState } from '../web/forms.ts';
import { originOf } from '../web/network.ts';
import { logEvent, sceneOf } from '../web/requests.ts';
import { answer, type AnswerResult } from './answering.ts';
import * as forms from './forms.ts';
import type { Form } from './forms.ts';
import { answered, answerSchema, isAdvertising, trap, type AnswerInput } from './input.ts';
import { FormEndPage, FormPage, type FormNotice } from './pages.tsx';
import * as tokens from './tokens.ts';

type Place = Context<AppEnv>;

export const storeForms = new Hono<AppEnv>();

storeForms.get('/forms/:slug', async (c) => {
  const seen = await read(c);
  if (c.req.query('done') !== undefined) return showEnd(c, seen, 'sent');
  const { who } = seen;
  const values: FormState['values'] = who ? { email: who.email, name: who.name } : {};
  return show(c, seen, { form: { ...emptyForm, values } });
});

storeForms.post('/forms/:slug', async (c) => {
  const seen = await read(c);
  const { asking } = seen;
  const { country } = originOf(c);
  const parsed = await parseForm(c, (typed) => answerSchema(asking, aroundOf(c.var, country, typed)));
  if (asking.closedAt !== null) return showEnd(c, seen, 'closed');
  if (!parsed.ok) return show(c, seen, { form: parsed.form, status: 422 });
  const result = await taken(c, asking, parsed.input);
  logEvent(c, 'form_answered', { form: asking.id, ...(result.ok ? {} : { problem: result.problem }) });
  if (!result.ok) return refuse(c, seen, parsed.form, result.problem);
  deliverAfter(c, result.messageIds);
  return c.redirect(`/forms/${asking.slug}?done`, 303);
});

/** Records what was sent, unless it looks as if a program or an advertiser had sent it. */
async function taken(c: Place, asking: Form, input: AnswerInput): Promise<AnswerResult | Refusal> {
  const { db, now } = c.var;
  const token = c.req.query('token') ?? '';
  const isTimely = await tokens.isGood(c.env.SEALING_KEY, asking.id, token, now);
  if (input[trap] !== '' || !isTimely) return { ok: false, problem: 'once_more' };
  const answers = answered(c.var, asking, input);
  if (isAdvertising(answers)) return { ok: false, problem: 'too_many_links' };
  const { email, details } = input;
  const given = { id: await tokens.answerIdOf(token), email, name: details.name, phone: details.phone, answers };
  return answer(sceneOf(c, db), asking, given, now);
}

type Refusal = { ok: false; problem: 'once_more' | 'too_many_links' };

type Seen = Awaited<ReturnType<typeof read>>;

/** The form of the address, and who looks at it. */
async function read(c: Place) {
  const { who, rows } = await c.var.look((db) => [forms.bySlug(db, c.var.store.id, c.req.param('slug') ?? '')]);
  const [asking] = rows[0];
  if (!asking) throw new HTTPException(404);
  return { who, asking };
}

async function refuse(c: Place, seen: Seen, form: FormState, problem: FormNotice): Promise<Response> {
  switch (problem) {
    case 'once_more':
    case 'too_many_links':
      return show(c, seen, { form, notice: problem, status: 422 });
    case 'too_many':
      return show(c, seen, { form, notice: problem, status: 429 });
    case 'sent_before':
      return show(c, seen, { form, notice: problem, status: 409 });
    case 'form_changed':
      return show(c, await read(c), { form, notice: problem, status: 409 });
  }
}

type View = { form: FormState; notice?: FormNotice; status?: 200 | 409 | 422 | 429 };

/** The form with another token: from now on it takes as long as anybody needs to read it. */
async function show(c: Place, seen: Seen, { form, notice, status = 200 }: View): Promise<Response> {
  const { who, asking } = seen;
  if (asking.closedAt !== null) return showEnd(c, seen, 'closed');
  const shell = shellOf(c, who, `/forms/${asking.slug}`);
  const around = aroundOf(c.var, originOf(c).country, form.values);
  const token = await tokens.issue(c.env.SEALING_KEY, asking.id, c.var.now);
  const body = <FormPage shell={shell} asking={asking} form={form} around={around} token={token} notice={notice} />;
  return page(c, shell, titleOf(c, asking), body, status);
}

function showEnd(c: Place, { who, asking }: Seen, is: 'sent' | 'closed') {
  const shell = shellOf(c, who, `/forms/${asking.slug}`);
  const status = c.req.method === 'POST' ? 409 : 200;
  return page(c, shell, titleOf(c, asking), <FormEndPage shell={shell} asking={asking} is={is} />, status);
}

function titleOf({ var: { store, language } }: Place, { titles }: Form): string {
  return wordsIn(titles, language, store);
}
