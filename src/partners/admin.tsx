// /admin/partners: the partners of the store and a page for each, for managers and owners. Keys: keys/admin.tsx.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { page, shellOf } from '../ui/page.tsx';
import type { StaffEnv } from '../web/context.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../web/forms.ts';
import { noticeIn } from '../web/notices.ts';
import { logEvent, sceneOf } from '../web/requests.ts';
import { keysOf, liveKeysAt } from './keys/keys.ts';
import { happenings, PartnerPage, PartnersPage, problems } from './pages.tsx';
import * as partners from './partners.ts';

type Place = Context<StaffEnv>;

const here = '/admin/partners';

export const partnerPages = new Hono<StaffEnv>();

partnerPages.get('/', (c) => showPartners(c, emptyForm, 200));

partnerPages.post('/', async (c) => {
  const parsed = await parseForm(c, partners.partnerSchema);
  if (!parsed.ok) return showPartners(c, parsed.form, 422);
  const { who, db } = await c.var.as('manager', () => []);
  const result = await partners.add(sceneOf(c, db), who.id, parsed.input, c.var.now);
  if (!result.ok) return showPartners(c, withProblem(parsed.form, 'name', result.problem), 409);
  return told(c, who.id, `${here}/${result.id}`, 'added');
});

partnerPages.get('/:id', async (c) => {
  const found = await read(c);
  return showPartner(c, found, { values: { name: found.partner.name }, problems: {} }, 200);
});

partnerPages.post('/:id', async (c) => {
  const found = await read(c);
  const { who, db, partner: before } = found;
  const parsed = await parseForm(c, partners.partnerSchema);
  if (!parsed.ok) return showPartner(c, found, parsed.form, 422);
  const result = await partners.rename(sceneOf(c, db), who.id, { before, ...parsed.input }, c.var.now);
  if (result.ok) return told(c, who.id, `${here}/${before.id}`, 'renamed');
  if (result.problem === 'not_found') return c.redirect(`${here}?problem=not_found`, 303);
  return showPartner(c, found, withProblem(parsed.form, 'name', result.problem), 409);
});

partnerPages.post('/:id/removal', async (c) => {
  const { who, db, partner } = await read(c);
  const result = await partners.remove(sceneOf(c, db), who.id, partner, c.var.now);
  if (!result.ok) return c.redirect(`${here}/${partner.id}?problem=${result.problem}`, 303);
  return told(c, who.id, here, 'removed');
});

/** The partner of the address with its keys; none of another store. */
async function read(c: Place) {
  const { store, now } = c.var;
  const id = c.req.param('id') ?? '';
  const { who, db, rows } = await c.var.as('manager', (reader) => [
    partners.find(reader, store.id, id),
    keysOf(reader, store.id, id, now),
  ]);
  const [partner] = rows[0];
  if (!partner) throw new HTTPException(404);
  return { who, db, partner, keys: rows[1] };
}

/** Back to a page, which says what happened. */
function told(c: Place, staffId: string, to: string, done: (typeof happenings)[number]): Response {
  logEvent(c, 'partner_act', { staff: staffId, act: done });
  return c.redirect(`${to}?done=${done}`, 303);
}

async function showPartners(c: Place, form: FormState, status: 200 | 409 | 422): Promise<Response> {
  const { store, now } = c.var;
  const { who, rows } = await c.var.as('manager', (db) => [
    partners.partnersOf(db, store.id),
    liveKeysAt(db, store.id, now),
  ]);
  const shell = shellOf(c, who, here);
  const view = { partners: rows[0], keys: rows[1], now, form, notice: noticeIn(c, happenings, problems) };
  return page(c, shell, shell.t('partners.title'), <PartnersPage shell={shell} {...view} />, status);
}

function showPartner(
  c: Place,
  { who, partner, keys }: Awaited<ReturnType<typeof read>>,
  form: FormState,
  status: 200 | 409 | 422,
) {
  const shell = shellOf(c, who, `${here}/${partner.id}`);
  const view = { who, partner, keys, now: c.var.now, form, notice: noticeIn(c, happenings, problems) };
  return page(c, shell, partner.name, <PartnerPage shell={shell} {...view} />, status);
}
