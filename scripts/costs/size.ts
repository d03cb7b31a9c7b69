// How much the local D1 holds, read from its file while the Worker waits.
import { DatabaseSync } from 'node:sqlite';
import { fileOf } from '../storage.ts';

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
