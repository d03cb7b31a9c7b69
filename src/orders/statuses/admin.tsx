// /admin/statuses: what the store calls the states of its orders, and what sets them. Everybody of the staff may look; managers change.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { isAtLeast, type Role } from '../../staff/roles.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { parseForm, withProblem, type FormState } from '../../web/forms.ts';
import { directionSchema } from '../../web/moving.ts';
import { noticeIn } from '../../web/notices.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { statusName } from './fields.tsx';
import type { Status } from './following.ts';
import { statusAsTyped, statusSchema } from './input.ts';
import { happenings, problems, StatusesPage, StatusPage, type StatusNotice } from './pages.tsx';
import * as statuses from './statuses.ts';
import type { SavingProblem } from './places.ts';

type Place = Context<StaffEnv>;

const here = '/admin/statuses';

export const statusPages = new Hono<StaffEnv>();

statusPages.get('/', async (c) => {
  const { who, all } = await read(c, 'support');
  const shell = shellOf(c, who, here);
  const view = { statuses: all, mayChange: isAtLeast(who.role, 'manager'), notice: noticeIn(c, happenings, problems) };
  return page(c, shell, shell.t('statuses.title'), <StatusesPage shell={shell} {...view} />);
});

/** What stands in the form of a new status. */
const blank: FormState = { values: { colour: 'grey', trigger: 'hand' }, problems: {} };

statusPages.get('/new', async (c) => showStatus(c, await read(c, 'manager'), null, { form: blank }));

statusPages.post('/', async (c) => {
  const found = await read(c, 'manager');
  const parsed = await parseForm(c, statusSchema(c.var.store, idsOf(found.all)));
  if (!parsed.ok) return showStatus(c, found, null, { form: parsed.form, status: 422 });
  const { form, input } = parsed;
  const result = await statuses.add(sceneOf(c, found.db), found.who.id, input, c.var.now);
  if (result.ok) return told(c, here, 'added');
  const { problem } = result;
  if (problem === 'too_many') return showStatus(c, found, null, { form, notice: { problem }, status: 409 });
  return showStatus(c, found, null, { form: refused(form, problem), status: 409 });
});

statusPages.get('/:id', async (c) => {
  const found = await readOne(c, 'support');
  return showStatus(c, found, found.status, { form: formOf(found.status) });
});

statusPages.post('/:id', async (c) => {
  const found = await readOne(c, 'manager');
  const { db, who, all, status } = found;
  const parsed = await parseForm(c, statusSchema(c.var.store, idsOf(all)));
  if (!parsed.ok) return showStatus(c, found, status, { form: parsed.form, status: 422 });
  const change = { before: status, ...parsed.input };
  const result = await statuses.change(sceneOf(c, db), who.id, change, c.var.now);
  if (result.ok) return told(c, `${here}/${status.id}`, 'changed');
  if (result.problem === 'not_found') return c.redirect(`${here}?problem=not_found`, 303);
  return showStatus(c, found, status, { form: refused(parsed.form, result.problem), status: 409 });
});

statusPages.post('/:id/move', async (c) => {
  const { who, db, all, status } = await readOne(c, 'manager');
  const parsed = await parseForm(c, directionSchema);
  if (!parsed.ok) throw new HTTPException(400);
  const { direction } = parsed.input;
  await statuses.move(sceneOf(c, db), who.id, { id: status.id, direction, all }, c.var.now);
  return told(c, here, 'moved');
});

statusPages.post('/:id/retirement', async (c) => {
  const { who, db, status } = await readOne(c, 'manager');
  return ended(c, status, await statuses.retire(sceneOf(c, db), who.id, status, c.var.now), 'retired');
});

statusPages.post('/:id/return', async (c) => {
  const { who, db, status } = await readOne(c, 'manager');
  return ended(c, status, await statuses.bringBack(sceneOf(c, db), who.id, status, c.var.now), 'returned');
});

statusPages.post('/:id/removal', async (c) => {
  const { who, db, status } = await readOne(c, 'manager');
  return ended(c, status, await statuses.remove(sceneOf(c, db), who.id, status, c.var.now), 'removed');
});

/** The statuses of the store. */
async function read(c: Place, role: Role) {
  const { who, db, rows } = await c.var.as(role, (reader) => [statuses.statusesOf(reader, c.var.store.id)]);
  return { who, db, all: rows[0] };
}

type Found = Awaited<ReturnType<typeof read>>;

/** The same with the one of the address; none of another store. */
async function readOne(c: Place, role: Role) {
  const found = await read(c, role);
  const status = found.all.find(({ id }) => id === c.req.param('id'));
  if (!status) throw new HTTPException(404);
  return { ...found, status };
}

function idsOf(all: readonly Status[]): string[] {
  return all.map(({ id }) => id);
}

function formOf(status: Status): FormState {
  return { values: statusAsTyped(status), problems: {} };
}

/** The form with the reason at the field that it is about. */
function refused(form: FormState, problem: SavingProblem): FormState {
  return withProblem(form, problem === 'trigger_taken' ? 'trigger' : 'after', problem);
}

/** Back to a page, which says what happened. */
function told(c: Place, to: string, done: (typeof happenings)[number]): Response {
  logEvent(c, 'status_act', { done });
  return c.redirect(`${to}?done=${done}`, 303);
}

type Ended = { ok: true } | { ok: false; problem: (typeof problems)[number] };

function ended(c: Place, { id }: Status, result: Ended, done: (typeof happenings)[number]): Response {
  if (result.ok) return told(c, here, done);
  const at = result.problem === 'not_found' ? here : `${here}/${id}`;
  return c.redirect(`${at}?problem=${result.problem}`, 303);
}

type Shown = { form: FormState; notice?: StatusNotice; status?: 200 | 409 | 422 };

function showStatus(c: Place, { who, all }: Found, status: Status | null, shown: Shown) {
  const shell = shellOf(c, who, status ? `${here}/${status.id}` : `${here}/new`);
  const view = {
    status,
    others: all.filter(({ id, retiredAt }) => id !== status?.id && (retiredAt === null || id === status?.afterId)),
    form: shown.form,
    mayChange: isAtLeast(who.role, 'manager'),
    notice: shown.notice ?? noticeIn(c, happenings, problems),
  };
  const title = status ? statusName(shell, status.names) : shell.t('statuses.new_title');
  return page(c, shell, title, <StatusPage shell={shell} {...view} />, shown.status ?? 200);
}
