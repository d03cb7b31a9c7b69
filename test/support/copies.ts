// Many of what a test has made one of: the same rows again, with ids of their own.
import { rows } from './records.ts';

/** `one`: columns that say of one of many that it is that one. */
type Table = { name: string; key: string; one?: string[] };

/** What belongs to a thing, by the prefix of its id: tables, and the columns that name it there. */
const tablesOf: Record<string, Table[]> = {
  adr: [{ name: 'addresses', key: 'id', one: ['is_default_billing', 'is_default_delivery'] }],
  cat: [{ name: 'categories', key: 'id' }],
  cus: [
    { name: 'customers', key: 'id' },
    { name: 'memberships', key: 'customer_id' },
  ],
  doc: [{ name: 'documents', key: 'id' }],
  evt: [{ name: 'webhook_deliveries', key: 'event_id' }],
  grp: [{ name: 'groups', key: 'id' }],
  key: [{ name: 'partner_keys', key: 'id' }],
  ord: [
    { name: 'orders', key: 'id' },
    { name: 'order_lines', key: 'order_id' },
    { name: 'order_events', key: 'order_id' },
  ],
  prd: [
    { name: 'products', key: 'id' },
    { name: 'price_list_items', key: 'product_id' },
  ],
  prl: [{ name: 'price_lists', key: 'id' }],
  pts: [{ name: 'points_entries', key: 'id' }],
  qst: [{ name: 'questions', key: 'id' }],
  whk: [{ name: 'webhooks', key: 'id' }],
};

/** Copies the thing of this id so many times. What may be there once has another value in each. */
export async function copy(id: string, count: number): Promise<void> {
  const tables = tablesOf[id.split('_')[0] ?? ''];
  if (!tables) throw new Error(`test/support/copies.ts does not say where ${id} is stored`);
  for (const table of tables) await copyIn(table, id, count);
}

async function copyIn({ name, key, one = [] }: Table, id: string, count: number): Promise<void> {
  const columns = await rows(`pragma table_info("${name}")`);
  const own = new Set([key, ...(await uniqueBeside(name, key))]);
  const names = columns.map((column) => String(column.name));
  const values = columns.map(({ name: column, type }) => {
    if (one.includes(String(column))) return '0';
    if (!own.has(String(column))) return `"${String(column)}"`;
    return String(type).toLowerCase() === 'integer' ? `"${String(column)}" + i` : `"${String(column)}" || '_' || i`;
  });
  await rows(
    `with recursive copies(i) as (select 1 union all select i + 1 from copies where i < ${count})
    insert into "${name}" ("${names.join('", "')}") select ${values.join(', ')} from "${name}", copies where "${key}" = ?`,
    id,
  );
}

/** The last column of each index of all rows that is unique and that the key has no part in. */
async function uniqueBeside(table: string, key: string): Promise<string[]> {
  const indexes = (await rows(`pragma index_list("${table}")`)).filter(
    ({ unique, partial }) => unique === 1 && partial === 0,
  );
  const parts = await Promise.all(indexes.map(({ name }) => rows(`pragma index_info("${String(name)}")`)));
  return parts
    .map((part) => part.map(({ name }) => String(name)))
    .filter((part) => !part.includes(key))
    .flatMap((part) => part.slice(-1));
}
