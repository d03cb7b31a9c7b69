// Orders by the thousand for Harbour Goods, of the customers that are there, over five years. The same order comes out for the same
// number and the same customers each time; making them twice changes nothing, and making more adds the rest. What the memberships say of
// turnover, orders and products to rate is what the orders come to, afterwards. Stock and points stay as they are.
import { and, eq, sql } from 'drizzle-orm';
import { ulid } from 'ulid';
import { products } from '../catalog/schema.ts';
import { searchTerms } from '../customers/schema.ts';
import { mark } from '../customers/finding/numbers.ts';
import { numberSeries } from '../documents/schema.ts';
import { termsOf } from '../orders/history/terms.ts';
import { orderEvents } from '../orders/events/schema.ts';
import { orderLines, orders, orderTerms } from '../orders/schema.ts';
import { startOfDay } from '../ui/dates.ts';
import { batch, type Database } from '../web/database.ts';
import { firstId } from '../web/ids.ts';
import { buyersOf, type Buyer } from './buyers.ts';
import { counted } from './counted.ts';
import { latest } from './crowd.ts';
import { Dice } from './dice.ts';
import { settle } from './figures.ts';
import { ordered } from './ordered.ts';
import { adding } from './rows.ts';
import { demoStores } from './shops.ts';

/** Orders written in one batch. */
const portion = 1000;

const day = 86_400_000;
const { id: storeId, timeZone } = demoStores.goods;

/** Behind the time in their ids: of everybody's, and of those of one customer. */
const series = { crowd: 'cr0wd', one: '00ne0' };

/** An order before its details: who places it and when. */
export type Draft = { id: string; dice: Dice; buyer: Buyer; placedAt: number };

/**
 * Brings the orders of the crowd to `count`, or those of the one customer with the e-mail `of`; `told` hears how many are written. Throws
 * where nobody is there to order.
 */
export async function trade(
  db: Database,
  { count, of = null }: { count: number; of?: string | null },
  told: (done: number) => void = () => undefined,
): Promise<void> {
  const buyers = await buyersOf(db, of);
  if (buyers.length === 0) throw new Error(of === null ? 'nobody is there to order' : `${of} is no active customer`);
  // What everybody may see, everybody may have bought.
  const isForAll = and(eq(products.storeId, storeId), eq(products.visibility, 'everyone'));
  const goods = await db.select().from(products).where(isForAll).orderBy(products.id);
  const there = await countOf(db, buyers, of);
  const drafts = Array.from({ length: Math.max(0, count - there) }, (_, place) => draftOf(buyers, there + place, of));
  // Connections that were closed while the drafts were made are noticed before the next is used.
  await new Promise((resolve) => setTimeout(resolve));
  let done = 0;
  for (const [year, those] of byYear(drafts.toSorted((one, other) => one.placedAt - other.placedAt))) {
    for (let from = 0; from < those.length; from += portion) {
      const some = those.slice(from, from + portion);
      await write(
        db,
        year,
        some.map((draft) => ordered(draft, goods, latest)),
      );
      done += some.length;
      told(done);
    }
  }
  await settle(db, storeId);
}

/** How many of them were made before. */
async function countOf(db: Database, [first]: readonly Buyer[], of: string | null): Promise<number> {
  const made = `ord\\___________${of === null ? series.crowd : series.one}%`;
  const theirs = of === null ? sql`true` : eq(orders.customerId, first?.id ?? '');
  const [row] = await db
    .select({ count: sql<number>`count(*)` })
    .from(orders)
    .where(sql`${orders.storeId} = ${storeId} and ${theirs} and ${orders.id} like ${made} escape '\\'`);
  return row?.count ?? 0;
}

/** The older customers have ordered more often. Whoever is new has ordered for as long as the demo goes back. */
function draftOf(buyers: readonly Buyer[], number: number, of: string | null): Draft {
  const seed = of === null ? 7_000_000 : [...of].reduce((sum, letter) => sum * 7 + letter.charCodeAt(0), 1) % 9_000_000;
  const dice = new Dice(seed + number);
  const buyer = buyers[Math.floor(dice.roll() ** 1.6 * buyers.length)];
  if (!buyer) throw new Error('nobody is there to order');
  const began = buyer.createdAt < latest ? buyer.createdAt : latest - 1800 * day;
  const placedAt = began + Math.floor(dice.roll() * (latest - began));
  const chance = ulid(placedAt, () => dice.roll()).slice(15);
  const id = `${firstId('order', placedAt)}${of === null ? series.crowd : series.one}${chance}`.toLowerCase();
  return { id, dice, buyer, placedAt };
}

/** Each year of the shop's with the orders that were placed in it. */
function byYear(drafts: readonly Draft[]): Map<string, Draft[]> {
  const years = Array.from({ length: 12 }, (_, place) => String(2015 + place));
  const starts = years.map((year) => [startOfDay(`${year}-01-01`, timeZone), year] as const).toReversed();
  return Map.groupBy(drafts, ({ placedAt }) => starts.find(([start]) => start <= placedAt)?.[1] ?? '2015');
}

/** Writes orders of one year, with the next numbers of that year. */
async function write(db: Database, year: string, made: readonly ReturnType<typeof ordered>[]): Promise<void> {
  const inYear = `order:${year}`;
  const rows = made.map(({ order }, place) => ({ ...order, place: place + 1 }));
  const last = sql`(select ${numberSeries.last} from ${numberSeries} where ${numberSeries.storeId} = ${storeId} and ${numberSeries.series} = ${inYear})`;
  const number = sql`printf('%s-%05d', ${year}, ${last} + (value ->> '$.place'))`;
  const numbered = sql`(select ${orders.number} from ${orders} where ${orders.id} = value ->> '$.orderId')`;
  const terms = made.flatMap(({ order, lines }) =>
    [...termsOf(lines.map(({ name }) => name)), null].map((term) => ({
      customerId: order.customerId,
      storeId,
      term,
      placedAt: order.placedAt,
      orderId: order.id,
    })),
  );
  await batch(db, [
    db.insert(numberSeries).values({ storeId, series: inYear, last: 0 }).onConflictDoNothing(),
    adding(db, orders, rows, { number }),
    db
      .update(numberSeries)
      .set({ last: sql`${numberSeries.last} + ${made.length}` })
      .where(sql`${numberSeries.storeId} = ${storeId} and ${numberSeries.series} = ${inYear}`),
    adding(
      db,
      orderLines,
      made.flatMap(({ lines }) => lines),
    ),
    adding(
      db,
      orderEvents,
      made.flatMap(({ events }) => events),
    ),
    adding(db, orderTerms, terms, { term: sql`coalesce(value ->> '$.term', ${numbered})` }),
    adding(
      db,
      searchTerms,
      made.map(({ order }) => ({ storeId, customerId: order.customerId, orderId: order.id })),
      { term: sql`${mark} || ${numbered}` },
    ),
    counted(
      db,
      demoStores.goods,
      made.map(({ order }) => order),
    ),
  ]);
}
