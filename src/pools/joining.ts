// A store joins the pool of another. Owners of both sides say so: one gives a code (invitations.ts), one uses it at the store that
// joins. Only a store that is alone in its pool joins, so nobody is taken along without a word. Where the store belongs is decided in
// one batch; its customers follow (moves.ts).
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { memberships } from '../customers/schema.ts';
import * as audit from '../staff/audit/audit.ts';
import { staff, staffRoles } from '../staff/schema.ts';
import { stores } from '../stores/schema.ts';
import { forget, poolOf } from '../stores/stores.ts';
import { batch, insertIf, type Database, type Statement } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import { newToken, sha256 } from '../web/secrets.ts';
import * as invitations from './invitations.ts';
import { isBegun, isMoving } from './moves.ts';
import { poolInvitations, poolMoves } from './schema.ts';
import { isAlone, joiningCounts, type JoiningCounts } from './sharing.ts';

export type JoiningProblem = 'code_dead' | 'code_own' | 'not_alone' | 'moving';

export type Preview = { ok: true; storeName: string; counts: JoiningCounts } | { ok: false; problem: JoiningProblem };

/**
 * What using this code at the store would come to. Problems: `code_dead` (unknown, used or over), `code_own` (it is of this pool),
 * `not_alone` (the store shares customers already), `moving` (its customers are still on their way).
 */
export async function preview({ db, store }: audit.Scene, code: string, now: number): Promise<Preview> {
  const codeHash = await sha256(code);
  const toPool = sql`(select ${poolInvitations.poolId} from ${poolInvitations} where ${poolInvitations.codeHash} = ${codeHash})`;
  const [[invitation], [standing], [counts]] = await batch(db, [
    invitations.find(db, codeHash, now),
    standingOf(db, store.id),
    joiningCounts(db, store.id, toPool),
  ]);
  const problem = problemOf(invitation, standing);
  if (problem !== null || !invitation || !counts) return { ok: false, problem: problem ?? 'code_dead' };
  return { ok: true, storeName: invitation.storeName, counts };
}

export type JoiningResult = { ok: true; moveId: string } | { ok: false; problem: JoiningProblem };

/** Lets the store join the pool of which the code is, once. Returns the move of its customers. Problems: those of the preview. */
export async function join(scene: audit.Scene, by: string, code: string, now: number): Promise<JoiningResult> {
  const { db, store } = scene;
  const codeHash = await sha256(code);
  const [[invitation], [standing]] = await batch(db, [invitations.find(db, codeHash, now), standingOf(db, store.id)]);
  const problem = problemOf(invitation, standing);
  if (problem !== null || !invitation) return { ok: false, problem: problem ?? 'code_dead' };

  const moveId = newId('pool_move', now);
  const begun = isBegun(moveId);
  const isOther = sql`${poolInvitations.poolId} <> ${poolOf(store.id)}`;
  const mayJoin = sql`${isAlone(store.id)} and not ${isMoving(store.id)} and ${isOther}`;
  const [used] = await batch(db, [
    db
      .update(poolInvitations)
      .set({ usedAt: now })
      .where(sql`${invitations.isGood(codeHash, now)} and ${mayJoin}`)
      .returning({ codeHash: poolInvitations.codeHash }),
    beginning(
      db,
      { id: moveId, storeId: store.id, staffId: by, kind: 'joining', toPoolId: invitation.poolId },
      now,
      audit.didSo,
    ),
    moving(db, { storeId: store.id, toPoolId: invitation.poolId }, now, begun),
    staffComingAlong(db, { storeId: store.id, toPoolId: invitation.poolId }, sql`true`, begun),
    audit.entry(scene, { by, act: 'pool_joined', after: { store: invitation.storeName } }, now, begun),
    audit.entry(
      { ...scene, store: { id: invitation.storeId } },
      { by: null, act: 'pool_joined_by', after: { store: store.name } },
      now,
      begun,
    ),
  ]);
  forget();
  return used.length === 1 ? { ok: true, moveId } : { ok: false, problem: 'code_dead' };
}

function standingOf(db: Database, storeId: string) {
  return db
    .select({
      poolId: stores.poolId,
      isAlone: sql<number>`${isAlone(storeId)}`.as('is_alone'),
      isMoving: sql<number>`${isMoving(storeId)}`.as('is_moving'),
    })
    .from(stores)
    .where(eq(stores.id, storeId));
}

type Standing = Awaited<ReturnType<typeof standingOf>>[number];

function problemOf(invitation: invitations.Invitation | undefined, standing?: Standing): JoiningProblem | null {
  if (!invitation || !standing) return 'code_dead';
  if (invitation.poolId === standing.poolId) return 'code_own';
  if (standing.isAlone !== 1) return 'not_alone';
  return standing.isMoving === 1 ? 'moving' : null;
}

type Beginning = Pick<typeof poolMoves.$inferInsert, 'id' | 'storeId' | 'staffId' | 'kind' | 'toPoolId'>;

/** The statement that writes a move down, on a condition; the store must still be in its old pool. */
export function beginning(db: Database, begun: Beginning, now: number, when: SQL): Statement {
  const total = sql`(select count(*) from ${memberships} where ${memberships.storeId} = ${begun.storeId})`;
  const move = { ...begun, fromPoolId: poolOf(begun.storeId), step: newToken(), total, createdAt: now };
  return insertIf(db, poolMoves, move, when);
}

type Parting = { storeId: string; toPoolId: string };

/** The statement that puts the store into another pool. A form that was filled in before is refused from then on. */
export function moving(db: Database, { storeId, toPoolId }: Parting, now: number, when: SQL): Statement {
  return db
    .update(stores)
    .set({ poolId: toPoolId, updatedAt: sql`max(${now}, ${stores.updatedAt} + 1)` })
    .where(and(eq(stores.id, storeId), when));
}

/**
 * The statement that takes the store's staff of whom `whose` is true into the other pool. Whose address somebody has there stays
 * where they are, and works at the store as before: what somebody may do is their role.
 */
export function staffComingAlong(db: Database, { storeId, toPoolId }: Parting, whose: SQL, when: SQL): Statement {
  const works = (id: SQL) =>
    sql`${id} in (select ${staffRoles.staffId} from ${staffRoles} where ${staffRoles.storeId} = ${storeId})`;
  const hasNamesake = sql`exists (
    select 1 from ${staff} as namesake where namesake.email_key = ${staff.emailKey} and namesake.id <> ${staff.id}
      and (namesake.pool_id = ${toPoolId} or (namesake.id < ${staff.id} and ${works(sql`namesake.id`)})))`;
  return db
    .update(staff)
    .set({ poolId: toPoolId })
    .where(and(works(sql`${staff.id}`), sql`not ${hasNamesake}`, whose, when));
}
