// What placing an order writes: statements for one batch, each of which depends on the order's having been placed.
import { and, sql, type SQL } from 'drizzle-orm';
import { products } from '../../catalog/schema.ts';
import { findableBy } from '../../customers/finding/numbers.ts';
import { folded } from '../../customers/finding/terms.ts';
import { memberships } from '../../customers/schema.ts';
import { lastOf, next, writtenIn } from '../../documents/numbers.ts';
import { running } from '../../groups/rules/rules.ts';
import { hasPoints, spending } from '../../loyalty/spending.ts';
import { dayOf } from '../../ui/dates.ts';
import type { Statement } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { confirming } from '../messages.ts';
import type { Scene } from '../taking.ts';
import { termsOf } from '../history/terms.ts';
import { orderEvents, orderLines, orders, orderTerms } from '../schema.ts';
import { isActive, type Orderer } from './orderer.ts';
import type { Wanted } from './placing.ts';
import type { Totals } from './totals.ts';

/** How long a bank transfer may take. */
const dueMs = 14 * 86_400_000;

type Product = typeof products.$inferSelect;
export type Placed = {
  id: string;
  who: Orderer;
  totals: Totals;
  pointsSpent: number;
  lines: { product: Product; quantity: number; name: string }[];
};

/** The statements of the batch, whose second returns the order if it was placed, and the messages to deliver then. */
export function placing({ db, store }: Scene, wanted: Wanted, placed: Placed, now: number) {
  const { customerId } = wanted;
  const { id, totals, who, lines, pointsSpent } = placed;
  const year = dayOf(now, store.timeZone).slice(0, 4);
  const series = `order:${year}`;
  const pieces = JSON.stringify(lines.map(({ product, quantity }) => ({ id: product.id, quantity })));
  const isEnough = sql`not exists (
    select 1 from json_each(${pieces}) join ${products} on ${products.id} = value ->> 'id'
    where ${products.retiredAt} is not null or ${products.stock} < value ->> 'quantity')`;
  const mayBe = sql`${isEnough} and exists (
    select 1 from ${memberships} where ${isActive(store.id, customerId)} and ${hasPoints(pointsSpent)})`;
  const isPlaced = sql`exists (select 1 from ${orders} where ${orders.id} = ${id})`;
  const isPrepaid = wanted.paymentMethod === 'bank_transfer' && totals.totalMinor > 0;
  const dueAt = isPrepaid ? now + dueMs : null;
  const messages = confirming(
    { db, store },
    {
      id,
      number: numberOf(id),
      lines,
      totals,
      dueAt,
      who: { ...who, language: who.language ?? wanted.language },
      shippingName: wanted.shipping.name,
      paymentMethod: wanted.paymentMethod,
    },
    now,
    isPlaced,
  );
  const format = store.policies.shop.orderNumberFormat;
  const numberIn = (one: string) => writtenIn(one, year, lastOf(store.id, series));
  const order = db
    .insert(orders)
    .select(
      sql`select ${sql.join(
        [
          ...[id, store.id, customerId].map((value) => sql`${value}`),
          numberIn(format),
          ...[wanted.language, store.currency, 'placed', who.email, who.phone, who.vatId].map((value) => sql`${value}`),
          sql`${JSON.stringify(wanted.billing)}`,
          sql`${JSON.stringify(wanted.delivery)}`,
          ...[who.groupName ?? '', who.discountBasisPoints ?? 0].map((value) => sql`${value}`),
          ...[lines[0]?.name ?? '', sumOf(lines.map(({ quantity }) => quantity))].map((value) => sql`${value}`),
          ...[totals.itemsMinor, wanted.shipping.name, totals.shippingMinor].map((value) => sql`${value}`),
          ...[wanted.shipping.taxBasisPoints, pointsSpent, totals.pointsMinor].map((value) => sql`${value}`),
          ...[totals.totalMinor, totals.taxMinor, wanted.paymentMethod, 0, 0, '', '', now].map(
            (value) => sql`${value}`,
          ),
          sql`${dueAt}`,
          ...Array.from({ length: 6 }, () => sql`null`),
        ],
        sql`, `,
      )} where ${mayBe}`,
    )
    .returning({ id: orders.id });
  const statements = [
    next(db, store.id, series, mayBe),
    order,
    linesOf({ db, store }, placed, isPlaced),
    db
      .insert(orderEvents)
      .select(sql`select ${newId('event', now)}, ${id}, 'placed', null, null, ${now} where ${isPlaced}`),
    termsFor({ db, store }, customerId, placed, now, isPlaced),
    findableBy(db, { storeId: store.id, customerId }, numberIn(folded(format)), isPlaced),
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
    ...spending(db, store, { customerId, orderId: id, orderNumber: numberOf(id), points: pointsSpent }, now, isPlaced),
    ...messages.map(({ statement }) => statement),
    ...running(db, store, { customerIds: [customerId] }, newId('move', now), now),
  ] as const;
  return { statements, messageIds: messages.map((message) => message.id) };
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

/** The number of an order, which is known in the batch that places it only. */
function numberOf(orderId: string): SQL {
  return sql`(select ${orders.number} from ${orders} where ${orders.id} = ${orderId})`;
}

/** What it is found by. */
function termsFor({ db, store }: Scene, customerId: string, { id, lines }: Placed, now: number, when: SQL): Statement {
  const words = JSON.stringify(termsOf(lines.map(({ name }) => name)));
  const number = sql`lower(${numberOf(id)})`;
  return db
    .insert(orderTerms)
    .select(
      sql`
      select ${customerId}, ${store.id}, value, ${now}, ${id} from json_each(${words}) where ${when}
      union select ${customerId}, ${store.id}, ${number}, ${now}, ${id} where ${when}`,
    )
    .onConflictDoNothing();
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
