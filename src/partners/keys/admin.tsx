// Keys under /admin/partners, for managers and owners. Who makes one, or puts one in the place of another, has said their password lately;
// revoking asks for none, since it must be quick. A key is shown on the reply to the form that made it and never again: what is sent a
// second time leads back to the partner.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Staff } from '../../staff/roles.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { emptyForm, keyIn, parseForm, type FormState } from '../../web/forms.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import * as partners from '../partners.ts';
import * as acts from './acts.ts';
import { keySchema, replacementSchema } from './input.ts';
import * as keys from './keys.ts';
import { isFree } from './states.ts';
import { KeyPage, MakingPage, ReplacingPage } from './pages.tsx';

type Place = Context<StaffEnv>;
type Named = Pick<partners.Partner, 'id' | 'name'>;

const here = '/admin/partners';

export const keyPages = new Hono<StaffEnv>();

keyPages.get('/:id/keys/new', async (c) => {
  const { who, partner } = await partnerFor(c);
  return showMaking(c, who, partner, emptyForm, 200);
});

keyPages.post('/:id/keys/new', async (c) => {
  const { who, db, partner } = await partnerFor(c);
  const parsed = await parseForm(c, keySchema(who.role));
  if (!parsed.ok) return showMaking(c, who, partner, parsed.form, 422);
  const wanted = { partner, formKey: keyIn(parsed.form.values, c.var.now), ...parsed.input };
  const result = await acts.make(sceneOf(c, db), who, wanted, c.var.now);
  return shown(c, who, partner, result, 'key_made');
});

keyPages.get('/keys/:id/replacement', async (c) => {
  const { who, key } = await keyFor(c, pathOf(c));
  const problem = acts.isWithinReach(who.role, key) ? (isFree(key, c.var.now) ? null : 'not_live') : 'beyond_reach';
  if (problem !== null) return c.redirect(`${here}/${key.partnerId}?problem=${problem}`, 303);
  return showReplacing(c, who, key, { values: { overlap: 'day' }, problems: {} }, 200);
});

keyPages.post('/keys/:id/replacement', async (c) => {
  const { who, db, key } = await keyFor(c, pathOf(c));
  const parsed = await parseForm(c, replacementSchema);
  if (!parsed.ok) return showReplacing(c, who, key, parsed.form, 422);
  const wanted = { before: key, formKey: keyIn(parsed.form.values, c.var.now), ...parsed.input };
  const result = await acts.replace(sceneOf(c, db), who, wanted, c.var.now);
  return shown(c, who, { id: key.partnerId, name: key.partnerName }, result, 'key_replaced');
});

keyPages.post('/keys/:id/revocation', async (c) => {
  const { who, db, key } = await keyFor(c);
  const result = await acts.revoke(sceneOf(c, db), who, key, c.var.now);
  logEvent(c, 'partner_act', { staff: who.id, act: 'key_revoked', ...(result.ok ? {} : { problem: result.problem }) });
  return c.redirect(`${here}/${key.partnerId}?${result.ok ? 'done=revoked' : `problem=${result.problem}`}`, 303);
});

/** The partner of the address, for somebody who makes a key; none of another store. */
async function partnerFor(c: Place) {
  const id = c.req.param('id') ?? '';
  const { who, db, rows } = await c.var.as('manager', (read) => [partners.find(read, c.var.store.id, id)], pathOf(c));
  const [partner] = rows[0];
  if (!partner) throw new HTTPException(404);
  return { who, db, partner };
}

/** The key of the address; none of another store. */
async function keyFor(c: Place, provedFor?: string) {
  const id = c.req.param('id') ?? '';
  const { who, db, rows } = await c.var.as('manager', (read) => [keys.find(read, c.var.store.id, id)], provedFor);
  const [key] = rows[0];
  if (!key) throw new HTTPException(404);
  return { who, db, key };
}

/** Each form stands at the address that it is sent to. */
function pathOf(c: Place): string {
  return new URL(c.req.url).pathname;
}

type Result = { ok: true; key: string } | { ok: false; problem: string };

/** The key, this once; else back to the partner, which says why there is none to see. */
function shown(c: Place, who: Staff, partner: Named, result: Result, act: string): Response | Promise<Response> {
  logEvent(c, 'partner_act', { staff: who.id, act, ...(result.ok ? {} : { problem: result.problem }) });
  if (!result.ok) return c.redirect(`${here}/${partner.id}?problem=${result.problem}`, 303);
  const shell = shellOf(c, who);
  const body = <KeyPage shell={shell} partner={partner} value={result.key} />;
  return page(c, shell, shell.t('partners.made_title'), body);
}

function showMaking(c: Place, who: Staff, partner: Named, form: FormState, status: 200 | 422) {
  const shell = shellOf(c, who);
  const body = (
    <MakingPage shell={shell} who={who} partner={partner} formKey={keyIn(form.values, c.var.now)} form={form} />
  );
  return page(c, shell, shell.t('partners.make_title'), body, status);
}

function showReplacing(c: Place, who: Staff, key: keys.Key, form: FormState, status: 200 | 422) {
  const shell = shellOf(c, who);
  const body = (
    <ReplacingPage shell={shell} who={who} before={key} formKey={keyIn(form.values, c.var.now)} form={form} />
  );
  return page(c, shell, shell.t('partners.replace_title', { key: key.prefix }), body, status);
}
