// /admin/price-lists: the price lists of the store in their order, and a page for each. Everybody of the staff may look; managers change.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { groupsOf } from '../../groups/groups.ts';
import { countriesFor } from '../../groups/rules/input.ts';
import { isAtLeast, type Role, type Staff } from '../../staff/roles.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../../web/forms.ts';
import { noticeIn } from '../../web/notices.ts';
import { paged } from '../../web/paging.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { asOfSchema, listAsTyped, listSchema, moveSchema, nameSchema } from './input.ts';
import { itemAsTyped, itemRemovalSchema, itemSchema } from './items/input.ts';
import * as items from './items/items.ts';
import { happenings, PriceListPage, PriceListsPage, problems, type ListNotice } from './pages.tsx';
import * as priceLists from './price-lists.ts';

type Place = Context<StaffEnv>;

const here = '/admin/price-lists';

export const priceListPages = new Hono<StaffEnv>();

priceListPages.get('/', (c) => showLists(c, 'support', emptyForm, 200));

priceListPages.post('/', async (c) => {
  const parsed = await parseForm(c, nameSchema);
  if (!parsed.ok) return showLists(c, 'manager', parsed.form, 422);
  const { who, db } = await c.var.as('manager', () => []);
  const result = await priceLists.add(sceneOf(c, db), who.id, parsed.input.name, c.var.now);
  return result.ok ? told(c, who, `${here}/${result.id}`, 'added') : refused(c, here, result.problem);
});

priceListPages.post('/:id/position', async (c) => {
  const parsed = await parseForm(c, moveSchema);
  const { who, db, rows } = await c.var.as('manager', (reader) => [priceLists.listsOf(reader, c.var.store.id)]);
  const id = c.req.param('id');
  if (!rows[0].some((list) => list.id === id)) throw new HTTPException(404);
  if (!parsed.ok) return refused(c, here, 'changed_meanwhile');
  const move = { id, lists: rows[0], ...parsed.input };
  const result = await priceLists.move(sceneOf(c, db), who.id, move, c.var.now);
  return result.ok ? told(c, who, here, 'moved') : refused(c, here, result.problem);
});

priceListPages.get('/:id', async (c) => showList(c, await read(c, 'support'), {}));

priceListPages.post('/:id', async (c) => {
  const found = await read(c, 'manager');
  const { who, db, list, groups, names } = found;
  const { store, language, now } = c.var;
  const countries = countriesFor(store, list, language).map(({ value }) => value);
  const parsed = await parseForm(c, listSchema(store, { groups: groups.map(({ id }) => id), countries }));
  if (!parsed.ok) return showList(c, found, { form: parsed.form, status: 422 });
  const { asOf, terms } = parsed.input;
  const result = await priceLists.change(sceneOf(c, db), who.id, { seen: { list, asOf }, terms, names }, now);
  if (result.ok) return told(c, who, `${here}/${list.id}`, 'changed');
  return showList(c, found, { form: parsed.form, notice: result, status: 409 });
});

priceListPages.post('/:id/removal', async (c) => {
  const parsed = await parseForm(c, asOfSchema);
  const { who, db, list, names } = await read(c, 'manager');
  const seen = { list, asOf: parsed.ok ? parsed.input.asOf : undefined };
  const result = await priceLists.remove(sceneOf(c, db), who.id, { seen, names }, c.var.now);
  return result.ok ? told(c, who, here, 'deleted') : refused(c, `${here}/${list.id}`, result.problem);
});

priceListPages.post('/:id/items', async (c) => {
  const parsed = await parseForm(c, itemSchema(c.var.store));
  const found = await read(c, 'manager', parsed.ok ? parsed.input.product : undefined);
  if (!parsed.ok) return showList(c, found, { itemForm: parsed.form, status: 422 });
  const { who, db, list, item } = found;
  if (!item) {
    return showList(c, found, { itemForm: withProblem(parsed.form, 'product', 'product_unknown'), status: 422 });
  }
  const { asOf, said } = parsed.input;
  const result = await items.put(sceneOf(c, db), who.id, { seen: { list, asOf }, item, said }, c.var.now);
  if (result.ok) return told(c, who, `${here}/${list.id}`, 'item_saved');
  return showList(c, found, { itemForm: parsed.form, notice: result, status: 409 });
});

