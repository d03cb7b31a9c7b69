// A database of which every batch that writes holds statements before and behind it: so what a verb does, the mark that it was done and
// how things look afterwards are one transaction, and the verb knows nothing of it.
import { is } from 'drizzle-orm';
import { SQLiteDeleteBase, SQLiteInsertBase, SQLiteUpdateBase } from 'drizzle-orm/sqlite-core';
import { batch, changed, type Database, type Statement } from '../../web/database.ts';

/** The database, and what the statements behind the last write returned; null before there is one. */
export function withEachWrite(
  db: Database,
  { before, behind }: { before: readonly Statement[]; behind: readonly Statement[] },
): { db: Database; shown: () => readonly unknown[] | null } {
  let shown: readonly unknown[] | null = null;
  const around = async (statements: readonly Statement[]): Promise<readonly unknown[]> => {
    if (!statements.some(isWrite)) return batch(db, statements);
    const results: readonly unknown[] = await batch(db, [...before, ...statements, ...behind]);
    shown = results.slice(before.length + statements.length);
    return results.slice(before.length, before.length + statements.length);
  };
  return { db: changed(db, { batch: around }), shown: () => shown };
}

const kinds = [SQLiteInsertBase, SQLiteUpdateBase, SQLiteDeleteBase];

function isWrite(statement: Statement): boolean {
  return kinds.some((kind) => is(statement, kind));
}
