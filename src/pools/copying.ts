// A person who is a customer of two stores that part becomes two: the store that leaves gets a copy of the person, with login,
// addresses and known browsers, and everything that is held of them at this store belongs to the copy from then on.
import { getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { knownDevices, logins } from '../access/schema.ts';
import { bulkActs, bulkResults } from '../customers/bulk/schema.ts';
import { revised, telling } from '../customers/revisions.ts';
import { addresses, customers, memberships } from '../customers/schema.ts';
import { isMember } from '../customers/customers.ts';
import { revised as revisedOrder } from '../orders/revisions.ts';
import { orders } from '../orders/schema.ts';
import { holdings } from '../privacy/holdings.ts';
import type { Holding } from '../privacy/holding.ts';
import type { Database, Statement } from '../web/database.ts';

/** A person and their copy, by id. */
export type Copy = { from: string; to: string };

/** Whether a customer is one of another store than this, as a condition. */
export function isElsewhere(storeId: string, customerId: SQL): SQL {
  return sql`exists (
    select 1 from ${memberships} as elsewhere where elsewhere.customer_id = ${customerId} and elsewhere.store_id <> ${storeId})`;
}

type Parting = { storeId: string; toPoolId: string };

/**
 * The statements that copy these people and give the copies what the store holds of them, on a condition. Nobody is copied who is at
 * no other store any more, or whose address the pool has.
 */
export function copying(
  db: Database,
  { storeId, toPoolId }: Parting,
  copies: readonly Copy[],
  now: number,
  when: SQL,
): Statement[] {
  if (copies.length === 0) return [];
  const pairs = sql`(select value ->> 'from' as old_id, value ->> 'to' as new_id from json_each(${JSON.stringify(copies)}))`;
  const isTheirs = sql`${isMember(storeId, sql`${customers.id}`)} and ${isElsewhere(storeId, sql`${customers.id}`)}`;
  // The copies exist only if this batch made them: the other statements need no condition of their own.
  const copied = sql`(select pair.* from ${pairs} as pair where exists (select 1 from ${customers} where ${customers.id} = pair.new_id))`;
  const each = (table: SQLiteTable) =>
    sql`from ${copied} as pair join ${table} on ${table}.customer_id = pair.old_id where true`;
  return [
    inserting(
      db,
      customers,
      { id: sql`pair.new_id`, poolId: sql`${toPoolId}` },
      sql`from ${pairs} as pair join ${customers} on ${customers.id} = pair.old_id
        where ${customers.poolId} <> ${toPoolId} and ${isTheirs} and ${when}`,
    ),
    ...replacing(db, storeId, copied, now),
    inserting(db, logins, { customerId: sql`pair.new_id` }, each(logins)),
    inserting(db, addresses, { id: addressId, customerId: sql`pair.new_id` }, each(addresses)),
    inserting(db, knownDevices, { customerId: sql`pair.new_id` }, each(knownDevices)),
    ...holdings.flatMap((held) =>
      held.storeId ? [handingOver(db, held, copied, now, sql`${held.storeId} = ${storeId}`)] : [],
    ),
    handingOver(
      db,
      { table: bulkResults, customerId: bulkResults.customerId },
      copied,
      now,
      sql`${bulkResults.bulkId} in (select ${bulkActs.id} from ${bulkActs} where ${bulkActs.storeId} = ${storeId})`,
    ),
  ];
}

/** To the store the copy is a new customer in place of the person; the statements stand before the one that gives it the membership. */
function replacing(db: Database, storeId: string, copied: SQL, now: number): Statement[] {
  const isTheirs = sql`${memberships.customerId} in (select pair.old_id from ${copied} as pair)`;
  const copy = sql`(select pair.new_id from ${copied} as pair where pair.old_id = ${memberships.customerId})`;
  return [
    telling(db, { type: 'customer.deleted', storeId }, isTheirs, now),
    telling(db, { type: 'customer.created', storeId, customerId: copy }, isTheirs, now),
    db
      .update(memberships)
      .set(revised(storeId, now))
      .where(sql`${memberships.storeId} = ${storeId} and ${isTheirs}`),
  ];
}

/** An id that sorts by the time of the one that it is made of. */
const addressId = sql`substr(${addresses.id}, 1, 14) || lower(hex(randomblob(8)))`;

/** The statement that copies rows, with other values in some columns; rows that cannot be there twice are left out. */
function inserting<Table extends SQLiteTable>(
  db: Database,
  table: Table,
  others: Partial<Record<keyof Table['_']['columns'], SQL>>,
  source: SQL,
): Statement {
  const given: Readonly<Record<string, SQL | undefined>> = others;
  const values = Object.entries(getTableColumns(table)).map(([name, column]) => given[name] ?? sql`${column}`);
  return db
    .insert(table)
    .select(sql`select ${sql.join(values, sql`, `)} ${source}`)
    .onConflictDoNothing();
}

/** The statement that gives the copies what is held of the people in a table. */
function handingOver(
  db: Database,
  held: Pick<Holding, 'table' | 'customerId'>,
  copied: SQL,
  now: number,
  where: SQL,
): Statement {
  const { customerId } = held;
  const copy = sql`(select pair.new_id from ${copied} as pair where pair.old_id = ${customerId})`;
  return giving(db, held, copy, now, sql`${where} and ${customerId} in (select pair.old_id from ${copied} as pair)`);
}

/** The statement that gives rows of a table, those of which `where` is true, to another person. An order says whose it is: it changes. */
export function giving(
  db: Database,
  { table, customerId }: Pick<Holding, 'table' | 'customerId'>,
  to: SQL,
  now: number,
  where: SQL,
): Statement {
  const [name = ''] = Object.entries(getTableColumns(table)).find(([, column]) => column === customerId) ?? [];
  const change = table === orders ? revisedOrder(orders.storeId, now) : {};
  return db
    .update(table)
    .set({ [name]: to, ...change })
    .where(where);
}
