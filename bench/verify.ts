// `npm run bench:verify`: whether the data maker and the verbs agree. A small shop is made twice from one state: once by the data
// maker, once by placing, paying, shipping, delivering, cancelling and refunding the same orders at the same moments, with the hourly
// job in between. Then every row of both is compared, but for what comes by chance.
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { getTableName } from 'drizzle-orm';
import { indexing } from '../src/customers/finding/indexing.ts';
import { latest } from '../src/demo/crowd.ts';
import { fill } from '../src/demo/demo.ts';
import { numberSeries } from '../src/documents/schema.ts';
import { orderDays } from '../src/orders/days/schema.ts';
import { batch, openDatabase } from '../src/web/database.ts';
import { numberOf, withoutIndexes } from './data/file.ts';
import { insideOf } from './data/inside.ts';
import { fillIn, tables } from './data/making.ts';
import { addPeople } from './data/people.ts';
import { openShop, type Shop } from './data/shop.ts';
import { replay } from './data/replay.ts';

const size = { customers: 40, orders: 260, known: { few: 5, some: 20, many: 100 } };

/** Columns that come by chance, or are no more than an order of changes; what that is, is compared apart. */
const byChance: Readonly<Record<string, readonly string[]>> = {
  order_events: ['id'],
  documents: ['id'],
  points_entries: ['id'],
  orders: ['revision'],
  memberships: ['revision'],
  logins: ['password_hash'],
};

/** Of what has an id by chance, what it is instead, as SQL: so an event has its place in the history of its order. */
const instead: Readonly<Record<string, string>> = {
  order_events: ', row_number() over (partition by order_id order by id) as place',
  points_entries: `, iif(kind = 'expired', (select cause from points_entries one where 'expired:' || one.id = points_entries.cause), cause) as cause`,
};

/** The rows of a table as texts, in an order that does not depend on chance. */
function rowsOf(file: DatabaseSync, table: string): string[] {
  const rows = file.prepare(`select *${instead[table] ?? ''} from ${table}`).all();
  const kept = rows.map((row) => Object.entries(row).filter(([name]) => !byChance[table]?.includes(name)));
  return kept.map((row) => JSON.stringify(Object.fromEntries(row))).toSorted();
}

/** Whose rows say the how-manieth change their last one was. */
const revised = ['orders', 'memberships'] as const;

/** How many of the rows behind `after` changed before others of them and have a higher revision. */
function outOfTurn(file: DatabaseSync, table: string, after: number): number {
  return numberOf(
    file,
    `select count(*) from ${table} one join ${table} other on other.store_id = one.store_id
    where min(one.rowid, other.rowid) > ${after} and one.updated_at < other.updated_at and one.revision >= other.revision`,
  );
}

/** A database with the demo. */
async function demo(path: string): Promise<Shop> {
  const file = new DatabaseSync(path);
  for (const migration of globSync('migrations/*.sql').toSorted()) file.exec(readFileSync(migration, 'utf8'));
  const db = openDatabase({ DB: insideOf(file) });
  const now = latest + 30 * 86_400_000;
  await fill(db, 8787, now);
  const shop = await openShop(db, now);
  file.close();
  return shop;
}

/** Makes the same by the verbs. */
async function byVerbs(file: DatabaseSync, shop: Shop): Promise<void> {
  const people = await withoutIndexes(file, tables, () => addPeople(file, size.customers, size.known));
  file.exec(`insert into search_terms select '${shop.store.id}', term, customer_id from words`);
  const db = openDatabase({ DB: insideOf(file) });
  await replay(db, shop, people, size.orders);
  // What people are found by is as the product would index it anew.
  for (const { id } of people.buyers) await batch(db, indexing(db, id));
}

const folder = mkdtempSync(join(tmpdir(), 'verify-'));
const [made, done] = [`${folder}/made.sqlite`, `${folder}/done.sqlite`];
try {
  const shop = await demo(made);
  cpSync(made, done);
  const [one, other] = [made, done].map((path) => new DatabaseSync(path)) as [DatabaseSync, DatabaseSync];
  const before = Object.fromEntries(
    revised.map((table) => [table, numberOf(one, `select max(rowid) from ${table}`)]),
  ) as Record<(typeof revised)[number], number>;
  await fillIn(one, shop, size, () => undefined);
  await byVerbs(other, shop);
  let [compared, wrong] = [0, 0];
  for (const table of [...tables, orderDays, numberSeries].map(getTableName)) {
    const [here, there] = [rowsOf(one, table), rowsOf(other, table)].map((rows) => new Set(rows)) as [
      Set<string>,
      Set<string>,
    ];
    const more = [...here].filter((row) => !there.has(row));
    const less = [...there].filter((row) => !here.has(row));
    compared += there.size;
    wrong += more.length + less.length;
    for (const row of more.slice(0, 2)) console.log(`${table}: the data maker alone writes ${row}`);
    for (const row of less.slice(0, 2)) console.log(`${table}: the verbs alone write ${row}`);
  }
  for (const table of revised) {
    const count = outOfTurn(one, table, before[table]);
    wrong += count;
    if (count > 0) console.log(`${table}: ${count} revisions are out of turn`);
  }
  const dangling = one.prepare('pragma foreign_key_check').all().length;
  wrong += dangling;
  if (dangling > 0) console.log(`${dangling} rows name what is not there`);
  one.close();
  other.close();
  console.log(wrong === 0 ? `${compared} rows are as the verbs leave them` : `${wrong} rows differ`);
  if (wrong > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
