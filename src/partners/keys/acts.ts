// What staff do with keys: make, replace, revoke. A key can be given what its maker may do, so nobody gets more by a key than they have;
// and nobody ends or takes over what acts in the name of somebody above themselves.
import { and, eq, isNull, sql } from 'drizzle-orm';
import * as audit from '../../staff/audit/audit.ts';
import { isAtLeast, type Role, type Staff } from '../../staff/roles.ts';
import { batch, isDuplicate } from '../../web/database.ts';
import { idOf } from '../../web/ids.ts';
import type { Partner } from '../partners.ts';
import { partnerKeys, partners } from '../schema.ts';
import { isScope, scopesFor, type Scope } from '../scopes.ts';
import { isLiveAt, making, type Key } from './keys.ts';

/** Who acts, with their role at the store. */
type By = Pick<Staff, 'id' | 'role'>;

/** A key that was made: all of it, for the one time that it is shown. */
type Made = { ok: true; key: string };
type Refused<Problem extends string> = { ok: false; problem: Problem };

/** Whether somebody of this role may replace and revoke a key. One whose maker has left is anybody's who may have keys. */
export function isWithinReach(role: Role, key: Pick<Key, 'role'>): boolean {
  return key.role === null || isAtLeast(role, key.role);
}

/** What a key would do that somebody of this role makes in place of another. */
export function handedOn(role: Role, { scopes }: Pick<Key, 'scopes'>): Scope[] {
  const given = scopesFor(role);
  return scopes.filter(isScope).filter((scope) => given.includes(scope));
}

/**
 * Makes a key of a partner, by the key of a form, which makes one. `lifeMs` is how long it lives, null without an end. Problems:
 * `role_too_low` (they may not do themselves what the key shall), `made_already` (by this form), `not_found`.
 */
export async function make(
  scene: audit.Scene,
  by: By,
  wanted: { partner: Pick<Partner, 'id' | 'name'>; formKey: string; scopes: readonly Scope[]; lifeMs: number | null },
  now: number,
): Promise<Made | Refused<'role_too_low' | 'made_already' | 'not_found'>> {
  const { db, store } = scene;
  const { partner, formKey, scopes, lifeMs } = wanted;
  if (handedOn(by.role, { scopes: [...scopes] }).length < scopes.length) return { ok: false, problem: 'role_too_low' };
  const isThere = sql`exists (select 1 from ${partners} where ${partners.id} = ${partner.id} and ${partners.storeId} = ${store.id})`;
  const expiresAt = lifeMs === null ? null : now + lifeMs;
  const whose = { id: idOf('partner_key', formKey), partnerId: partner.id, storeId: store.id, staffId: by.id };
  const made = await making(db, { ...whose, scopes, expiresAt }, now, isThere);
  const after = told(partner.name, { ...made, expiresAt });
  const entry = audit.entry(scene, { by: by.id, act: 'partner_key_made', after }, now, audit.didSo);
  try {
    const [rows] = await batch(db, [made.statement, entry]);
    return rows.length === 1 ? { ok: true, key: made.key } : { ok: false, problem: 'not_found' };
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return { ok: false, problem: 'made_already' };
  }
}

/**
 * Puts a new key in the place of one, by the key of a form, which makes one: in the name of whoever does it, with what their role lets it
 * do, and for as long as the old one was made for. That one goes on for `overlapMs`, or until its own end. Problems: `beyond_reach`,
 * `role_too_low` (nothing would be left to do), `made_already` (by this form), `not_live`.
 */
export async function replace(
  scene: audit.Scene,
  by: By,
  { before, formKey, overlapMs }: { before: Key; formKey: string; overlapMs: number },
  now: number,
): Promise<Made | Refused<'beyond_reach' | 'role_too_low' | 'made_already' | 'not_live'>> {
  const { db, store } = scene;
  const scopes = handedOn(by.role, before);
  if (!isWithinReach(by.role, before)) return { ok: false, problem: 'beyond_reach' };
  if (scopes.length === 0) return { ok: false, problem: 'role_too_low' };
  const id = idOf('partner_key', formKey);
  const expiresAt = before.expiresAt === null ? null : now + (before.expiresAt - before.createdAt);
  const whose = { id, partnerId: before.partnerId, storeId: store.id, staffId: by.id };
  const made = await making(db, { ...whose, scopes, expiresAt }, now, audit.didSo);
  const end = now + overlapMs;
  const ends = sql`min(coalesce(${partnerKeys.expiresAt}, ${end}), ${end})`;
  const entry = {
    by: by.id,
    act: 'partner_key_replaced',
    before: { partner: before.partnerName, key: before.prefix },
    after: { ...told(before.partnerName, { ...made, expiresAt }), overlap: `${overlapMs / 3_600_000} h` },
  } as const;
  const isFree = and(isThis(store.id, before), isLiveAt(now), isNull(partnerKeys.replacedBy));
  const [, rows, , [found]] = await batch(db, [
    db.update(partnerKeys).set({ replacedBy: id, expiresAt: ends }).where(isFree),
    made.statement,
    audit.entry(scene, entry, now, audit.didSo),
    db.select({ replacedBy: partnerKeys.replacedBy }).from(partnerKeys).where(isThis(store.id, before)),
  ]);
  if (rows.length === 1) return { ok: true, key: made.key };
  return { ok: false, problem: found?.replacedBy === id ? 'made_already' : 'not_live' };
}

/** Revokes a key: the next call with it is refused. Problems: `beyond_reach`, `not_live`. */
export async function revoke(
  scene: audit.Scene,
  by: By,
  key: Key,
  now: number,
): Promise<{ ok: true } | Refused<'beyond_reach' | 'not_live'>> {
  const { db, store } = scene;
  if (!isWithinReach(by.role, key)) return { ok: false, problem: 'beyond_reach' };
  const before = { partner: key.partnerName, key: key.prefix };
  const [rows] = await batch(db, [
    db
      .update(partnerKeys)
      .set({ revokedAt: now })
      .where(and(isThis(store.id, key), isLiveAt(now)))
      .returning({ id: partnerKeys.id }),
    audit.entry(scene, { by: by.id, act: 'partner_key_revoked', before }, now, audit.didSo),
  ]);
  return rows.length === 1 ? { ok: true } : { ok: false, problem: 'not_live' };
}

function isThis(storeId: string, { id }: Pick<Key, 'id'>) {
  return and(eq(partnerKeys.id, id), eq(partnerKeys.storeId, storeId));
}

/** A key as the audit tells of it: by what it is recognised, never the key. */
function told(partner: string, { prefix, scopes, expiresAt }: Pick<Key, 'prefix' | 'scopes' | 'expiresAt'>) {
  const until = expiresAt === null ? {} : { until: new Date(expiresAt).toISOString().slice(0, 10) };
  return { partner, key: prefix, scopes: scopes.join(', '), ...until };
}
