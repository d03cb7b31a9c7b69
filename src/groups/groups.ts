// Groups: customers of a store on the same terms. Every store has one default group, of everybody who is in no other: no
// membership names it (decision 013), so whoever needs a member's group asks `groupIdOf`. Every statement names the store: a group of
// another one is simply not there.
import { and, asc, eq, ne, sql, type SQL } from 'drizzle-orm';
import { revised, telling } from '../customers/revisions.ts';
import { memberships } from '../customers/schema.ts';
import * as audit from '../staff/audit/audit.ts';
import { batch, type Database, type Statement } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import type { GroupInput } from './input.ts';
import { groupMoves, groupRules, groups } from './schema.ts';

/** The groups of a store by name; the discount is in hundredths of a percent. */
export function groupsOf(db: Database, storeId: string) {
  return db
    .select({
      id: groups.id,
      name: groups.name,
      discountBasisPoints: groups.discountBasisPoints,
      isDefault: groups.isDefault,
    })
    .from(groups)
    .where(eq(groups.storeId, storeId))
    .orderBy(asc(groups.name), asc(groups.id));
}

export type Group = Awaited<ReturnType<typeof groupsOf>>[number];

/** The name of a member's group among those of the store; null is in the default group. */
export function nameAmong(
  all: readonly Pick<Group, 'id' | 'name' | 'isDefault'>[],
  groupId: string | null,
): string | undefined {
  return all.find(({ id, isDefault }) => (groupId === null ? isDefault : id === groupId))?.name;
}

/** The id of the group that this column of a membership or a move means: of the default group where it is null. */
export function groupIdOf(storeId: string | SQL, column: SQL): SQL {
  return sql`coalesce(${column}, (
    select standard.id from ${groups} as standard where standard.store_id = ${storeId} and standard.is_default = 1))`;
}

/** How memberships and moves name this group of the store: null where it is the default group. */
export function storedAs(storeId: string, groupId: string): SQL {
  return sql`nullif(${groupId}, (
    select standard.id from ${groups} as standard where standard.store_id = ${storeId} and standard.is_default = 1))`;
}

const shown = {
  id: groups.id,
  name: groups.name,
  discountBasisPoints: groups.discountBasisPoints,
  isDefault: groups.isDefault,
  position: groups.position,
  memberCount: sql<number>`${sql`(
    select count(*) from ${memberships}
    where ${memberships.storeId} = ${groups.storeId}
      and ${memberships.groupId} is case when ${groups.isDefault} then null else ${groups.id} end)`}`.as(
    'member_count',
  ),
};

/** The groups of a store in the order in which their rules count, the default group last, with how many are in each. */
export function withMembers(db: Database, storeId: string) {
  return db
    .select({ ...shown, hasRule: sql<number>`${groupRules.groupId} is not null`.as('has_rule') })
    .from(groups)
    .leftJoin(groupRules, eq(groupRules.groupId, groups.id))
    .where(eq(groups.storeId, storeId))
    .orderBy(asc(groups.isDefault), asc(groups.position), asc(groups.id));
}

export type GroupWithMembers = Awaited<ReturnType<typeof withMembers>>[number];

/** One group with its rule, if it has one. No row where the store has no such group. */
export function find(db: Database, storeId: string, id: string) {
  return db
    .select({ ...shown, rule: groupRules })
    .from(groups)
    .leftJoin(groupRules, eq(groupRules.groupId, groups.id))
    .where(and(eq(groups.storeId, storeId), eq(groups.id, id)));
}

export type FoundGroup = Awaited<ReturnType<typeof find>>[number];

/** The statement that gives a new store its default group; it belongs to the opening of every store. */
export function addingDefault(
  db: Database,
  group: { id?: string; storeId: string; name: string },
  now: number,
): Statement {
  return db
    .insert(groups)
    .values({ id: newId('group', now), ...group, isDefault: true, createdAt: now })
    .onConflictDoNothing();
}

export type Result<Problem extends string> = { ok: true } | { ok: false; problem: Problem };

