// /admin/templates: every message that the store sends, in its own words. Everybody of the staff may look; managers change,
// and owners what is sent to staff.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as throttles from '../../credentials/throttles.ts';
import { maskedSecret } from '../../messages/letters.ts';
import { trial } from '../../messages/outbox.ts';
import { deliverAfter } from '../../messages/posting.ts';
import { letter } from '../../messages/render.ts';
import { flawsIn } from '../../messages/templates/checking.ts';
import { compiledParts } from '../../messages/templates/engine.ts';
import { parts, type Parts } from '../../messages/templates/parts.ts';
import { about } from '../../messages/templates/variables.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { batch } from '../../web/database.ts';
import { parseForm, type FormState, type Parsed } from '../../web/forms.ts';
import { translator } from '../../web/i18n.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { pathOf, textSchema, versionSchema, type TextInput } from './input.ts';
import { TemplatesPage } from './pages.tsx';
import { read, readWithReal, type Found, type Place } from './reading.ts';
import { noticeOf, show, type Happening, type Shown } from './showing.tsx';
import * as versions from './versions.ts';

export const templatePages = new Hono<StaffEnv>();

templatePages.get('/', async (c) => {
  const { who, rows } = await c.var.as('support', (db) => [versions.newestOfAll(db, c.var.store.id)]);
  const shell = shellOf(c, who);
  return page(c, shell, shell.t('templates.title'), <TemplatesPage shell={shell} newest={rows[0]} />);
});

templatePages.get('/:id', async (c) => {
  const wanted = Number(c.req.query('version') ?? 0);
  const found = await read(c, 'look', Number.isSafeInteger(wanted) ? wanted : 0);
  return show(c, found, { notice: noticeOf(c) });
});

templatePages.post('/:id', async (c) => {
  const parsed = await parseForm(c, textSchema);
  const found = await read(c, 'change');
  const typed = checked(c, found, parsed);
  if (!typed.ok) return show(c, found, typed.refusal);
  if (isSame(typed.own, found.standing.own ?? found.byDefault)) return told(c, found, 'saved');
  return save(c, found, { seen: typed.seen, own: typed.own, form: parsed.form }, 'saved');
});

templatePages.post('/:id/preview', async (c) => {
  const parsed = await parseForm(c, textSchema);
  const of = parsed.ok ? parsed.input.of : '';
  const { real, ...found } = await readWithReal(c, of);
  const { form } = parsed;
  const typed = checked(c, found, parsed);
  if (!typed.ok) return show(c, found, typed.refusal);
  if (!real) return show(c, found, { form, notice: { problem: 'of_unknown' }, status: 422 });
  const values = { ...real.values, secret: maskedSecret, isOnRecord: real.isOnRecord };
  try {
    const sent = letter(c.var.store, compiledParts(typed.own), found.which.language, values);
    return show(c, found, { form, preview: { sent, whose: real.whose, speaks: real.speaks } });
  } catch {
    return show(c, found, { form, notice: { problem: 'fails_really' }, status: 422 });
  }
});

templatePages.post('/:id/test', async (c) => {
  const parsed = await parseForm(c, textSchema);
  const found = await read(c, 'change');
  const typed = checked(c, found, parsed);
  if (!typed.ok) return show(c, found, typed.refusal);
  const isSent = await sendTrial(c, found, typed.own);
  const { form } = parsed;
  if (!isSent) return show(c, found, { form, notice: { problem: 'too_many' }, status: 429 });
  return show(c, found, { form, notice: { done: 'test_sent' } });
});

templatePages.post('/:id/default', async (c) => {
  const parsed = await parseForm(c, versionSchema);
  const found = await read(c, 'change');
  if (found.standing.own === null) return told(c, found, 'default');
  return save(c, found, { seen: parsed.ok ? parsed.input.seen : 0, own: null }, 'default');
});

templatePages.post('/:id/restoring', async (c) => {
  const parsed = await parseForm(c, versionSchema);
  const { seen, version } = parsed.ok ? parsed.input : { seen: 0, version: 0 };
  const found = await read(c, 'change', version);
  if (!found.chosen) throw new HTTPException(404);
  const { own } = found.chosen;
  if (!own) return save(c, found, { seen, own }, 'restored');
  const form = { values: { ...own }, problems: {} };
  const flaws = flawsIn(c.var.store, found.which.name, own);
  if (flaws.length > 0) return show(c, found, { form, flaws, status: 422 });
  return save(c, found, { seen, own, form }, 'restored');
});

type Typed = { ok: true; own: Parts; seen: number } | { ok: false; refusal: Shown };

/** The text that was typed, if it can be sent. */
function checked(c: Place, { which }: Found, { form, ...parsed }: Parsed<TextInput>): Typed {
  if (!parsed.ok) return { ok: false, refusal: { form, status: 422 } };
  const { subject, html, text, seen } = parsed.input;
  const own = { subject, html, text };
  const flaws = flawsIn(c.var.store, which.name, own);
  return flaws.length > 0 ? { ok: false, refusal: { form, flaws, status: 422 } } : { ok: true, own, seen };
}

function isSame(one: Parts, other: Parts): boolean {
  return parts.every((part) => one[part] === other[part]);
}

type Saving = { seen: number; own: Parts | null; form?: FormState };

/** Saves the text; whoever saves behind somebody else is shown what that was, and keeps theirs. */
async function save(c: Place, found: Found, { seen, own, form }: Saving, done: Happening): Promise<Response> {
  const result = await versions.save(sceneOf(c, found.db), found.who.id, { which: found.which, seen, own }, c.var.now);
  if (result.ok) return told(c, found, done);
  const [theirs, all] = await batch(found.db, [
    versions.version(found.db, c.var.store.id, found.which),
    versions.versionsOf(found.db, c.var.store.id, found.which),
  ] as const);
  const now = { ...found, standing: versions.standing(theirs), versions: all, chosen: null };
  return show(c, now, { ...(form && { form }), notice: { problem: 'changed_meanwhile' }, status: 409 });
}

/** Back to the text, which says what happened. */
function told(c: Place, { who, which }: Found, done: Happening): Response {
  logEvent(c, 'template_changed', { staff: who.id, template: which.name, language: which.language, act: done });
  return c.redirect(`${pathOf(which)}?done=${done}`, 303);
}

/** Sends the text to whoever asks for it, and to nobody else; not more often than a person reads. */
async function sendTrial(c: Place, { who, db, which }: Found, own: Parts): Promise<boolean> {
  const { store, now } = c.var;
  const { name: template, language } = which;
  const key = await throttles.keyOf('template_trials', store.id, who.id);
  const subject = `${translator(language)('templates.test_subject')}: ${own.subject}`;
  const tried = { template, storeId: store.id, to: who.email, language, data: about(template).sample };
  const within = throttles.isWithin('template_trials', key);
  const message = trial(db, { ...tried, draft: { ...own, subject } }, now, within);
  const [count] = await batch(db, [throttles.count(db, 'template_trials', key, now), message.statement] as const);
  if (throttles.isTooMany('template_trials', count)) return false;
  logEvent(c, 'template_tried', { staff: who.id, template });
  deliverAfter(c, [message.id]);
  return true;
}
