// /admin/products: what the store sells, a page for each product, and its picture. Everybody of the staff may look; managers change.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import { groupsOf } from '../../groups/groups.ts';
import type { Role, Staff } from '../../staff/roles.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../../web/forms.ts';
import { doneIn } from '../../web/notices.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { categoriesOf } from '../categories/categories.ts';
import * as pictures from '../pictures/pictures.ts';
import { nameAt } from '../products.ts';
import type { Offered } from './fields.tsx';
import { productAsTyped, productSchema } from './input.ts';
import * as keeping from './keeping.ts';
import { listOf, pageOf, wantedSchema } from './list/list.ts';
import { ProductsPage } from './list/pages.tsx';
import { happenings, NewProductPage, ProductDeskPage } from './pages.tsx';
import { productAt } from './reading.ts';

type Place = Context<StaffEnv>;

const here = '/admin/products';

export const productKeeping = new Hono<StaffEnv>();

productKeeping.get('/', async (c) => {
  const typed = c.req.query();
  const wanted = wantedSchema.parse(typed);
  const { who, rows } = await c.var.as('support', (db) => [listOf(db, c.var.store.id, wanted)]);
  const shell = shellOf(c, who);
  const body = <ProductsPage shell={shell} role={who.role} typed={typed} {...pageOf(wanted, rows[0])} />;
  return page(c, shell, shell.t('catalogue.title'), body);
});

productKeeping.post('/', async (c) => {
  const found = await offered(c);
  const parsed = await parseForm(c, schemaOf(c, found));
  if (!parsed.ok) return showNew(c, found, parsed.form, 422);
  const { input, form } = parsed;
  const result = await keeping.add(sceneOf(c, found.db), keeperOf(c, found), input, c.var.now);
  if (!result.ok) return showNew(c, found, refused(form, input.slug, result.problem), 409);
  return told(c, result.id, 'added');
});

const unwritten = { taxClass: 'standard', visibility: 'everyone' };

productKeeping.get('/new', async (c) => showNew(c, await offered(c), { values: unwritten, problems: {} }, 200));

productKeeping.get('/:id', async (c) => {
  // What was too large to be read at all has come here without a word of it.
  const isTooLarge = c.req.query('problem') === 'picture_bytes';
  const pictureForm = isTooLarge ? withProblem(emptyForm, 'picture', 'picture_bytes') : emptyForm;
  return showProduct(c, await read(c, 'support'), { pictureForm }, 200);
});

productKeeping.post('/:id', async (c) => {
  const found = await read(c, 'manager');
  const parsed = await parseForm(c, schemaOf(c, found));
  if (!parsed.ok) return showProduct(c, found, { form: parsed.form }, 422);
  const { input, form } = parsed;
  const change = { before: found.product, input };
  const result = await keeping.change(sceneOf(c, found.db), keeperOf(c, found), change, c.var.now);
  if (result.ok) return told(c, found.product.id, 'changed');
  if (result.problem !== 'changed_meanwhile') {
    return showProduct(c, found, { form: refused(form, input.slug, result.problem) }, 409);
  }
  const newest = await read(c, 'manager');
  const values = { ...form.values, updatedAt: String(newest.product.updatedAt) };
  return showProduct(c, newest, { form: { ...form, values }, isChangedMeanwhile: true }, 409);
});

productKeeping.post('/:id/retirement', async (c) => {
  const { db, who, product } = await read(c, 'manager');
  await keeping.retire(sceneOf(c, db), who.id, product, c.var.now);
  return told(c, product.id, 'retired');
});

productKeeping.post('/:id/sale', async (c) => {
  const { db, who, product } = await read(c, 'manager');
  await keeping.sellAgain(sceneOf(c, db), who.id, product, c.var.now);
  return told(c, product.id, 'sold_again');
});

const pictureSchema = z.object({
  picture: z.instanceof(File, { error: 'picture_required' }).refine((file) => file.size > 0, 'picture_required'),
});

