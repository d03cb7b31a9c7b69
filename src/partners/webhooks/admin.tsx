// /admin/webhooks: where the partners of the store are told what happens, for managers and owners. A secret is shown on the reply to the
// form that made it, and never again.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Staff } from '../../staff/roles.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { emptyForm, keyIn, parseForm, withProblem, type FormState } from '../../web/forms.ts';
import { idOf } from '../../web/ids.ts';
import { noticeIn } from '../../web/notices.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { deliveriesTo, replay, replayFailed, tryOut } from './deliveries/deliveries.ts';
import { happenings, problems } from './fields.tsx';
import {
  newWebhookSchema,
  replaySchema,
  rotationSchema,
  switchSchema,
  webhookAsTyped,
  webhookSchema,
} from './input.ts';
import { NewWebhookPage, SecretPage, WebhookPage, WebhooksPage } from './pages.tsx';
import { partnersOf, webhooksOf } from './reading.ts';
import * as webhooks from './webhooks.ts';

type Place = Context<StaffEnv>;

const here = '/admin/webhooks';

/** Deliveries shown at a time. */
const pageSize = 25;

export const webhookPages = new Hono<StaffEnv>();

webhookPages.get('/', async (c) => {
  const { who, rows } = await c.var.as('manager', (db) => [webhooksOf(db, c.var.store.id)]);
  const shell = shellOf(c, who);
  const body = <WebhooksPage shell={shell} webhooks={rows[0]} notice={noticeIn(c, happenings, problems)} />;
  return page(c, shell, shell.t('webhooks.title'), body);
});

webhookPages.get('/new', (c) => showNew(c, emptyForm, 200));

webhookPages.post('/new', async (c) => {
  const parsed = await parseForm(c, newWebhookSchema);
  if (!parsed.ok) return showNew(c, parsed.form, 422);
  const { who, db } = await c.var.as('manager', () => []);
  const id = idOf('webhook', keyIn(parsed.form.values, c.var.now));
  const result = await webhooks.add(sceneOf(c, db), who.id, { id, ...parsed.input }, c.var.now);
  if (!result.ok) return showNew(c, withProblemAt(parsed.form, result.problem), 409);
  if (result.secret === null) return c.redirect(`${here}/${id}?problem=made_already`, 303);
  return showSecret(c, who, { id, secret: result.secret }, 'added');
});

webhookPages.get('/:id', async (c) => {
  const found = await read(c);
  return showWebhook(c, found, { values: webhookAsTyped(found.webhook), problems: {} }, 200);
});

webhookPages.post('/:id', async (c) => {
  const found = await read(c);
  const parsed = await parseForm(c, webhookSchema);
  if (!parsed.ok) return showWebhook(c, found, parsed.form, 422);
  const { db, who, webhook } = found;
  const result = await webhooks.change(sceneOf(c, db), who.id, { id: webhook.id, ...parsed.input }, c.var.now);
  if (result.ok) return told(c, who, webhook.id, 'changed');
  if (result.problem === 'not_found') return c.redirect(`${here}?problem=not_found`, 303);
  return showWebhook(c, found, withProblem(parsed.form, 'url', result.problem), 409);
});

webhookPages.post('/:id/state', async (c) => {
  const { who, db, id } = await acting(c);
  const parsed = await parseForm(c, switchSchema);
  const to = parsed.ok ? parsed.input.to : 'off';
  const result = await webhooks.change(sceneOf(c, db), who.id, { id, isOn: to === 'on' }, c.var.now);
  if (!result.ok) throw new HTTPException(404);
  return told(c, who, id, to);
});

webhookPages.post('/:id/secret', async (c) => {
  const { who, db, id } = await acting(c);
  const parsed = await parseForm(c, rotationSchema);
  const wanted = parsed.ok ? parsed.input : rotationSchema.parse({});
  const result = await webhooks.rotate(sceneOf(c, db), who.id, { id, ...wanted }, c.var.now);
  // It may as well be none at all: then its page says so.
  if (!result.ok) return c.redirect(`${here}/${encodeURIComponent(id)}?problem=made_already`, 303);
  return showSecret(c, who, { id, secret: result.secret }, 'rotated');
});

