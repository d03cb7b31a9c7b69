// /admin/pages: the pages of the store's own words. Everybody of the staff may look; managers change.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { groupsOf } from '../../groups/groups.ts';
import { isAtLeast, type Role, type Staff } from '../../staff/roles.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import type { Database } from '../../web/database.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../../web/forms.ts';
import { noticeIn } from '../../web/notices.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { asOfSchema, freshPage, pageAsTyped, pageSchema } from './input.ts';
import * as pages from './own-pages.ts';
import { happenings, PageFormPage, PagesPage, problems, titleOf, type PageNotice } from './pages.tsx';

type Place = Context<StaffEnv>;

const here = '/admin/pages';

export const pageDesk = new Hono<StaffEnv>();

pageDesk.get('/', async (c) => {
  const { store } = c.var;
  const { who, rows } = await c.var.as('support', (db) => [pages.pagesOf(db, store.id), groupsOf(db, store.id)]);
  const [listed, groups] = rows;
  const shell = shellOf(c, who, here);
  const names = new Map(groups.map(({ id, name }) => [id, name]));
  const view = {
    pages: listed,
    names,
    mayChange: isAtLeast(who.role, 'manager'),
    notice: noticeIn(c, happenings, problems),
  };
  return page(c, shell, shell.t('pages.title'), <PagesPage shell={shell} {...view} />);
});

pageDesk.get('/new', async (c) => showPage(c, await begin(c), { form: { ...emptyForm, values: freshPage } }));

pageDesk.post('/', async (c) => {
  const found = await begin(c);
  const parsed = await parseForm(c, pageSchema(c.var.store, idsOf(found)));
  if (!parsed.ok) return showPage(c, found, { form: parsed.form, status: 422 });
  const { who, db } = found;
  const result = await pages.add(sceneOf(c, db), who.id, parsed.input.input, c.var.now);
  if (result.ok) return told(c, who, here, 'added');
  return showPage(c, found, refusedAs(parsed.form, result.problem));
});

pageDesk.post('/preview', async (c) => showPreview(c, await begin(c)));

pageDesk.get('/:id', async (c) => showPage(c, await read(c, 'support'), {}));

pageDesk.post('/:id/preview', async (c) => showPreview(c, await read(c, 'manager')));

pageDesk.post('/:id', async (c) => {
  const found = await read(c, 'manager');
  const parsed = await parseForm(c, pageSchema(c.var.store, idsOf(found)));
  if (!parsed.ok) return showPage(c, found, { form: parsed.form, status: 422 });
  const { who, db, found: before } = found;
  const { asOf, input } = parsed.input;
  const result = await pages.change(sceneOf(c, db), who.id, { seen: { before, asOf }, input }, c.var.now);
  if (result.ok) return told(c, who, `${here}/${before.id}`, 'changed');
  return showPage(c, found, refusedAs(parsed.form, result.problem));
});

pageDesk.post('/:id/removal', async (c) => {
  const parsed = await parseForm(c, asOfSchema);
  const { who, db, found: before } = await read(c, 'manager');
  const asOf = parsed.ok ? parsed.input.asOf : undefined;
  const result = await pages.remove(sceneOf(c, db), who.id, { before, asOf }, c.var.now);
  if (result.ok) return told(c, who, here, 'deleted');
  return c.redirect(`${here}/${before.id}?problem=${result.problem}`, 303);
});

type Found<Page = pages.FoundPage | null> = {
  who: Staff;
  db: Database;
  /** Null for a new one. */
  found: Page;
  groups: readonly { id: string; name: string }[];
};

/** What the form of a new page needs. */
async function begin(c: Place): Promise<Found<null>> {
  const { who, db, rows } = await c.var.as('manager', (reader) => [groupsOf(reader, c.var.store.id)]);
  return { who, db, found: null, groups: rows[0] };
}

/** The page of the address; none of another store. */
async function read(c: Place, role: Role): Promise<Found<pages.FoundPage>> {
  const { store } = c.var;
  const id = c.req.param('id') ?? '';
  const { who, db, rows } = await c.var.as(role, (reader) => [
    pages.find(reader, store.id, id),
    groupsOf(reader, store.id),
  ]);
  const [[found], groups] = rows;
  if (!found) throw new HTTPException(404);
  return { who, db, found, groups };
}

function idsOf({ groups }: Pick<Found, 'groups'>): string[] {
  return groups.map(({ id }) => id);
}

/** Back to a page, which says what happened. */
function told(c: Place, who: Staff, to: string, done: (typeof happenings)[number]): Response {
  logEvent(c, 'pages_changed', { staff: who.id, act: done });
  return c.redirect(`${to}?done=${done}`, 303);
}

/** The form again, which says at the field or on top why nothing happened. */
function refusedAs(form: FormState, problem: 'slug_known' | (typeof problems)[number]): Shown {
  if (problem === 'slug_known') return { form: withProblem(form, 'slug', problem), status: 409 };
  return { form, notice: { problem }, status: 409 };
}

/** The form again with what it would be as a page; nothing is saved. */
async function showPreview(c: Place, found: Found): Promise<Response> {
  const parsed = await parseForm(c, pageSchema(c.var.store, idsOf(found)));
  if (!parsed.ok) return showPage(c, found, { form: parsed.form, status: 422 });
  const { titles, texts } = parsed.input.input;
  const preview = c.var.store.languages.flatMap((language) => {
    const [title = '', text = ''] = [titles[language], texts[language]];
    return title || text ? [{ title, text }] : [];
  });
  return showPage(c, found, { form: parsed.form, preview });
}

type Shown = {
  form?: FormState;
  preview?: readonly { title: string; text: string }[];
  notice?: PageNotice;
  status?: 200 | 409 | 422;
};

function showPage(c: Place, { who, found, groups }: Found, { form, preview, notice, status = 200 }: Shown) {
  const shell = shellOf(c, who, found ? `${here}/${found.id}` : `${here}/new`);
  const view = {
    page: found,
    groups,
    form: form ?? { values: found ? pageAsTyped(found) : {}, problems: {} },
    mayChange: isAtLeast(who.role, 'manager'),
    preview: preview ?? null,
    notice: notice ?? noticeIn(c, happenings, problems),
  };
  const title = found ? titleOf(shell, found) : shell.t('pages.new');
  return page(c, shell, title, <PageFormPage shell={shell} {...view} />, status);
}