/** Adds a group, behind the others. Problem: `group_known`, for a name that another one has. */
export async function add(
  scene: audit.Scene,
  by: string,
  input: GroupInput,
  now: number,
): Promise<Result<'group_known'>> {
  const { db, store } = scene;
  const [added] = await batch(db, [
    db
      .insert(groups)
      .select(
        sql`
        select ${newId('group', now)}, ${store.id}, ${input.name}, ${input.discountBasisPoints}, 0,
          (select coalesce(max(${groups.position}), 0) + 1 from ${groups} where ${groups.storeId} = ${store.id}), ${now}
        where not exists ${named(db, store.id, input.name)}`,
      )
      .returning({ id: groups.id }),
    audit.entry(scene, { by, act: 'group_added', after: told(input) }, now, audit.didSo),
  ]);
  return added.length === 1 ? { ok: true } : { ok: false, problem: 'group_known' };
}

/** Gives a group, as it was `before`, another name or discount. Problems: `group_known`, `not_found`. */
export async function change(
  scene: audit.Scene,
  by: string,
  { before, ...input }: GroupInput & { before: FoundGroup },
  now: number,
): Promise<Result<'group_known' | 'not_found'>> {
  const { db, store } = scene;
  const isThis = and(eq(groups.id, before.id), eq(groups.storeId, store.id));
  const others = named(db, store.id, input.name, before.id);
  const [changed, , known] = await batch(db, [
    db
      .update(groups)
      .set({ name: input.name, discountBasisPoints: input.discountBasisPoints })
      .where(and(isThis, sql`not exists ${others}`))
      .returning({ id: groups.id }),
    audit.entry(scene, { by, act: 'group_changed', before: told(before), after: told(input) }, now, audit.didSo),
    others,
  ]);
  if (changed.length === 1) return { ok: true };
  return { ok: false, problem: known.length > 0 ? 'group_known' : 'not_found' };
}

/**
 * Deletes a group, as it was `before`. Its members fall back to the default group, where rules may find them. Problems:
 * `default_stays`, `not_found`.
 */
export async function remove(
  scene: audit.Scene,
  by: string,
  before: FoundGroup,
  now: number,
): Promise<Result<'default_stays' | 'not_found'>> {
  if (before.isDefault) return { ok: false, problem: 'default_stays' };
  const { db, store } = scene;
  const isThis = and(eq(groups.id, before.id), eq(groups.storeId, store.id), eq(groups.isDefault, false));
  const isThere = sql`exists (select 1 from ${groups} where ${isThis})`;
  const isMember = and(eq(memberships.storeId, store.id), eq(memberships.groupId, before.id), isThere);
  const entry = { by, act: 'group_deleted', before: { ...told(before), members: before.memberCount } } as const;
  const results = await batch(db, [
    db.insert(groupMoves).select(sql`
      select ${newId('move', now)}, ${store.id}, ${memberships.customerId}, ${before.id}, (select ${groups.name} from ${groups} where ${isThis}),
        null, (select ${groups.name} from ${groups} where ${groups.id} = ${groupIdOf(store.id, sql`null`)}), 'group_deleted', ${by}, ${now}
      from ${memberships} where ${isMember}`),
    telling(db, { type: 'customer.updated', storeId: store.id }, isMember, now),
    db
      .update(memberships)
      .set({ groupId: null, isGroupByHand: false, ...revised(store.id, now) })
      .where(isMember),
    db.delete(groupRules).where(and(eq(groupRules.groupId, before.id), isThere)),
    audit.entry(scene, entry, now, isThere),
    db.delete(groups).where(isThis).returning({ id: groups.id }),
  ]);
  return results[5].length === 1 ? { ok: true } : { ok: false, problem: 'not_found' };
}

function named(db: Database, storeId: string, name: string, except = '') {
  return db
    .select({ id: groups.id })
    .from(groups)
    .where(and(eq(groups.storeId, storeId), eq(groups.name, name), ne(groups.id, except)));
}

function told({ name, discountBasisPoints }: GroupInput) {
  return { name, discount: `${discountBasisPoints / 100} %` };
}