priceListPages.post('/:id/items/removal', async (c) => {
  const parsed = await parseForm(c, itemRemovalSchema);
  const { who, db, list, item } = await read(c, 'manager', parsed.ok ? parsed.input.product : undefined);
  const at = `${here}/${list.id}`;
  if (!parsed.ok || !item) return refused(c, at, 'changed_meanwhile');
  const seen = { list, asOf: parsed.input.asOf };
  const result = await items.leaveOut(sceneOf(c, db), who.id, { seen, item }, c.var.now);
  return result.ok ? told(c, who, at, 'item_removed') : refused(c, at, result.problem);
});

type Found = Awaited<ReturnType<typeof read>>;

/** The list of the address with what its page shows, and the product that is meant, if one is; none of another store. */
async function read(c: Place, role: Role, product = c.req.query('product')) {
  const { store } = c.var;
  const id = c.req.param('id') ?? '';
  const { who, db, rows } = await c.var.as(role, (reader) => [
    priceLists.find(reader, store.id, id),
    groupsOf(reader, store.id),
    items.itemsOf(reader, store.id, id, c.req.query('after')),
    items.itemFor(reader, store.id, id, product ?? ''),
  ]);
  const [[list], groups, listed, [item]] = rows;
  if (!list) throw new HTTPException(404);
  return { who, db, list, groups, names: new Map(groups.map((one) => [one.id, one.name])), listed, item };
}

/** Back to a page, which says what happened. */
function told(c: Place, who: Staff, to: string, done: (typeof happenings)[number]): Response {
  logEvent(c, 'price_lists_changed', { staff: who.id, act: done });
  return c.redirect(`${to}?done=${done}`, 303);
}

/** Back to a page, which says why nothing happened. */
function refused(c: Place, to: string, problem: (typeof problems)[number]): Response {
  return c.redirect(`${to}?problem=${problem}`, 303);
}

async function showLists(c: Place, role: Role, form: FormState, status: 200 | 422): Promise<Response> {
  const { store, now } = c.var;
  const { who, rows } = await c.var.as(role, (db) => [priceLists.listsOf(db, store.id), groupsOf(db, store.id)]);
  const [lists, groups] = rows;
  const shell = shellOf(c, who, here);
  const names = new Map(groups.map(({ id, name }) => [id, name]));
  const mayChange = isAtLeast(who.role, 'manager');
  const view = { lists, names, now, form, mayChange, notice: noticeIn(c, happenings, problems) };
  return page(c, shell, shell.t('price_lists.title'), <PriceListsPage shell={shell} {...view} />, status);
}

type Shown = { form?: FormState; itemForm?: FormState; notice?: ListNotice; status?: 200 | 409 | 422 };

function showList(c: Place, found: Found, { form, itemForm, notice, status = 200 }: Shown) {
  const { store } = c.var;
  const { who, list, groups, listed, item } = found;
  const shell = shellOf(c, who, `${here}/${list.id}`);
  const { language } = shell;
  const { shown, next } = paged(listed, items.pageSize, ({ id }) => [id]);
  const view = {
    list,
    items: shown,
    next,
    isFirst: c.req.query('after') === undefined,
    groups: groups.map(({ id, name }) => ({ value: id, label: name })),
    countries: countriesFor(store, list, language),
    mayChange: isAtLeast(who.role, 'manager'),
    form: form ?? { values: listAsTyped(store, list, language), problems: {} },
    itemForm: itemForm ?? { values: item ? itemAsTyped(store, item, language) : {}, problems: {} },
    notice: notice ?? noticeIn(c, happenings, problems),
  };
  return page(c, shell, list.name, <PriceListPage shell={shell} {...view} />, status);
}
