// Keys of partners: 256 random bits behind a name that says what they are, shown once and stored as their hash. A key is of one store;
// what it may do is asked for with every call (src/partners/serving/calling.ts).
import { and, desc, eq, gt, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import { staff, staffRoles } from '../../staff/schema.ts';
import { insertIf, type Database } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { newToken, sha256 } from '../../web/secrets.ts';
import { partnerKeys, partners } from '../schema.ts';
import type { Scope } from '../scopes.ts';

/** So many characters of a key are kept to recognise it by. */
const prefixLength = 12;

/** What a key is to be: whose, made by whom, what it may do, and until when (ms since 1970; null without an end). */
export type NewKey = {
  /** Made of the key of its form, where there is one: so a form makes one. */
  id?: string;
  partnerId: string;
  storeId: string;
  staffId: string;
  scopes: readonly Scope[];
  expiresAt: number | null;
};

/** A new key, which nobody can read again, and the statement that stores it if the condition holds at its place in the batch. */
export async function making(db: Database, { id, scopes, ...rest }: NewKey, now: number, when: SQL = sql`true`) {
  const key = `rgl_${newToken()}`;
  const own = { id: id ?? newId('partner_key', now), prefix: key.slice(0, prefixLength), scopes: [...scopes] };
  const stored = { ...own, hash: await sha256(key) };
  const values = { ...rest, ...stored, createdAt: now };
  return { key, ...own, statement: insertIf(db, partnerKeys, values, when).returning({ id: partnerKeys.id }) };
}

/** A key is something: neither revoked nor at its end. Whether its maker still works for the store is another question. */
export function isLiveAt(now: number) {
  return and(isNull(partnerKeys.revokedAt), or(isNull(partnerKeys.expiresAt), gt(partnerKeys.expiresAt, now)));
}

/** Keys as staff see them: never the hash; the role is that which the maker has now, null where they do not work for the store any more. */
function reading(db: Database) {
  return db
    .select({
      id: partnerKeys.id,
      partnerId: partnerKeys.partnerId,
      partnerName: sql<string>`${partners.name}`.as('partner_name'),
      prefix: partnerKeys.prefix,
      scopes: partnerKeys.scopes,
      createdAt: partnerKeys.createdAt,
      expiresAt: partnerKeys.expiresAt,
      revokedAt: partnerKeys.revokedAt,
      replacedBy: partnerKeys.replacedBy,
      usedAt: partnerKeys.usedAt,
      maker: sql<string>`${staff.name}`.as('maker'),
      role: staffRoles.role,
    })
    .from(partnerKeys)
    .innerJoin(partners, eq(partners.id, partnerKeys.partnerId))
    .innerJoin(staff, eq(staff.id, partnerKeys.staffId))
    .leftJoin(
      staffRoles,
      and(
        eq(staffRoles.staffId, partnerKeys.staffId),
        eq(staffRoles.storeId, partnerKeys.storeId),
        isNull(staffRoles.disabledAt),
      ),
    );
}

/** The most keys that the page of a partner shows. */
const mostShown = 50;

/** The keys of a partner: first those that are neither revoked nor at their end, then the others, each the newest first. */
export function keysOf(db: Database, storeId: string, partnerId: string, now: number) {
  return reading(db)
    .where(and(eq(partnerKeys.partnerId, partnerId), eq(partnerKeys.storeId, storeId)))
    .orderBy(sql`not (${isLiveAt(now)})`, desc(partnerKeys.id))
    .limit(mostShown);
}

export type Key = Awaited<ReturnType<typeof keysOf>>[number];

/** The keys of all partners of a store that are neither revoked nor at their end. */
export function liveKeysAt(db: Database, storeId: string, now: number) {
  const ofStore = db.select({ id: partners.id }).from(partners).where(eq(partners.storeId, storeId));
  return reading(db).where(and(inArray(partnerKeys.partnerId, ofStore), isLiveAt(now)));
}

/** One key. No row where the store has no such key. */
export function find(db: Database, storeId: string, id: string) {
  return reading(db).where(and(eq(partnerKeys.id, id), eq(partnerKeys.storeId, storeId)));
}
