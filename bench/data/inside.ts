// D1 within this process, on a file of SQLite's: what the verbs ask is answered without a process in between. For what calls them by
// the thousand; what is measured runs on D1 itself.
import { DatabaseSync } from 'node:sqlite';

type Value = string | number | null;

/** D1 as far as Drizzle asks anything of it. */
export function insideOf(file: DatabaseSync): D1Database {
  const d1 = {
    prepare: (sql: string) => statement(file, sql, []),
    batch: async (statements: readonly ReturnType<typeof statement>[]) => {
      file.exec('begin');
      try {
        const results = statements.map((one) => one.read());
        file.exec('commit');
        return results;
      } catch (error) {
        file.exec('rollback');
        throw error;
      }
    },
  };
  return d1 as unknown as D1Database;
}

function statement(file: DatabaseSync, sql: string, values: readonly Value[]) {
  const read = () => ({ results: file.prepare(sql).all(...values), success: true, meta: {} });
  return {
    bind: (...given: readonly (Value | boolean)[]) =>
      statement(
        file,
        sql,
        given.map((value) => (typeof value === 'boolean' ? Number(value) : value)),
      ),
    read,
    all: async () => read(),
    run: async () => read(),
    raw: async () => read().results.map((row) => Object.values(row)),
  };
}
