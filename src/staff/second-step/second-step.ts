// The second step of signing in, for staff: after the password a code that only their device can work out, or a recovery code.
// Until a session has taken it, the guard confines it to this page (src/staff/guard.ts). Each code works once: that is a condition
// in the UPDATE that uses it up, and what it stands for is done in the same batch, behind it.
import { and, eq, isNull, lt, or, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { seal, unseal, type OpeningKeys } from '../../credentials/sealing.ts';
import * as throttles from '../../credentials/throttles.ts';
import { sessions } from '../../sessions/schema.ts';
import { makeToken, staffLifetime, type Claim, type Token } from '../../sessions/sessions.ts';
import { batch, type Database, type Statement } from '../../web/database.ts';
import { sha256 } from '../../web/secrets.ts';
import * as audit from '../audit/audit.ts';
import { staff } from '../schema.ts';
import { intervalOf, offeredSecret } from './codes.ts';
import * as recovery from './recovery.ts';

/** Six digits, or a recovery code; spaces, hyphens and capitals are as people write them. */
export const codeSchema = z.object({
  code: z
    .string('invalid')
    .transform((typed) => typed.replaceAll(/[ -]/g, '').toLowerCase())
    .pipe(
      z
        .string()
        .min(1, 'required')
        .regex(/^(\d{6}|[a-z2-7]{24})$/, 'code_wrong'),
    )
    .prefault(''),
});

export type Scene = audit.Scene & { claim: Claim; openingKeys: OpeningKeys; kv: KVNamespace };

/** What is known of somebody's second step, and of the session that asks. */
export function standingOf(db: Database, { holderId, tokenHash }: Claim) {
  return db
    .select({
      sealed: staff.secondStepSecret,
      since: staff.secondStepAt,
      codesLeft: recovery.leftOf(holderId),
      takenAt: sql<number | null>`(select ${sessions.secondStepAt} from ${sessions}
        where ${sessions.tokenHash} = ${tokenHash})`.as('taken_at'),
    })
    .from(staff)
    .where(eq(staff.id, holderId));
}

export type Standing = Awaited<ReturnType<typeof standingOf>>[number];

/** The secret to set a second step up with; the same until this session has done so. */
export function offered({ claim, openingKeys: [key] }: Scene, { takenAt }: Standing): Promise<string> {
  return offeredSecret(key, [claim.holderId, claim.tokenHash, takenAt ?? ''].join('\n'));
}

export type Problem = 'code_wrong' | 'too_many' | 'changed';

type Refused = { ok: false; problem: Problem };

/** What became of it, and the recovery codes to show, once. */
export type CodesResult = { ok: true; codes: readonly string[] } | Refused;

/** The session has taken the step, and goes on by another cookie of this value. */
type Taken = { ok: true; cookie: string };

/**
 * Sets a second step up with a code of the offered secret; this session has taken it by that. Problems: `code_wrong`, `changed`
 * (they have one by now).
 */
export async function setUp(
  scene: Scene,
  standing: Standing,
  code: string,
  now: number,
): Promise<(Taken & { codes: readonly string[] }) | Refused> {
  const { db, claim, openingKeys } = scene;
  const staffId = claim.holderId;
  const secret = await offered(scene, standing);
  const interval = intervalOf(secret, code, now);
  if (interval === null) return { ok: false, problem: 'code_wrong' };
  const sealed = await seal(openingKeys[0], staffId, secret);
  const codes = await recovery.made();
  const isSet = sql`exists (select 1 from ${staff} where ${staff.id} = ${staffId} and ${staff.secondStepSecret} = ${sealed})`;
  const token = await makeToken(staffId, staffLifetime, now);
  const setting = batch(db, [
    db
      .update(staff)
      .set({ secondStepSecret: sealed, secondStepAt: now, secondStepUsed: interval })
      .where(and(eq(staff.id, staffId), isNull(staff.secondStepAt)))
      .returning({ staffId: staff.id }),
    taking(db, claim, token, now, isSet),
    recovery.storing(db, staffId, codes, now, isSet),
    audit.entry(scene, { by: staffId, act: 'second_step_set' }, now, isSet),
  ]);
  const [[rows]] = await Promise.all([setting, token.store(scene.kv)]);
  return rows.length === 1 ? { ok: true, codes: codes.shown, cookie: token.cookie } : { ok: false, problem: 'changed' };
}

export type Result = { ok: true } | Refused;

/** Takes the second step in this session. Problems: `code_wrong`, `too_many` tries. */
export async function take(scene: Scene, standing: Standing, code: string, now: number): Promise<Taken | Refused> {
  const { db, claim } = scene;
  const token = await makeToken(claim.holderId, staffLifetime, now);
  const does = (when: SQL) => taking(db, claim, token, now, when);
  const result = await withCode(scene, standing, code, { act: 'second_step_taken', does, token }, now);
  return result.ok ? { ok: true, cookie: token.cookie } : result;
}

/** Takes one's own second step away. Problems: `code_wrong`, `too_many` tries. */
export function remove(scene: Scene, standing: Standing, code: string, now: number): Promise<Result> {
  const { db, claim } = scene;
  const does = (when: SQL) => clearing(db, claim.holderId, when);
  const after = [removingCodes(db, claim.holderId)];
  return withCode(scene, standing, code, { act: 'second_step_removed', does, after }, now);
}

/** Makes new recovery codes; the earlier ones end. Problems: `code_wrong`, `too_many` tries. */
export async function renew(scene: Scene, standing: Standing, code: string, now: number): Promise<CodesResult> {
  const { db, claim } = scene;
  const codes = await recovery.made();
  const does = (when: SQL) => recovery.storing(db, claim.holderId, codes, now, when);
  const after = [recovery.removing(db, claim.holderId, codes, recovery.areStored(codes))];
  const result = await withCode(scene, standing, code, { act: 'recovery_renewed', does, after }, now);
  return result.ok ? { ok: true, codes: codes.shown } : result;
}

/** The statement that leaves somebody without a second step, if the condition holds at its place in the batch. */
export function clearing(db: Database, staffId: string, when: SQL) {
  return db
    .update(staff)
    .set({ secondStepSecret: null, secondStepAt: null, secondStepUsed: null })
    .where(and(eq(staff.id, staffId), when))
    .returning({ staffId: staff.id });
}

/** The statement that removes the recovery codes of whoever has no second step. */
export function removingCodes(db: Database, staffId: string): Statement {
  const hasNone = sql`exists (select 1 from ${staff} where ${staff.id} = ${staffId} and ${staff.secondStepAt} is null)`;
  return recovery.removing(db, staffId, null, hasNone);
}

/** Notes that the session has taken the second step; it goes on by the new token. */
function taking(db: Database, claim: Claim, { tokenHash }: Token, now: number, when: SQL): Statement {
  return db
    .update(sessions)
    .set({ tokenHash, secondStepAt: now })
    .where(and(eq(sessions.tokenHash, claim.tokenHash), eq(sessions.holderId, claim.holderId), when));
}

/** What a code stands for: the statement that does it if the one before it changed something, and what belongs to it. */
type Deed = { act: audit.Act; does: (when: SQL) => Statement; after?: readonly Statement[]; token?: Token };

/** Whether the statement before in the batch changed anything. */
const followed = sql`changes() > 0`;

/** Uses the code up and does what it stands for. Wrong, used and somebody else's are the same. */
async function withCode(
  scene: Scene,
  standing: Standing,
  code: string,
  { act, does, after = [], token }: Deed,
  now: number,
): Promise<Result> {
  const { db, claim, kv } = scene;
  const by = claim.holderId;
  const counted = await throttles.count(db, 'second_step', await throttles.keyOf('second_step', by), now);
  if (throttles.isTooMany('second_step', counted)) return { ok: false, problem: 'too_many' };
  const spending = await spendingOf(scene, standing, code, now);
  const failed = audit.entry(scene, { by, act: 'second_step_failed' }, now, spending ? sql`changes() = 0` : sql`true`);
  if (!spending) {
    await batch(db, [failed]);
    return { ok: false, problem: 'code_wrong' };
  }
  const { statement, isRecovery } = spending;
  const spent = batch(db, [
    statement,
    ...(isRecovery ? [audit.entry(scene, { by, act: 'recovery_used' }, now, followed)] : []),
    does(followed),
    audit.entry(scene, { by, act }, now, followed),
    failed,
    ...after,
  ]);
  const [[rows]] = await Promise.all([spent, token?.store(kv)]);
  return rows.length === 1 ? { ok: true } : { ok: false, problem: 'code_wrong' };
}

/** The statement that uses the code up; null where it is certain that it is none of theirs. */
async function spendingOf({ db, claim, openingKeys }: Scene, { sealed }: Standing, code: string, now: number) {
  const staffId = claim.holderId;
  if (!/^\d{6}$/.test(code)) {
    return { statement: recovery.using(db, staffId, await sha256(code), now), isRecovery: true };
  }
  if (sealed === null) return null;
  const { text: secret, isOutdated } = await unseal(openingKeys, staffId, sealed);
  const interval = intervalOf(secret, code, now);
  if (interval === null) return null;
  const secondStepSecret = isOutdated ? await seal(openingKeys[0], staffId, secret) : sealed;
  const statement = db
    .update(staff)
    .set({ secondStepUsed: interval, secondStepSecret })
    .where(
      and(
        eq(staff.id, staffId),
        eq(staff.secondStepSecret, sealed),
        or(isNull(staff.secondStepUsed), lt(staff.secondStepUsed, interval)),
      ),
    )
    .returning({ staffId: staff.id });
  return { statement, isRecovery: false };
}
