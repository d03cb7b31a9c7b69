// Recovery codes: ten of them, each good once in place of a code, for whoever has lost their device. They are shown when they are
// made and never again: storage knows their hashes.
import { and, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { Secret } from 'otpauth/bare';
import type { Database, Statement } from '../../web/database.ts';
import { sha256 } from '../../web/secrets.ts';
import { staffRecoveryCodes } from '../schema.ts';

const howMany = 10;

/** 120 bits: nobody finds by trying what a hash stands for. Source: OWASP ASVS 5.0.0, 6.5.2. */
const bytes = 15;

export type RecoveryCodes = {
  /** As people read and type them: `k3fa-…`, in fours. */
  readonly shown: readonly string[];
  readonly hashes: readonly string[];
};

/** New codes; nothing is stored yet. */
export async function made(): Promise<RecoveryCodes> {
  const codes = Array.from({ length: howMany }, () => new Secret({ size: bytes }).base32.toLowerCase());
  return {
    shown: codes.map((code) => code.replaceAll(/(.{4})(?=.)/g, '$1-')),
    hashes: await Promise.all(codes.map(sha256)),
  };
}

/** Stores new codes of somebody, if the condition holds at its place in the batch. */
export function storing(db: Database, staffId: string, { hashes }: RecoveryCodes, now: number, when: SQL): Statement {
  return db
    .insert(staffRecoveryCodes)
    .select(sql`select value, ${staffId}, ${now}, null from json_each(${JSON.stringify(hashes)}) where ${when}`);
}

/** Whether these codes are stored, as a condition. */
export function areStored({ hashes: [first = ''] }: RecoveryCodes): SQL {
  return sql`exists (select 1 from ${staffRecoveryCodes} where ${staffRecoveryCodes.codeHash} = ${first})`;
}

/** Removes the codes of somebody, but not those that are kept, if the condition holds at its place in the batch. */
export function removing(db: Database, staffId: string, kept: RecoveryCodes | null, when: SQL): Statement {
  const hashes = JSON.stringify(kept?.hashes ?? []);
  return db
    .delete(staffRecoveryCodes)
    .where(
      and(
        eq(staffRecoveryCodes.staffId, staffId),
        sql`${staffRecoveryCodes.codeHash} not in (select value from json_each(${hashes}))`,
        when,
      ),
    );
}

/** Uses up a code of somebody, by its hash: it changes one row, or none where the code is not theirs or was used. */
export function using(db: Database, staffId: string, codeHash: string, now: number) {
  return db
    .update(staffRecoveryCodes)
    .set({ usedAt: now })
    .where(
      and(
        eq(staffRecoveryCodes.codeHash, codeHash),
        eq(staffRecoveryCodes.staffId, staffId),
        isNull(staffRecoveryCodes.usedAt),
      ),
    )
    .returning({ staffId: staffRecoveryCodes.staffId });
}

/** How many codes somebody has left, as a column. */
export function leftOf(staffId: string) {
  return sql<number>`(select count(*) from ${staffRecoveryCodes}
    where ${staffRecoveryCodes.staffId} = ${staffId} and ${staffRecoveryCodes.usedAt} is null)`.as('codes_left');
}
