// Placing an order: everything it depends on is copied into it, its number is the next of the store's year, and the customer's
// figures and groups follow, in one batch. Whether the customer may order and there is enough of everything is decided in that
// batch, not before.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { products } from '../catalog/schema.ts';
import { customers, memberships } from '../customers/schema.ts';
import { lastOf, next, writtenIn } from '../documents/numbers.ts';
import { groupIdOf } from '../groups/groups.ts';
import { running } from '../groups/rules/rules.ts';
import { groups } from '../groups/schema.ts';
import { dayOf } from '../ui/dates.ts';
import { batch, type Statement } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import type { Scene } from './handling.ts';
import { orderEvents, orderLines, orders, orderTerms, type CopiedAddress } from './schema.ts';
import { termsOf } from './terms.ts';
import { totalsOf, type Totals } from './totals.ts';

/** How long a bank transfer may take. */
const dueMs = 14 * 86_400_000;

export type Wanted = {
  customerId: string;
  items: readonly { productId: string; quantity: number }[];
  billing: CopiedAddress;
  delivery: CopiedAddress;
  shipping: { name: string; priceMinor: number; taxBasisPoints: number };
  paymentMethod: (typeof orders.paymentMethod.enumValues)[number];
  /** In which language the customer ordered. */
  language: string;
};

export type PlacingResult =
  | { ok: true; orderId: string }
  | { ok: false; problem: 'not_a_customer' | 'nothing_ordered' | 'not_sold' | 'not_enough' };

/**
 * Places an order of a customer who is active at the store. Problems: `not_a_customer` (nobody of the store, waiting or denied),
 * `nothing_ordered`, `not_sold` (a product that the store does not sell), `not_enough` of one.
 */
export async function place({ db, store }: Scene, wanted: Wanted, now: number): Promise<PlacingResult> {
  const { customerId, items } = wanted;
  if (items.length === 0 || items.some(({ quantity }) => !Number.isSafeInteger(quantity) || quantity < 1)) {
    return { ok: false, problem: 'nothing_ordered' };
  }
  const ids = JSON.stringify(items.map(({ productId }) => productId));
  const [[who], sold] = await batch(db, [
    orderer({ db, store }, customerId),
    db
      .select()
      .from(products)
      .where(
        and(
          eq(products.storeId, store.id),
          sql`${products.id} in (select value from json_each(${ids}))`,
          sql`${products.retiredAt} is null`,
        ),
      ),
  ]);
  if (!who) return { ok: false, problem: 'not_a_customer' };
  const lines = items.flatMap(({ productId, quantity }) => {
    const product = sold.find(({ id }) => id === productId);
    return product ? [{ product, quantity }] : [];
  });
  if (lines.length < items.length) return { ok: false, problem: 'not_sold' };

  const totals = totalsOf(
    lines.map(({ product, quantity }) => ({
      listPriceMinor: product.priceMinor,
      quantity,
      taxBasisPoints: product.taxBasisPoints,
    })),
    {
      discountBasisPoints: who.discountBasisPoints ?? 0,
      shippingMinor: wanted.shipping.priceMinor,
      shippingTaxBasisPoints: wanted.shipping.taxBasisPoints,
      pointsMinor: 0,
    },
  );
  const placed = {
    id: newId('order', now),
    who,
    totals,
    lines: lines.map(({ product, quantity }) => ({ product, quantity, name: nameIn(product.names, wanted.language) })),
  };
  const statements = placing({ db, store }, wanted, placed, now);
  const [, rows] = await batch(db, statements);
  return rows.length === 1 ? { ok: true, orderId: placed.id } : { ok: false, problem: 'not_enough' };
}

type Product = typeof products.$inferSelect;
type Orderer = Awaited<ReturnType<typeof orderer>>[number];
type Placed = {
  id: string;
  who: Orderer;
  totals: Totals;
  lines: { product: Product; quantity: number; name: string }[];
};

/** Somebody who may order here, with their terms. */
function orderer({ db, store }: Scene, customerId: string) {
  return db
    .select({
      email: customers.email,
      phone: customers.phone,
      vatId: customers.vatId,
      groupName: groups.name,
      discountBasisPoints: groups.discountBasisPoints,
    })
    .from(memberships)
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .leftJoin(groups, sql`${groups.id} = ${groupIdOf(store.id, sql`${memberships.groupId}`)}`)
    .where(isActive(store.id, customerId));
}

function isActive(storeId: string, customerId: string): SQL {
  return sql`${memberships.storeId} = ${storeId} and ${memberships.customerId} = ${customerId} and ${memberships.status} = 'active'`;
}

