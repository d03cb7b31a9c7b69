// A hundred thousand orders, listed by a partner's cursor while orders come in and change.
import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { openingKeysOf } from '../src/credentials/sealing.ts';
import { orderReading } from '../src/orders/partners/reading/api.ts';
import { batch, openDatabase } from '../src/web/database.ts';
import { aCustomer } from './support/people.ts';
import { sceneAt } from './support/orders.ts';
import { counting } from './support/storage-faults.ts';

const count = 100_000;
const pageSize = 100;
const minute = 60_000;
/** When the first of them was placed; one came each minute, and none has changed since. */
const began = Date.UTC(2025, 0, 1);
const storeId = 'sto_harbour_goods';
const idOf = (nth: number) => `ord_${String(nth).padStart(6, '0')}`;

it('skips and doubles none that was there, and reads at most four rows for each', { timeout: 60_000 }, async () => {
  const customerId = await aCustomer();
  await insert(customerId, 1, count);
  let stirred = 0;
  /** Ten come in, some the newest and some the oldest of all, and ten of those that were there change. */
  const stir = async () => {
    await insert(customerId, count + stirred * 5 + 1, 5);
    await insert(customerId, -stirred * 5 - 4, 5);
    const these = Array.from({ length: 10 }, (_, place) => idOf(1 + (((stirred * 10 + place) * 7919) % count)));
    stirred += 1;
    await env.DB.prepare(
      `update orders set status = 'shipped', updated_at = ?1, revision = (
          select max(revision) + 1 from orders as latest where latest.store_id = ?2) + instr(?3, id)
        where id in (select value from json_each(?3))`,
    )
      .bind(began + 3 * count * minute, storeId, JSON.stringify(these))
      .run();
  };

  const every = await listed({ limit: String(pageSize) }, stir, 20);
  const old = every.ids.filter((id) => /^ord_\d{6}$/.test(id) && id >= idOf(1) && id <= idOf(count));
  expect([old.length, new Set(old).size]).toEqual([count, count]);
  expect(every.rowsRead).toBeLessThanOrEqual(4 * every.ids.length);

  const last = 10_000;
  const since = new Date(began + (count - last) * minute).toISOString();
  const changed = await listed({ limit: String(pageSize), updated_since: since, expand: 'lines' }, stir, 2);
  const seen = new Set(changed.ids);
  for (let nth = count - last; nth <= count; nth += 1) expect(seen.has(idOf(nth))).toBe(true);
  expect(seen.has(idOf(1))).toBe(true);
  expect(changed.rowsRead).toBeLessThanOrEqual(4 * changed.ids.length);
  expect(stirred).toBeGreaterThanOrEqual(100);
});

/** The ids of all pages, and the rows that were read for them; so often something happens in between. */
async function listed(query: Record<string, string>, stir: () => Promise<void>, each: number) {
  const endpoint = orderReading.find(({ operation }) => operation === 'listOrders');
  const { store } = await sceneAt();
  const place = { store, now: Date.now(), keyHash: '', partner: sql`'ptn_nobody'`, openingKeys: openingKeysOf(env) };
  const { counts, bindings } = counting();
  const db = openDatabase(bindings);
  const ids: string[] = [];
  let cursor: string | null = null;
  for (let page = 1; page === 1 || cursor !== null; page += 1) {
    const asked = {
      params: {},
      query: endpoint?.query.parse({ ...query, ...(cursor === null ? {} : { cursor }) }),
      body: undefined,
      made: '',
    };
    const rows: readonly unknown[] = await batch(db, endpoint?.load?.(db, asked, place) ?? []);
    const shown = (await endpoint?.show?.(rows, asked, place)) as {
      data: { id: string }[];
      next_cursor: string | null;
    };
    for (const { id } of shown.data) ids.push(id);
    cursor = shown.next_cursor;
    if (page % each === 0 && cursor !== null) await stir();
    if (page > 2000) throw new Error('it does not end');
  }
  return { ids, rowsRead: counts.rowsRead };
}

/** So many orders of a rope bag, beginning with this one. */
async function insert(customerId: string, first: number, many: number): Promise<void> {
  await env.DB.prepare(
    `with recursive n(i) as (select ?1 union all select i + 1 from n where i < ?1 + ?2 - 1)
    insert into orders (id, store_id, customer_id, number, language, currency, status, email, phone, vat_id, group_name,
      discount_basis_points, summary, item_count, items_minor, shipping_name, shipping_minor, shipping_tax_basis_points,
      points_spent, points_minor, total_minor, tax_minor, payment_method, placed_at, revision, updated_at)
    select printf('ord_%06d', i), ?3, ?4, printf('N-%06d', i), 'en', 'EUR', 'delivered', '', '', '', '', 0,
      'Rope bag', 1, 5990, 'Parcel', 490, 2300, 0, 0, 6480, 1212, 'elsewhere', ?5 + i * ${minute},
      (select coalesce(max(revision), 0) from orders where store_id = ?3) + i - ?1 + 1, ?5 + i * ${minute} from n`,
  )
    .bind(first, many, storeId, customerId, began)
    .run();
}
