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
  const contents = await Promise.all(tables.map((table) => rows(`select * from "${String(table.name)}"`)));
  const { keys } = await env.SESSIONS.list();
  const values = await Promise.all(keys.map((key) => env.SESSIONS.get(key.name)));
  const pictures = (await env.PICTURES.list()).keys;
  return JSON.stringify([contents, keys, values, pictures]);
}