/** The statements of the batch: its second returns the order, if it was placed. */
function placing({ db, store }: Scene, wanted: Wanted, placed: Placed, now: number) {
  const { customerId } = wanted;
  const { id, totals, who, lines } = placed;
  const year = dayOf(now, store.timeZone).slice(0, 4);
  const series = `order:${year}`;
  const pieces = JSON.stringify(lines.map(({ product, quantity }) => ({ id: product.id, quantity })));
  const isEnough = sql`not exists (
    select 1 from json_each(${pieces}) join ${products} on ${products.id} = value ->> 'id'
    where ${products.retiredAt} is not null or ${products.stock} < value ->> 'quantity')`;
  const mayBe = sql`exists (select 1 from ${memberships} where ${isActive(store.id, customerId)}) and ${isEnough}`;
  const isPlaced = sql`exists (select 1 from ${orders} where ${orders.id} = ${id})`;
  const isPrepaid = wanted.paymentMethod === 'bank_transfer' && totals.totalMinor > 0;
  const number = writtenIn(store.policies.shop.orderNumberFormat, year, lastOf(store.id, series));
  const order = db
    .insert(orders)
    .select(
      sql`select ${sql.join(
        [
          ...[id, store.id, customerId].map((value) => sql`${value}`),
          number,
          ...[wanted.language, store.currency, 'placed', who.email, who.phone, who.vatId].map((value) => sql`${value}`),
          sql`${JSON.stringify(wanted.billing)}`,
          sql`${JSON.stringify(wanted.delivery)}`,
          ...[who.groupName ?? '', who.discountBasisPoints ?? 0].map((value) => sql`${value}`),
          ...[lines[0]?.name ?? '', sumOf(lines.map(({ quantity }) => quantity))].map((value) => sql`${value}`),
          ...[totals.itemsMinor, wanted.shipping.name, totals.shippingMinor].map((value) => sql`${value}`),
          ...[wanted.shipping.taxBasisPoints, 0, totals.pointsMinor].map((value) => sql`${value}`),
          ...[totals.totalMinor, totals.taxMinor, wanted.paymentMethod, 0, 0, '', '', now].map(
            (value) => sql`${value}`,
          ),
          sql`${isPrepaid ? now + dueMs : null}`,
          ...Array.from({ length: 5 }, () => sql`null`),
        ],
        sql`, `,
      )} where ${mayBe}`,
    )
    .returning({ id: orders.id });
  return [
    next(db, store.id, series, mayBe),
    order,
    linesOf({ db, store }, placed, isPlaced),
    db
      .insert(orderEvents)
      .select(sql`select ${newId('event', now)}, ${id}, 'placed', null, null, ${now} where ${isPlaced}`),
    termsFor({ db, store }, customerId, placed, now, isPlaced),
    db
      .update(products)
      .set({
        stock: sql`${products.stock} - (select value ->> 'quantity' from json_each(${pieces}) where value ->> 'id' = ${products.id})`,
      })
      .where(
        and(
          sql`${products.id} in (select value ->> 'id' from json_each(${pieces}))`,
          sql`${products.stock} is not null`,
          isPlaced,
        ),
      ),
    db
      .update(memberships)
      .set({ orderCount: sql`${memberships.orderCount} + 1`, lastOrderAt: now })
      .where(and(isActive(store.id, customerId), isPlaced)),
    ...running(db, store, { customerIds: [customerId] }, newId('move', now), now),
  ] as const;
}

function linesOf({ db }: Scene, { id, lines, totals }: Placed, when: SQL): Statement {
  const rows = lines.map(({ product, quantity, name }, place) => ({
    ...totals.lines[place],
    productId: product.id,
    sku: product.sku,
    name,
    quantity,
    listPriceMinor: product.priceMinor,
    taxBasisPoints: product.taxBasisPoints,
  }));
  const values = [
    'productId',
    'sku',
    'name',
    'quantity',
    'listPriceMinor',
    'unitPriceMinor',
    'taxBasisPoints',
    'totalMinor',
    'taxMinor',
  ];
  const columns = values.map((name) => sql`value ->> ${`$.${name}`}`);
  return db.insert(orderLines).select(sql`
    select ${id}, key + 1, ${sql.join(columns, sql`, `)} from json_each(${JSON.stringify(rows)}) where ${when}`);
}

/** What it is found by; its number is known in the batch only. */
function termsFor({ db, store }: Scene, customerId: string, { id, lines }: Placed, now: number, when: SQL): Statement {
  const words = JSON.stringify(termsOf(lines.map(({ name }) => name)));
  const number = sql`(select lower(${orders.number}) from ${orders} where ${orders.id} = ${id})`;
  return db
    .insert(orderTerms)
    .select(
      sql`
      select ${customerId}, ${store.id}, value, ${now}, ${id} from json_each(${words}) where ${when}
      union select ${customerId}, ${store.id}, ${number}, ${now}, ${id} where ${when}`,
    )
    .onConflictDoNothing();
}

/** What a product is called in a language, else in any. */
function nameIn(names: Readonly<Record<string, string>>, language: string): string {
  return names[language] ?? Object.values(names)[0] ?? '';
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
