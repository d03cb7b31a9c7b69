// All orders, in the order in which they were placed, and everything that comes of them.
import type { DatabaseSync } from 'node:sqlite';
import { latest } from '../../src/demo/crowd.ts';
import { Dice } from '../../src/demo/dice.ts';
import { termsOf as wordsOf } from '../../src/orders/history/terms.ts';
import { orderEvents } from '../../src/orders/events/schema.ts';
import { orderLines, orders } from '../../src/orders/schema.ts';
import { shopDay } from './calendar.ts';
import { numberOf, writer } from './file.ts';
import { orderOf, type Asked } from './orders.ts';
import { keepSeries, Papers } from './papers.ts';
import { tillsOpen, type Buyer, type People } from './people.ts';
import { addPoints } from './points.ts';
import type { Shop } from './shop.ts';
import { revise, Tally } from './tally.ts';

/** Of the known shoppers and of so many others, papers are kept: of every one, of one in twenty, … */
export type Wanted = { count: number; papersOfOneIn: number };

/** Writes `count` orders and what comes of them; `tell` hears how far it is. */
export function addOrders(
  file: DatabaseSync,
  shop: Shop,
  { shoppers, buyers }: People,
  { count, papersOfOneIn }: Wanted,
  tell: (what: string) => void,
): void {
  const known = Object.values(shoppers);
  const asked = asking({ shoppers, buyers }, count);
  const before = numberOf(file, 'select coalesce(max(rowid), 0) from orders');
  const numbers = new Numbers(file, shop);
  const [tally, papers] = [new Tally(shop, buyers, count), new Papers(shop)];
  const add = { order: writer(file, orders), line: writer(file, orderLines), event: writer(file, orderEvents) };
  for (let place = 0; place < count; place += 1) {
    const ask = asked(place);
    const made = orderOf(shop, ask);
    const number = numbers.next(ask.placedAt);
    add.order({ ...made.row, number });
    for (const line of made.lines) add.line(line);
    for (const event of made.events) add.event(event);
    tally.add(place, ask.whose, made);
    if (ask.whose < known.length || ask.whose % papersOfOneIn === 0) papers.add(place, number, made);
    if ((place + 1) % 500_000 === 0) tell(`${place + 1} orders`);
  }
  numbers.keep();
  tell('orders');
  papers.write(file, (place) => ({ order: orderOf(shop, asked(place)), number: numbers.at(place) }));
  tell('papers');
  addPoints(file, tally, (place) => numbers.at(place));
  tell('points');
  tally.write(file);
  revise(file, 'orders', before);
  tell('figures');
  addWords(file, shop, before);
  tell('words');
}

/** An order before it is placed, and the how-manieth of the buyers it is who orders. */
type Slot = Asked & { whose: number };

/**
 * Who orders when, by the place of the order: the known shoppers evenly over the years, until five weeks before the end, the others by
 * chance, the older ones more often.
 */
export function asking({ shoppers, buyers }: People, count: number): (place: number) => Slot {
  const known = Object.values(shoppers);
  const taken = new Map<number, number>();
  for (const [buyer, { orders: wanted }] of known.entries()) {
    for (let nth = 0; nth < wanted; nth += 1) {
      let place = Math.floor(((nth + 0.5) / wanted) * count * 0.98);
      while (taken.has(place)) place += 1;
      taken.set(place, buyer);
    }
  }
  return (place) => {
    const dice = new Dice(10_000_000 + place);
    const placedAt = tillsOpen + Math.floor(((place + dice.roll()) / count) * (latest - tillsOpen));
    const there = Math.max(1, cameBefore(buyers, placedAt) - known.length);
    const whose = taken.get(place) ?? known.length + Math.floor(dice.roll() ** 1.6 * there);
    const buyer = buyers[whose];
    if (!buyer) throw new Error('nobody is there to order');
    return { place, whose, buyer, placedAt };
  };
}

/** How many of the buyers, who stand in the order in which they came, came before a moment. */
function cameBefore(buyers: readonly Buyer[], at: number): number {
  let [from, to] = [0, buyers.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((buyers[middle]?.createdAt ?? at) < at) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The numbers of the orders, by their places: one after the other in each year of the shop's. */
class Numbers {
  /** The years that have begun: with which order, and behind which number. */
  private readonly years: { year: number; from: number; behind: number }[] = [];
  private readonly file: DatabaseSync;
  private readonly shop: Shop;
  private count = 0;

  constructor(file: DatabaseSync, shop: Shop) {
    this.file = file;
    this.shop = shop;
  }

  /** The number of the next order, placed at this moment. */
  next(placedAt: number): string {
    const place = this.count;
    this.count += 1;
    const year = Number(shopDay(placedAt).slice(0, 4));
    const first = this.years.at(-1)?.year ?? year - 1;
    for (let next = first + 1; next <= year; next += 1) {
      const known = 'select coalesce((select last from number_series where store_id = ? and series = ?), 0)';
      const behind = numberOf(this.file, known, this.shop.store.id, `order:${next}`);
      this.years.push({ year: next, from: place, behind });
    }
    return this.at(place);
  }

  /** The number of an order that has one. */
  at(place: number): string {
    const { year, from, behind } = this.years.findLast((one) => one.from <= place) ?? { year: 0, from: 0, behind: 0 };
    return `${year}-${String(behind + place - from + 1).padStart(5, '0')}`;
  }

  /** Keeps the last ones, so that the next order gets the next number. */
  keep(): void {
    const ends = [...this.years.slice(1).map(({ from }) => from), this.count];
    const lasts = this.years.map(
      ({ year, from, behind }, nth) => [`order:${year}`, behind + (ends[nth] ?? 0) - from] as const,
    );
    keepSeries(this.file, this.shop.store.id, new Map(lasts));
  }
}

/** Writes by which words customers find the orders behind `before`, and by which numbers staff find their customers. */
function addWords(file: DatabaseSync, { store, goods }: Shop, before: number): void {
  file.exec('create temp table said (name text, word text, primary key (name, word)) without rowid');
  const said = file.prepare('insert or ignore into said values (?, ?)');
  for (const name of goods.flatMap(({ names }) => Object.values(names))) {
    for (const word of wordsOf([name])) said.run(name, word);
  }
  const added = `orders.rowid > ${before}`;
  file.exec(`
    insert or ignore into order_terms (customer_id, store_id, term, placed_at, order_id)
    select customer_id, '${store.id}', term, placed_at, id from (
      select customer_id, word as term, placed_at, id from orders
      cross join order_lines on order_id = id join said on said.name = order_lines.name where ${added}
      union all select customer_id, lower(number), placed_at, id from orders where ${added})
    order by customer_id, term, placed_at, id`);
  file.exec(`
    insert or ignore into search_terms (store_id, term, customer_id)
    select '${store.id}', term, customer_id from (
      select term, customer_id from words union all select '#' || lower(number), customer_id from orders where ${added})
    order by term, customer_id`);
}