webhookPages.post('/:id/test', async (c) => {
  const { who, db, id } = await acting(c);
  const result = await tryOut(sceneOf(c, db), who.id, { id }, c.var.now);
  return result.ok ? told(c, who, id, 'tested') : refused(c, id, result.problem);
});

webhookPages.post('/:id/replays', async (c) => {
  const { who, db, id } = await acting(c);
  const parsed = await parseForm(c, replaySchema);
  const eventId = parsed.ok ? parsed.input.event : undefined;
  const scene = sceneOf(c, db);
  const result =
    eventId === undefined
      ? await replayFailed(scene, who.id, { id }, c.var.now)
      : await replay(scene, who.id, { id, eventId }, c.var.now);
  if (!result.ok) return refused(c, id, result.problem);
  return told(c, who, id, 'count' in result && result.count === 0 ? 'none_replayed' : 'replayed');
});

webhookPages.post('/:id/removal', async (c) => {
  const { who, db, id } = await acting(c);
  const result = await webhooks.remove(sceneOf(c, db), who.id, { id }, c.var.now);
  if (!result.ok) throw new HTTPException(404);
  return told(c, who, '', 'removed');
});

/** Who may act, on the webhook of the address. */
async function acting(c: Place) {
  const { who, db } = await c.var.as('manager', () => []);
  return { who, db, id: c.req.param('id') ?? '' };
}

type Found = Awaited<ReturnType<typeof read>>;

/** The webhook of the address with what went to it; none of another store. */
async function read(c: Place) {
  const { store } = c.var;
  const id = c.req.param('id') ?? '';
  const before = /^evt_[0-9a-z_]{1,60}$/.exec(c.req.query('before') ?? '')?.[0] ?? null;
  const { who, db, rows } = await c.var.as('manager', (reader) => [
    webhooksOf(reader, store.id, id),
    deliveriesTo(reader, store.id, id, before, pageSize + 1),
  ]);
  const [[webhook], deliveries] = rows;
  if (!webhook) throw new HTTPException(404);
  return { who, db, webhook, deliveries, before };
}

function withProblemAt(form: FormState, problem: 'not_found' | 'url_refused' | 'webhooks_too_many'): FormState {
  if (problem === 'url_refused') return withProblem(form, 'url', problem);
  return withProblem(form, 'partner', problem === 'not_found' ? 'invalid' : problem);
}

/** Back to a page, which says what happened. */
function told(c: Place, who: Staff, id: string, done: (typeof happenings)[number]): Response {
  logEvent(c, 'webhook_act', { staff: who.id, act: done });
  return c.redirect(`${here}${id && `/${id}`}?done=${done}`, 303);
}

function refused(c: Place, id: string, problem: 'not_found' | 'webhook_disabled'): Response {
  if (problem === 'not_found') throw new HTTPException(404);
  return c.redirect(`${here}/${id}?problem=${problem}`, 303);
}

function showSecret(c: Place, who: Staff, made: { id: string; secret: string }, act: 'added' | 'rotated') {
  logEvent(c, 'webhook_act', { staff: who.id, act });
  const shell = shellOf(c, who);
  return page(c, shell, shell.t('webhooks.secret_title'), <SecretPage shell={shell} {...made} />);
}

async function showNew(c: Place, form: FormState, status: 200 | 409 | 422): Promise<Response> {
  const { who, rows } = await c.var.as('manager', (db) => [partnersOf(db, c.var.store.id)]);
  const shell = shellOf(c, who, `${here}/new`);
  const body = <NewWebhookPage shell={shell} partners={rows[0]} form={form} formKey={keyIn(form.values, c.var.now)} />;
  return page(c, shell, shell.t('webhooks.add_title'), body, status);
}

function showWebhook(c: Place, found: Found, form: FormState, status: 200 | 409 | 422) {
  const { who, webhook, deliveries, before } = found;
  const shell = shellOf(c, who, `${here}/${webhook.id}`);
  const shown = deliveries.slice(0, pageSize);
  const body = (
    <WebhookPage
      shell={shell}
      webhook={webhook}
      deliveries={shown}
      next={deliveries.length > pageSize ? (shown.at(-1)?.eventId ?? null) : null}
      isFirst={before === null}
      now={c.var.now}
      notice={noticeIn(c, happenings, problems)}
      form={form}
    />
  );
  return page(c, shell, webhook.url, body, status);
}
