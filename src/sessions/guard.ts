// The guarded read. A signed-in page waits for storage once: KV is asked for the session while D1 answers the page's
// queries in one batch, whose first statement reads the right to act. Only when both agree do the results leave this
// function; otherwise they are dropped. Who may act is handed in, so customers and staff have the same mechanism.
import { batch, type Database, type Results, type Statement } from '../web/database.ts';
import { find, type Claim, type StoredSession } from './sessions.ts';

export type Guard<Row, Who> = {
  /** The statement that reads, by the claim alone, what decides the right to act. */
  right: (db: Database, claim: Claim) => Statement & { readonly _: { readonly result: Row[] } };
  /** Who it is, if the row and the session say that they may act now. */
  admit: (row: Row, session: StoredSession, now: number) => Who | null;
  /** What else is noted whenever a session's use is. */
  noted?: (db: Database, who: Who, now: number) => Statement[];
};

/** The only pages that somebody may use, by their addresses; from all others they are led to the first. */
export type Confinement = readonly [first: string, ...others: string[]];

/** What a page wants to read, given what the cookie claims. The claim may be false: then nobody sees the results. */
export type Build<S extends readonly Statement[]> = (db: Database, claim: Claim) => S;

/** Who is signed in and what the page reads; null where the claim is not good. One storage wait. */
export async function guardedRead<Row, Who, const S extends readonly Statement[]>(
  storage: { db: Database; kv: KVNamespace },
  guard: Guard<Row, Who>,
  claim: Claim,
  build: Build<S>,
  now: number,
): Promise<{ who: Who; row: Row; rows: Results<S> } | null> {
  const statements = [guard.right(storage.db, claim), ...build(storage.db, claim)] as const;
  const [session, [rights, ...rows]] = await Promise.all([find(storage.kv, claim), batch(storage.db, statements)]);
  const row = (rights as Row[])[0];
  if (!session || row === undefined) return null;
  const who = guard.admit(row, session, now);
  return who === null ? null : { who, row, rows: rows as unknown as Results<S> };
}
