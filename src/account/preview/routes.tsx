// /admin/settings/account-page/preview: the account page as a customer would see it, for staff who decide about its blocks. Nobody is
// signed in for it and nothing is written, so whoever cannot sign in is shown as well. It stands here and not with the settings, since
// what it shows is the account's.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import * as finding from '../../customers/finding/finding.ts';
import { wantedSchema } from '../../customers/finding/input.ts';
import { groupsOf } from '../../groups/groups.ts';
import { adding, changing } from '../../settings/account-page/blocks.ts';
import { blockSchema, whichSchema } from '../../settings/account-page/input.ts';
import { drafted } from '../../settings/routes.ts';
import type { Store } from '../../stores/stores.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { parseForm } from '../../web/forms.ts';
import { translator } from '../../web/i18n.ts';
import { overviewOf } from '../overview.ts';
import { PreviewPage, type Draft } from './pages.tsx';

type Place = Context<StaffEnv>;

export const accountPreview = new Hono<StaffEnv>();

/** Who is asked for: a customer by id, else words to find one by. */
const askedSchema = z.object({
  customer: z.string().max(40).catch(''),
  q: z.string().max(200).catch(''),
});

type Asked = z.output<typeof askedSchema>;

accountPreview.get('/preview', (c) => show(c, askedSchema.parse(c.req.query()), null));

accountPreview.post('/preview', async (c) => {
  const { store } = c.var;
  const { rows } = await c.var.as('support', (db) => [groupsOf(db, store.id)]);
  const asked = await parseForm(c, askedSchema);
  const groupIds = rows[0].map(({ id }) => id);
  return show(c, asked.ok ? asked.input : { customer: '', q: '' }, await draftOf(c, groupIds));
});

/** The block that was typed, and the store as it would be with it: null where there is no such block, or none yet. */
async function draftOf(c: Place, groupIds: readonly string[]): Promise<Draft> {
  const { store } = c.var;
  const [block, which] = [await parseForm(c, blockSchema(store, groupIds)), await parseForm(c, whichSchema)];
  const typed = block.form.values;
  if (!block.ok || !which.ok) return { typed, store: null };
  const { number, mark } = which.input;
  const planned = (number === 0 ? adding(block.input) : changing(number, mark, block.input))(store);
  return { typed, store: 'problem' in planned ? null : drafted(store, planned) };
}

async function show(c: Place, asked: Asked, draft: Draft | null): Promise<Response> {
  const isAsked = asked.customer !== '';
  const found = isAsked ? await overviewFor(c, draft?.store ?? c.var.store, asked.customer) : await findBy(c, asked.q);
  const shell = shellOf(c, found.who);
  return page(
    c,
    shell,
    shell.t('settings.preview_as'),
    <PreviewPage shell={shell} q={asked.q} draft={draft} {...found} />,
  );
}

/** Customers whom the words find, those without a login behind the others; null where there are no words. */
async function findBy(c: Place, q: string) {
  const { store } = c.var;
  const isAsked = q.trim() !== '';
  const searches = ['yes', 'no'].map((registered) =>
    finding.asking(store, wantedSchema(store).parse({ q, registered })),
  );
  const { who, rows } = await c.var.as('support', (db) =>
    searches.flatMap((search) => (isAsked && search.ok ? [search.statement(db)] : [])),
  );
  return { who, hits: isAsked ? rows.flat() : null, seen: null };
}

/** What the customer of this id would see, in their language; a 404 where the store has none. */
async function overviewFor(c: Place, store: Store, id: string) {
  const { now } = c.var;
  const { who, rows } = await c.var.as('support', (db) => overviewOf(db, store, id, now));
  const [[figures], [latest], unrated, addresses] = rows;
  if (!figures) throw new HTTPException(404);
  const { customerName: name, email } = figures;
  const language = store.languages.find((one) => one === figures.language) ?? store.languages[0] ?? c.var.language;
  const shell = {
    ...shellOf(c, { name, email, language }, '/account'),
    store,
    language,
    t: translator(language),
    area: 'shop',
  } as const;
  return { who, hits: null, seen: { id, overview: { shell, figures, latest, unrated, addresses } } };
}
