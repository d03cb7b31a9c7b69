// Staff sign in with address and password. Unknown address, wrong password, no role at this store, disabled: the same words and
// the same work. Whoever has a second step comes no further than to its page before they have taken it: src/staff/guard.ts.
import { and, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { hashPassword, isOutdated, verifyPassword } from '../../credentials/hashing.ts';
import { typedPassword } from '../../credentials/passwords.ts';
import * as throttles from '../../credentials/throttles.ts';
import { emailKey, emailSchema } from '../../web/emails.ts';
import * as sessions from '../../sessions/sessions.ts';
import { batch, batchIf, type Database, type Statement } from '../../web/database.ts';
import * as audit from '../audit/audit.ts';
import { staff, staffRoles } from '../schema.ts';

export const signInSchema = z.object({
  email: emailSchema.prefault(''),
  password: typedPassword.prefault(''),
  // Not typed by anybody: what cannot be used leads to the first page.
  next: z.string().max(500).optional().catch(undefined),
});

export type SignInResult = { ok: true; staffId: string; cookie: string } | { ok: false; problem: 'wrong' | 'too_many' };

/**
 * Signs a member of staff in at a store and returns the value of the session's cookie; `replaced` is the session that the browser
 * had, which ends. Problems: `wrong` for whatever reason it is not possible, `too_many` tries from this network.
 */
export async function signIn(
  scene: audit.Scene & { kv: KVNamespace; replaced: sessions.Claim | null },
  input: { email: string; password: string },
  now: number,
): Promise<SignInResult> {
  const { db, kv, store, from, replaced } = scene;
  const key = emailKey(input.email);
  const accountKey = await throttles.keyOf('sign_in_account', from.network, 'staff', store.poolId, key);
  const [aboutAccount, fromNetwork, [row]] = await batch(db, [
    throttles.count(db, 'sign_in_account', accountKey, now),
    throttles.count(db, 'sign_in_network', await throttles.keyOf('sign_in_network', from.network), now),
    credentials(db, scene, key),
  ]);
  if (throttles.isTooMany('sign_in_account', aboutAccount) || throttles.isTooMany('sign_in_network', fromNetwork)) {
    return { ok: false, problem: 'too_many' };
  }
  const isRight = await verifyPassword(input.password, row?.passwordHash ?? null);
  const told = { by: null, act: 'sign_in_failed', ...(row && { subjectId: row.id }) } as const;
  const failed = audit.entry(scene, told, now);
  if (!isRight || !row?.passwordHash || row.disabledAt !== null) {
    await batch(db, [failed]);
    return { ok: false, problem: 'wrong' };
  }
  const begin = { holderId: row.id, device: from.device, place: from.place };
  const session = await sessions.prepare(begin, sessions.staffLifetime, now);
  const statements: Statement[] = [
    session.statement(db),
    throttles.clear(db, accountKey),
    audit.entry(scene, { by: row.id, act: 'signed_in' }, now),
  ];
  if (replaced) statements.push(sessions.end(db, replaced, now));
  if (isOutdated(row.passwordHash))
    statements.push(rehash(db, row.id, row.passwordHash, await hashPassword(input.password)));
  // Whoever sets a password while the old one is verified ends this session before it begins.
  const isStill = sql`exists (select 1 from ${staff}
    where ${staff.id} = ${row.id} and ${staff.passwordHash} = ${row.passwordHash})`;
  const [begun] = await Promise.all([batchIf(db, isStill, statements), session.store(kv)]);
  if (!begun) {
    await batch(db, [failed]);
    return { ok: false, problem: 'wrong' };
  }
  return { ok: true, staffId: row.id, cookie: session.cookie };
}

/** Tells that somebody of the store's staff has signed out, if the statement before it in the batch ended their session. */
export function signedOut(scene: audit.Scene, staffId: string, now: number): Statement {
  const isHere = sql`exists (select 1 from ${staffRoles} where ${staffRoles.storeId} = ${scene.store.id} and ${staffRoles.staffId} = ${staffId})`;
  return audit.entry(scene, { by: staffId, act: 'signed_out' }, now, sql`${audit.didSo} and ${isHere}`);
}

export const proofSchema = z.object({
  currentPassword: typedPassword.prefault(''),
  next: signInSchema.shape.next,
});

type Unproved = { ok: false; problem: 'password_wrong' | 'too_many' };

/**
 * Notes that a member of staff has said the password again, and returns the value of the session's cookie from then on; null where
 * another request was quicker, with whose cookie the session goes on. Problems: `password_wrong`, `too_many` tries.
 */
export async function prove(
  scene: audit.Scene & { claim: sessions.Claim; kv: KVNamespace },
  passwordHash: string | null,
  typed: string,
  now: number,
): Promise<{ ok: true; cookie: string | null } | Unproved> {
  const result = await checkAgain(scene, passwordHash, typed, now);
  if (!result.ok) return result;
  const { token, statements } = await proving(scene, now);
  const [[proved]] = await Promise.all([batch(scene.db, statements), token.store(scene.kv)]);
  return { ok: true, cookie: proved.length > 0 ? token.cookie : null };
}

/** Whether it is the password, said again. Counts the try. Problems: `password_wrong`, `too_many` tries. */
export async function checkAgain(
  { db, claim }: { db: Database; claim: sessions.Claim },
  passwordHash: string | null,
  typed: string,
  now: number,
): Promise<{ ok: true } | Unproved> {
  const key = await throttles.keyOf('password_change', claim.holderId);
  const counted = await throttles.count(db, 'password_change', key, now);
  if (throttles.isTooMany('password_change', counted)) return { ok: false, problem: 'too_many' };
  return (await verifyPassword(typed, passwordHash)) ? { ok: true } : { ok: false, problem: 'password_wrong' };
}

export type Proving = {
  token: sessions.Token;
  statements: readonly [ReturnType<typeof sessions.prove>, Statement];
};

/** The statements that note it, for the batch of what it is said for, and the token by which the session goes on then. */
export async function proving(scene: audit.Scene & { claim: sessions.Claim }, now: number): Promise<Proving> {
  const { db, claim } = scene;
  const token = await sessions.makeToken(claim.holderId, sessions.staffLifetime, now);
  const told = audit.entry(scene, { by: claim.holderId, act: 'proved' }, now, audit.didSo);
  return { token, statements: [sessions.prove(db, claim, token, now), told] };
}

/** The hash that a typed password is checked against. */
export function hashOf(db: Database, staffId: string) {
  return db.select({ passwordHash: staff.passwordHash }).from(staff).where(eq(staff.id, staffId));
}

/** Somebody with this address and a role at the store. */
function credentials(db: Database, { store }: audit.Scene, key: string) {
  return db
    .select({ id: staff.id, passwordHash: staff.passwordHash, disabledAt: staffRoles.disabledAt })
    .from(staff)
    .innerJoin(staffRoles, and(eq(staffRoles.staffId, staff.id), eq(staffRoles.storeId, store.id)))
    .where(eq(staff.emailKey, key));
}

/** Stores a hash with today's parameters, unless the password was changed in between. */
function rehash(db: Database, staffId: string, old: string, passwordHash: string): Statement {
  return db
    .update(staff)
    .set({ passwordHash })
    .where(and(eq(staff.id, staffId), eq(staff.passwordHash, old)));
}
