// ETag and If-Match: who changes something may say how it looked when they decided to. It is compared before the verb is called, and
// held until the write by a statement in its batch that fails where the thing has changed since. Source: RFC 9110, 13.1.1.
import { sql, type SQL } from 'drizzle-orm';
import { reading, reasonOf, type Database, type Statement } from '../../web/database.ts';
import { sha256 } from '../../web/secrets.ts';

/** The ETag of a reply. */
export async function tagOf(body: string): Promise<string> {
  return `"${(await sha256(body)).slice(0, 22)}"`;
}

/** Whether a header names this tag, or any; a weak one too, since that is what the edge makes of the tag of a reply that it compresses. */
export function isNamed(tag: string, header: string): boolean {
  return header
    .split(',')
    .map((one) => one.trim().replace(/^W\//, ''))
    .some((one) => one === '*' || one === tag);
}

/** The statement that reads what version something has. */
export function versionOf(db: Database, version: SQL) {
  return saying(db, sql<unknown>`${version}`);
}

/** The statement with which a batch fails where something has another version. */
export function holding(db: Database, version: SQL, seen: unknown): Statement {
  return saying(db, sql`json(case when ${version} is ${seen} then 'true' else 'not as it was' end)`);
}

/** The statement that reads a value. */
function saying<Value>(db: Database, value: SQL<Value>) {
  return reading(db, { version: value.as('version') });
}

/** Whether a batch failed for that. */
export function isMoved(error: unknown): boolean {
  return /malformed JSON/.test(reasonOf(error));
}
