// How much the local D1 holds, read from its file while the Worker waits.
import { globSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/**
 * Bytes of rows and indexes, and of the pages that they lie in. Pages are never quite full, and how full they are differs from one
 * moment to the next; what lies in them does not. Source: SQLite, "The DBSTAT Virtual Table".
 */
export function sizeOf(state: string): { held: number; pages: number } {
  const db = new DatabaseSync(fileOf(state), { readOnly: true });
  try {
    const row = db.prepare('select sum(pgsize - unused) as held, sum(pgsize) as pages from dbstat').get();
    return { held: Number(row?.held), pages: Number(row?.pages) };
  } finally {
    db.close();
  }
}

function fileOf(state: string): string {
  const files = globSync(`${state}/v3/d1/**/*.sqlite`).toSorted(
    (one, other) => statSync(other).size - statSync(one).size,
  );
  const [largest] = files;
  if (!largest) throw new Error(`no database in ${state}`);
  return largest;
}
