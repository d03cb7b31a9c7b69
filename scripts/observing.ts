// The real database with something around each of its round trips: for what counts them, keeps them, or lets them fail. Runs in workerd.
import { changed } from '../src/web/database.ts';

/** What is asked of the database in one round trip, and by which call of D1. */
export type Asked = {
  how: 'batch' | 'run' | 'all' | 'raw' | 'first';
  statements: readonly Spoken[];
};

/** A statement as it is sent. */
export type Spoken = { sql: string; values: readonly unknown[] };

/** Stands around a round trip: `run` makes it, and returns a result for each statement. */
export type Around = (run: () => Promise<D1Result[]>, asked: Asked) => Promise<D1Result[]>;

/** The real database with something around each of its round trips. */
export function observed(db: D1Database, around: Around): D1Database {
  const known = new WeakMap<D1PreparedStatement, Spoken & { real: D1PreparedStatement }>();
  const statement = (real: D1PreparedStatement, sql: string, values: readonly unknown[] = []): D1PreparedStatement => {
    const ask = async (how: Asked['how']): Promise<D1Result<Record<string, unknown>>> => {
      const [result] = await around(async () => [await real.all()], { how, statements: [{ sql, values }] });
      return result as D1Result<Record<string, unknown>>;
    };
    const one = changed(real, {
      bind: (...given: unknown[]) => statement(real.bind(...given), sql, given),
      run: () => ask('run'),
      all: () => ask('all'),
      // `raw` and `first` keep to themselves what they read; `all` tells, with the same values in the same order.
      raw: async () => (await ask('raw')).results.map((row) => Object.values(row)),
      first: async (column?: string) => {
        const row = (await ask('first')).results[0] ?? null;
        return column === undefined ? row : row?.[column];
      },
    });
    known.set(one, { real, sql, values });
    return one;
  };
  const spoken = (one: D1PreparedStatement) => {
    const found = known.get(one);
    if (!found) throw new Error('a statement of another database');
    return found;
  };
  return changed(db, {
    prepare: (sql: string) => statement(db.prepare(sql), sql),
    batch: (statements: D1PreparedStatement[]) => {
      const all = statements.map(spoken);
      return around(() => db.batch(all.map(({ real }) => real)), { how: 'batch', statements: all });
    },
  });
}
