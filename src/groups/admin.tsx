// /admin/groups: the groups of the store and a page for each. Everybody of the staff may look; managers change.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { isAtLeast, type Role, type Staff } from '../staff/roles.ts';
import { page, shellOf } from '../ui/page.tsx';
import type { StaffEnv } from '../web/context.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../web/forms.ts';
import { noticeIn } from '../web/notices.ts';
import { afterResponse, logEvent, sceneOf } from '../web/requests.ts';
import * as groups from './groups.ts';
import { groupAsTyped, groupSchema } from './input.ts';
import { movesThrough } from './moves/moves.ts';
import { GroupPage, GroupsPage, happenings, problems } from './pages.tsx';
import { countriesFor, ruleAsTyped, ruleSchema } from './rules/input.ts';
import type { Rule } from './rules/fulfilment.ts';
import * as rules from './rules/rules.ts';

type Place = Context<StaffEnv>;

const here = '/admin/groups';

export const groupPages = new Hono<StaffEnv>();

groupPages.get('/', (c) => showGroups(c, 'support', emptyForm, 200));

groupPages.post('/', async (c) => {
  const parsed = await parseForm(c, groupSchema);
  if (!parsed.ok) return showGroups(c, 'manager', parsed.form, 422);
  const { who, db } = await c.var.as('manager', () => []);
  const result = await groups.add(sceneOf(c, db), who.id, parsed.input, c.var.now);
  if (!result.ok) return showGroups(c, 'manager', withProblem(parsed.form, 'name', result.problem), 409);
  return told(c, who, here, 'added');
});

groupPages.post('/:id/removal', async (c) => {
  const { who, db, group } = await read(c, 'manager');
  const result = await groups.remove(sceneOf(c, db), who.id, group, c.var.now);
  if (!result.ok) return c.redirect(`${here}?problem=${result.problem}`, 303);
  return told(c, who, here, 'deleted');
});

groupPages.get('/:id', async (c) => showGroup(c, await read(c, 'support'), {}));

groupPages.post('/:id', async (c) => {
  const found = await read(c, 'manager');
  const parsed = await parseForm(c, groupSchema);
  if (!parsed.ok) return showGroup(c, found, { form: parsed.form, status: 422 });
  const { db, who, group } = found;
  const result = await groups.change(sceneOf(c, db), who.id, { before: group, ...parsed.input }, c.var.now);
  if (result.ok) return told(c, who, `${here}/${group.id}`, 'changed');
  if (result.problem === 'not_found') return c.redirect(`${here}?problem=not_found`, 303);
  return showGroup(c, found, { form: withProblem(parsed.form, 'name', result.problem), status: 409 });
});

groupPages.post('/:id/preview', async (c) => {
  const found = await readWithRule(c);
  const parsed = await parseForm(c, ruleSchemaOf(c, found.group));
  if (!parsed.ok) return showGroup(c, found, { ruleForm: parsed.form, status: 422 });
  const change = { groupId: found.group.id, ...parsed.input };
  const preview = await rules.preview(found.db, c.var.store, change, c.var.now);
  return showGroup(c, found, { ruleForm: parsed.form, preview });
});

groupPages.post('/:id/rule', async (c) => {
  const found = await readWithRule(c);
  const parsed = await parseForm(c, ruleSchemaOf(c, found.group));
  if (!parsed.ok) return showGroup(c, found, { ruleForm: parsed.form, status: 422 });
  return saveRule(c, found, parsed.input);
});

groupPages.post('/:id/rule/removal', async (c) => {
  const found = await readWithRule(c);
  return saveRule(c, found, { rule: null, position: found.group.position });
});

/** Saves and runs the rule: over the first customers before the reply, over the rest after it. */
async function saveRule(c: Place, { db, who, group }: Found, change: { rule: Rule | null; position: number }) {
  const { store, now } = c.var;
  const result = await rules.save(sceneOf(c, db), who.id, { before: group, ...change }, now);
  if (!result.ok) return c.redirect(`${here}?problem=${result.problem}`, 303);
  const { next } = result;
  if (next !== null) afterResponse(c, 'run_group_rules', () => rules.runAll(db, store, now, next));
  const done = change.rule === null ? 'rule_removed' : next === null ? 'rule_saved' : 'rule_running';
  return told(c, who, `${here}/${group.id}`, done);
}

type Found = Awaited<ReturnType<typeof read>>;

/** The group of the address with what its page shows; none of another store. */
async function read(c: Place, role: Role) {
  const { store } = c.var;
  const id = c.req.param('id') ?? '';
  const { who, db, rows } = await c.var.as(role, (reader) => [
    groups.find(reader, store.id, id),
    movesThrough(reader, store.id, id),
    groups.groupsOf(reader, store.id),
  ]);
  const [group] = rows[0];
  if (!group) throw new HTTPException(404);
  return { who, db, group, moves: rows[1], all: rows[2] };
}

/** The same for a group that may have a rule: the default group is of everybody who fulfils none. */
async function readWithRule(c: Place): Promise<Found> {
  const found = await read(c, 'manager');
  if (found.group.isDefault) throw new HTTPException(404);
  return found;
}

function ruleSchemaOf({ var: { store, language } }: Place, { rule }: Found['group']) {
  return ruleSchema(
    store,
    countriesFor(store, rule, language).map(({ value }) => value),
  );
}

/** Back to a page, which says what happened. */
function told(c: Place, who: Staff, to: string, done: (typeof happenings)[number]): Response {
  logEvent(c, 'groups_changed', { staff: who.id, act: done });
  return c.redirect(`${to}?done=${done}`, 303);
}

async function showGroups(c: Place, role: Role, form: FormState, status: 200 | 409 | 422): Promise<Response> {
  const { who, rows } = await c.var.as(role, (db) => [groups.withMembers(db, c.var.store.id)]);
  const shell = shellOf(c, who);
  const mayChange = isAtLeast(who.role, 'manager');
  const body = (
    <GroupsPage
      shell={shell}
      groups={rows[0]}
      form={form}
      mayChange={mayChange}
      notice={noticeIn(c, happenings, problems)}
    />
  );
  return page(c, shell, shell.t('groups.title'), body, status);
}

type Shown = { form?: FormState; ruleForm?: FormState; preview?: rules.Preview; status?: 200 | 409 | 422 };

function showGroup(c: Place, { who, group, moves, all }: Found, { status = 200, ...shown }: Shown) {
  const { store } = c.var;
  const shell = shellOf(c, who);
  const { language } = shell;
  const body = (
    <GroupPage
      shell={shell}
      group={group}
      all={all}
      moves={moves}
      mayChange={isAtLeast(who.role, 'manager')}
      form={shown.form ?? { values: groupAsTyped(group, language), problems: {} }}
      ruleForm={shown.ruleForm ?? { values: ruleAsTyped(store, group, language), problems: {} }}
      countries={countriesFor(store, group.rule, language)}
      preview={shown.preview ?? null}
      notice={noticeIn(c, happenings, problems)}
    />
  );
  return page(c, shell, group.name, body, status);
}
