// What is stored, for tests that must look behind the pages.
import { env } from 'cloudflare:workers';

/** The rows of a query, as plain objects. */
export async function rows(sql: string, ...values: unknown[]): Promise<Record<string, unknown>[]> {
  return (
    await env.DB.prepare(sql)
      .bind(...values)
      .all()
  ).results;
}

/** The one value of a query of one row and one column. */
export async function value(sql: string, ...values: unknown[]): Promise<unknown> {
  return Object.values((await rows(sql, ...values))[0] ?? {})[0];
}

/** Everything in D1 and KV as one text, to search for what must not be there. */
export async function everythingStored(): Promise<string> {
  const tables = await rows(`select name from sqlite_master where type = 'table' and name not glob '_cf_*'`);
  const all = tables.map(({ name }) => env.DB.prepare(`select * from "${String(name)}"`));
  const [contents, sessions, pictures] = await Promise.all([
    env.DB.batch(all),
    env.SESSIONS.list(),
    env.PICTURES.list(),
  ]);
  const values = await Promise.all(sessions.keys.map((key) => env.SESSIONS.get(key.name)));
  return JSON.stringify([contents.map(({ results }) => results), sessions.keys, values, pictures.keys]);
}
