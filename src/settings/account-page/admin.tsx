// /admin/settings/account-page: the blocks of the account page in their order, and each of own words on a page of its own.
import { Hono, type Context } from 'hono';
import { groupsOf } from '../../groups/groups.ts';
import type { Role } from '../../staff/roles.ts';
import * as stores from '../../stores/stores.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { emptyForm, parseForm, type FormState } from '../../web/forms.ts';
import { directionSchema } from '../../web/moving.ts';
import type { SettingsNotice } from '../pages.tsx';
import { askedOf, noticeOf, saved, storeIn, type Planned, type Seen } from '../routes.ts';
import { adding, changing, markOf, moving, ownAt, removing, showing, type OwnBlock } from './blocks.ts';
import { blockAsTyped, blockSchema, builtInSchema, freshBlock, whichSchema } from './input.ts';
import { nameOfBlock } from './fields.tsx';
import { BlockPage, BlocksPage } from './pages.tsx';

type Place = Context<StaffEnv>;
type Plan = (store: stores.Store) => Planned;
type Found = Seen & { groups: readonly { id: string; name: string }[] };

const here = '/admin/settings/account-page';

export const accountPageDesk = new Hono<StaffEnv>();

accountPageDesk.get('/', async (c) => showBlocks(c, await read(c, 'support'), { notice: noticeOf(c) }));

accountPageDesk.post('/blocks', async (c) => {
  const parsed = await parseForm(c, builtInSchema);
  return decide(c, parsed.ok ? showing(parsed.input.block) : () => ({ problem: 'gone' }));
});

accountPageDesk.get('/blocks/new', async (c) => {
  const form = { ...emptyForm, values: freshBlock };
  return showBlock(c, await read(c, 'support'), { form });
});

accountPageDesk.post('/blocks/new', (c) => saveBlock(c, () => adding));

accountPageDesk.post('/blocks/new/preview', (c) => previewBlock(c));

accountPageDesk.get('/blocks/:number', async (c) => {
  const found = await read(c, 'support');
  const block = ownAt(found.store, numberIn(c));
  if (!block) return c.redirect(`${here}?problem=gone`, 303);
  const form = { ...emptyForm, values: blockAsTyped(block) };
  return showBlock(c, found, { form, mark: markOf(block) });
});

accountPageDesk.post('/blocks/:number', (c) => saveBlock(c, (mark) => (block) => changing(numberIn(c), mark, block)));

accountPageDesk.post('/blocks/:number/preview', (c) => previewBlock(c));

accountPageDesk.post('/blocks/:number/move', async (c) => {
  const parsed = await parseForm(c, directionSchema);
  return decide(c, moving(numberIn(c), parsed.ok ? parsed.input.direction : 'up'));
});

accountPageDesk.post('/blocks/:number/removal', (c) => decide(c, removing(numberIn(c))));

/** The number of the address; none is a block of no page. */
function numberIn(c: Place): number {
  const number = c.req.param('number') ?? '';
  return /^\d{1,3}$/.test(number) ? Number(number) : 0;
}

/** The store as it is stored, with its groups. */
async function read(c: Place, role: Role): Promise<Found> {
  const { id } = c.var.store;
  const { who, db, rows } = await c.var.as(role, (reader) => [stores.stored(reader, id), groupsOf(reader, id)]);
  return { who, db, store: storeIn(c, rows[0]), groups: rows[1] };
}

/** Saves what is asked of one of the list, and shows the list again. */
async function decide(c: Place, plan: Plan): Promise<Response> {
  const { groups } = await read(c, 'manager');
  const result = await saved(c, emptyForm, { changeOf: plan });
  if (result.ok) return c.redirect(`${here}?done=saved`, 303);
  const { notice, status } = result;
  return showBlocks(c, { ...result.seen, groups }, { notice, status });
}

async function saveBlock(c: Place, planOf: (mark: string) => (block: OwnBlock) => Plan): Promise<Response> {
  const found = await read(c, 'manager');
  const mark = await markIn(c);
  const parsed = await parseForm(c, blockSchema(found.store, idsOf(found)));
  if (!parsed.ok) return showBlock(c, found, { form: parsed.form, mark, status: 422 });
  const result = await saved(c, parsed.form, { changeOf: planOf(mark)(parsed.input) });
  if (result.ok) return c.redirect(`${here}?done=saved`, 303);
  return showBlock(c, { ...result.seen, groups: found.groups }, { ...result, mark });
}

/** The form again with what its words would be; nothing is saved. */
async function previewBlock(c: Place): Promise<Response> {
  const found = await read(c, 'support');
  const mark = await markIn(c);
  const parsed = await parseForm(c, blockSchema(found.store, idsOf(found)));
  if (!parsed.ok) return showBlock(c, found, { form: parsed.form, mark, status: 422 });
  const preview = found.store.languages.flatMap((language) => parsed.input.markdown[language] ?? []);
  return showBlock(c, found, { form: parsed.form, mark, preview });
}

async function markIn(c: Place): Promise<string> {
  const parsed = await parseForm(c, whichSchema);
  return parsed.ok ? parsed.input.mark : '';
}

function idsOf({ groups }: Found): string[] {
  return groups.map(({ id }) => id);
}

type Shown = { notice?: SettingsNotice; status?: 200 | 409 | 422 };

function showBlocks(c: Place, { who, store, groups }: Found, { notice, status = 200 }: Shown) {
  const shell = { ...shellOf(c, who, here), store };
  const asked = askedOf(who, false, c.var.now);
  const view = { form: emptyForm, asOf: store.updatedAt, notice, groups, ...asked };
  return page(c, shell, shell.t('settings.account_page_title'), <BlocksPage shell={shell} {...view} />, status);
}

type ShownBlock = Shown & { form: FormState; mark?: string; preview?: readonly string[] };

function showBlock(c: Place, found: Found, { form, mark = '', preview, notice, status = 200 }: ShownBlock) {
  const { who, store, groups } = found;
  const at = c.req.param('number') ?? 'new';
  const shell = { ...shellOf(c, who, `${here}/blocks/${at}`), store };
  // With another mark it is another block by now: what was typed is not about it.
  const stored = ownAt(store, numberIn(c));
  const block = stored && markOf(stored) === mark ? stored : null;
  const asked = askedOf(who, false, c.var.now);
  const view = { form, mark, preview: preview ?? null, notice, groups, asOf: store.updatedAt, ...asked };
  const title = block ? nameOfBlock(shell, block) : shell.t('settings.block_words');
  return page(c, shell, title, <BlockPage shell={shell} at={at} block={block} {...view} />, status);
}