productKeeping.post('/:id/picture', async (c) => {
  const found = await read(c, 'manager');
  const parsed = await parseForm(c, pictureSchema);
  if (!parsed.ok) return showProduct(c, found, { pictureForm: parsed.form }, 422);
  const bytes = await parsed.input.picture.bytes();
  const kept = await pictures.keep(c.env.PICTURES, c.var.store.id, bytes);
  if (!kept.ok) return showProduct(c, found, { pictureForm: withProblem(emptyForm, 'picture', kept.problem) }, 422);
  const { ok: _, ...picture } = kept;
  const { db, who, product } = found;
  await keeping.show(sceneOf(c, db), who.id, { product, picture }, c.var.now);
  return told(c, product.id, 'picture_set');
});

productKeeping.post('/:id/picture/removal', async (c) => {
  const { db, who, product } = await read(c, 'manager');
  await keeping.show(sceneOf(c, db), who.id, { product, picture: null }, c.var.now);
  return told(c, product.id, 'picture_removed');
});

/** What a new product may be for, and where it may stand, for whoever may add one. */
async function offered(c: Place) {
  const { store } = c.var;
  const { who, db, rows } = await c.var.as('manager', (reader) => [
    groupsOf(reader, store.id),
    categoriesOf(reader, store.id),
  ]);
  return { who, db, groups: rows[0], categories: rows[1] };
}

/** The product of the address with the same; none of another store. */
async function read(c: Place, role: Role) {
  const { store } = c.var;
  const id = c.req.param('id') ?? '';
  const { who, db, rows } = await c.var.as(role, (reader) => [
    productAt(reader, store.id, id),
    groupsOf(reader, store.id),
    categoriesOf(reader, store.id),
  ]);
  const [product] = rows[0];
  if (!product) throw new HTTPException(404);
  return { who, db, product, groups: rows[1], categories: rows[2] };
}

type Found = Awaited<ReturnType<typeof read>>;

function schemaOf(c: Place, { groups, categories }: Offered) {
  return productSchema(c.var.store, {
    groupIds: groups.map(({ id }) => id),
    categoryIds: categories.map(({ id }) => id),
  });
}

/** Whoever acts; groups and categories are told of by their names, and those that are gone by their ids. */
function keeperOf({ var: { store } }: Place, { who, groups, categories }: Offered & { who: Staff }): keeping.Keeper {
  const called = new Map(groups.map(({ id, name }) => [id, name]));
  for (const category of categories) called.set(category.id, nameAt(store, category, ''));
  return { by: who.id, nameOf: (id) => called.get(id) ?? id };
}

/**
 * The form with what another product has; a place in addresses stands in it also where it was made of the name. What partners call a
 * product is in no form.
 */
function refused(form: FormState, slug: string, problem: keeping.Known): FormState {
  const shown = { ...form, values: { ...form.values, slug } };
  return problem === 'slug_known' ? withProblem(shown, 'slug', problem) : withProblem(shown, 'sku', 'sku_known');
}

/** Back to the product, which says what happened. */
function told(c: Place, id: string, done: (typeof happenings)[number]): Response {
  logEvent(c, 'product_act', { done, product: id });
  return c.redirect(`${here}/${id}?done=${done}`, 303);
}

function showNew(c: Place, { who, groups, categories }: Offered & { who: Staff }, form: FormState, status: Status) {
  const shell = shellOf(c, who, `${here}/new`);
  const body = <NewProductPage shell={shell} form={form} groups={groups} categories={categories} />;
  return page(c, shell, shell.t('catalogue.new'), body, status);
}

type Status = 200 | 409 | 422;
type View = { form?: FormState; pictureForm?: FormState; isChangedMeanwhile?: boolean };

function showProduct(c: Place, { who, product, groups, categories }: Found, view: View, status: Status) {
  const { store } = c.var;
  const shell = shellOf(c, who, `${here}/${product.id}`);
  const body = (
    <ProductDeskPage
      shell={shell}
      role={who.role}
      product={product}
      groups={groups}
      categories={categories}
      form={view.form ?? { values: productAsTyped(store, product, shell.language), problems: {} }}
      pictureForm={view.pictureForm ?? emptyForm}
      done={doneIn(c, happenings)}
      isChangedMeanwhile={view.isChangedMeanwhile ?? false}
    />
  );
  return page(c, shell, nameAt(store, product, shell.language), body, status);
}
