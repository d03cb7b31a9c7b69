// What is stored is of the type of its column, whatever was typed: no bytes in a text, no fraction in a number, nothing that cannot be seen.
import { env } from 'cloudflare:workers';
import { rows } from '../records.ts';

/** Columns that stand in one line: of messages, of papers, of lists. */
const oneLine =
  /^(name|subject|title|email|slug|sku|city|line1|line2|company|phone|hostname|to_address|postal_code|vat_id|external_id)$/;

const control = String.raw`'*[' || char(1) || '-' || char(31) || char(127) || char(0x2028) || char(0x2029) || char(0x202e) || ']*'`;

let queries: Promise<D1PreparedStatement[]> | null = null;

/** What is stored and is not as its column says: the tables and columns, with how often. */
export async function oddlyStored(): Promise<string[]> {
  const found = await env.DB.batch<{ what: string }>(await (queries ??= prepared()));
  return found.flatMap(({ results }) => results.map(({ what }) => what));
}

async function prepared(): Promise<D1PreparedStatement[]> {
  const columns = await rows(`select t.name as "table", c.name as "column", upper(c.type) as type
    from sqlite_master t join pragma_table_info(t.name) c
    where t.type = 'table' and t.name not glob '_cf_*' and t.name not glob 'sqlite_*' and t.sql not like 'create virtual%'
      and not exists (select 1 from sqlite_master v where v.sql like 'create virtual%' and t.name like v.name || '_%')
    order by 1`);
  const checks = columns.map(({ table, column, type }) => check(String(table), String(column), String(type)));
  return [...Map.groupBy(checks, ({ table }) => table)].map(([table, all]) => {
    const whens = all.map(({ column, wrong }) => `when ${wrong} then '${table}.${column}'`);
    return env.DB.prepare(
      `select what from (select case ${whens.join(' ')} end as what from "${table}") where what is not null`,
    );
  });
}

function check(table: string, column: string, type: string): { table: string; column: string; wrong: string } {
  const at = `"${column}"`;
  if (type.startsWith('INT')) {
    const isSafe = `abs(${at}) <= 9007199254740991`;
    return { table, column, wrong: `typeof(${at}) not in ('integer', 'null') or not (${at} is null or ${isSafe})` };
  }
  if (type !== 'TEXT') return { table, column, wrong: `typeof(${at}) not in ('integer', 'real', 'text', 'null')` };
  const unseen = oneLine.test(column) ? ` or ${at} glob ${control}` : '';
  return { table, column, wrong: `typeof(${at}) not in ('text', 'null') or instr(${at}, char(0)) > 0${unseen}` };
}
