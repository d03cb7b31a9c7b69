// /admin/categories: the categories of the store in their order, and a page for each. Everybody of the staff may look; managers change.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import { isAtLeast, type Role } from '../../staff/roles.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../../web/forms.ts';
import { noticeIn } from '../../web/notices.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { nameAt } from '../products.ts';
import * as categories from './categories.ts';
import { categoryAsTyped, categorySchema } from './input.ts';
import { CategoriesPage, CategoryPage, happenings, problems, type CategoryNotice } from './pages.tsx';

type Place = Context<StaffEnv>;

const here = '/admin/categories';

export const categoryKeeping = new Hono<StaffEnv>();

categoryKeeping.get('/', async (c) =>
  showCategories(c, await read(c, 'support'), { notice: noticeIn(c, happenings, problems) }, 200),
);

categoryKeeping.post('/', async (c) => {
  const found = await read(c, 'manager');
  const parsed = await parseForm(c, categorySchema(c.var.store));
  if (!parsed.ok) return showCategories(c, found, { form: parsed.form }, 422);
  const { input, form } = parsed;
  const result = await categories.add(sceneOf(c, found.db), found.who.id, input, c.var.now);
  if (result.ok) return told(c, here, 'added');
  if (result.problem === 'too_many') return showCategories(c, found, { form, notice: { problem: 'too_many' } }, 409);
  return showCategories(c, found, { form: known(form, input.slug) }, 409);
});

categoryKeeping.get('/:id', async (c) => showCategory(c, await readOne(c, 'support'), undefined, 200));

categoryKeeping.post('/:id', async (c) => {
  const found = await readOne(c, 'manager');
  const parsed = await parseForm(c, categorySchema(c.var.store));
  if (!parsed.ok) return showCategory(c, found, parsed.form, 422);
  const { input, form } = parsed;
  const change = { before: found.category, ...input };
  const result = await categories.change(sceneOf(c, found.db), found.who.id, change, c.var.now);
  if (result.ok) return told(c, `${here}/${found.category.id}`, 'changed');
  if (result.problem === 'not_found') return c.redirect(`${here}?problem=not_found`, 303);
  return showCategory(c, found, known(form, input.slug), 409);
});

const moveSchema = z.object({ direction: z.enum(['up', 'down'], 'invalid') });

categoryKeeping.post('/:id/move', async (c) => {
  const { who, db, all, category } = await readOne(c, 'manager');
  const parsed = await parseForm(c, moveSchema);
  if (!parsed.ok) throw new HTTPException(400);
  const { direction } = parsed.input;
  await categories.move(sceneOf(c, db), who.id, { id: category.id, direction, all }, c.var.now);
  return told(c, here, 'moved');
});

categoryKeeping.post('/:id/removal', async (c) => {
  const { who, db, category } = await readOne(c, 'manager');
  await categories.remove(sceneOf(c, db), who.id, category, c.var.now);
  return told(c, here, 'deleted');
});

/** The categories of the store. */
async function read(c: Place, role: Role) {
  const { who, db, rows } = await c.var.as(role, (reader) => [categories.categoriesOf(reader, c.var.store.id)]);
  return { who, db, all: rows[0] };
}

type Found = Awaited<ReturnType<typeof read>>;

/** The same with the one of the address; none of another store. */
async function readOne(c: Place, role: Role) {
  const found = await read(c, role);
  const category = found.all.find(({ id }) => id === c.req.param('id'));
  if (!category) throw new HTTPException(404);
  return { ...found, category };
}

function known(form: FormState, slug: string): FormState {
  return withProblem({ ...form, values: { ...form.values, slug } }, 'slug', 'slug_known');
}

/** Back to a page, which says what happened. */
function told(c: Place, to: string, done: (typeof happenings)[number]): Response {
  logEvent(c, 'category_act', { done });
  return c.redirect(`${to}?done=${done}`, 303);
}

type View = { form?: FormState; notice?: CategoryNotice };

function showCategories(c: Place, { who, all }: Found, { form = emptyForm, notice }: View, status: 200 | 409 | 422) {
  const shell = shellOf(c, who, here);
  const mayChange = isAtLeast(who.role, 'manager');
  const body = <CategoriesPage shell={shell} categories={all} form={form} mayChange={mayChange} notice={notice} />;
  return page(c, shell, shell.t('categories.title'), body, status);
}

function showCategory(
  c: Place,
  { who, category }: Awaited<ReturnType<typeof readOne>>,
  form: FormState = { values: categoryAsTyped(category), problems: {} },
  status: 200 | 409 | 422,
) {
  const shell = shellOf(c, who, `${here}/${category.id}`);
  const view = { category, form, mayChange: isAtLeast(who.role, 'manager'), notice: noticeIn(c, happenings, problems) };
  return page(
    c,
    shell,
    nameAt(c.var.store, category, shell.language),
    <CategoryPage shell={shell} {...view} />,
    status,
  );
}
