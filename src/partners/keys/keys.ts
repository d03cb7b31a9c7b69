// Keys of partners: 256 random bits behind a name that says what they are, shown once and stored as their hash. A key is of one store;
// what it may do is asked for with every call (src/partners/serving/calling.ts).
import type { Database } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { newToken, sha256 } from '../../web/secrets.ts';
import { partnerKeys } from '../schema.ts';
import type { Scope } from '../scopes.ts';

/** So many characters of a key are kept to recognise it by. */
const prefixLength = 12;

/** What a key is to be: whose, made by whom, what it may do, and until when (ms since 1970; null without an end). */
export type NewKey = {
  partnerId: string;
  storeId: string;
  staffId: string;
  scopes: readonly Scope[];
  expiresAt: number | null;
};

/** A new key, which nobody can read again, and the statement that stores it. */
export async function making(db: Database, { scopes, ...rest }: NewKey, now: number) {
  const key = `rgl_${newToken()}`;
  const id = newId('partner_key', now);
  const stored = { id, hash: await sha256(key), prefix: key.slice(0, prefixLength), scopes: [...scopes] };
  return { key, id, statement: db.insert(partnerKeys).values({ ...rest, ...stored, createdAt: now }) };
}
