// What all orders come to, kept in narrow arrays while they are made, since there may be millions: the figures of memberships, what
// was received first by which order, and the store's days.
import type { DatabaseSync } from 'node:sqlite';
import { demoStores } from '../../src/demo/shops.ts';
import { pointsFor } from '../../src/loyalty/earning.ts';
import { shopDay } from './calendar.ts';
import { numberOf } from './file.ts';
import { idAt } from './ids.ts';
import type { Made } from './orders.ts';
import type { Buyer } from './people.ts';
import type { Shop } from './shop.ts';

const { id: storeId } = demoStores.goods;

export class Tally {
  readonly shop: Shop;
  readonly buyers: readonly Buyer[];
  /** Of each order: by whom, and moments; 0 for what has not happened. */
  readonly orders: {
    buyer: Uint32Array;
    placedAt: Float64Array;
    paidAt: Float64Array;
    refundedAt: Float64Array;
    points: Int32Array;
  };
  /** Of each buyer: the figures, when they last changed, and when each product came first, by which order. */
  readonly whose: {
    orderCount: Uint32Array;
    turnoverMinor: Float64Array;
    points: Int32Array;
    lastOrderAt: Float64Array;
    changedAt: Float64Array;
    receivedAt: Float64Array;
    receivedBy: Uint32Array;
  };
  private readonly worth = new Map<number, number>();
  private readonly days = new Map<string, { orders: number; turnoverMinor: number }>();

  constructor(shop: Shop, buyers: readonly Buyer[], count: number) {
    this.shop = shop;
    this.buyers = buyers;
    this.orders = {
      buyer: new Uint32Array(count),
      placedAt: new Float64Array(count),
      paidAt: new Float64Array(count),
      refundedAt: new Float64Array(count),
      points: new Int32Array(count),
    };
    const each = buyers.length * shop.goods.length;
    this.whose = {
      orderCount: new Uint32Array(buyers.length),
      turnoverMinor: new Float64Array(buyers.length),
      points: new Int32Array(buyers.length),
      lastOrderAt: new Float64Array(buyers.length),
      changedAt: new Float64Array(buyers.length),
      receivedAt: new Float64Array(each),
      receivedBy: new Uint32Array(each),
    };
  }

  /** Counts an order, the how-manieth, of a buyer. */
  add(place: number, buyer: number, { row, lines }: Made): void {
    const { placedAt, totalMinor, groupName, paidAt, deliveredAt, refundedAt, cancelledAt } = row;
    const { orders, whose } = this;
    orders.buyer[place] = buyer;
    orders.placedAt[place] = placedAt;
    this.count(placedAt, groupName, 1, 0);
    if (cancelledAt) {
      this.count(placedAt, groupName, -1, 0);
    } else {
      add(whose.orderCount, buyer, 1);
      whose.lastOrderAt[buyer] = placedAt;
    }
    if (paidAt) {
      this.count(paidAt, groupName, 0, totalMinor);
      orders.paidAt[place] = paidAt;
      orders.points[place] = this.pointsOf(totalMinor);
    }
    if (paidAt && refundedAt) {
      this.count(refundedAt, groupName, 0, -totalMinor);
      orders.refundedAt[place] = refundedAt;
    }
    if (paidAt && !refundedAt) add(whose.turnoverMinor, buyer, totalMinor);
    // Neither a parcel nor a part of the money changes the figures; what is paid in full does.
    for (const at of [placedAt, paidAt, cancelledAt, refundedAt]) if (at) this.touch(buyer, at);
    if (deliveredAt) for (const line of lines) this.receive(buyer, line.productId ?? '', deliveredAt, place);
  }

  /** The points of a paid order: amounts come again and again, and working them out asks how the currency is written. */
  private pointsOf(totalMinor: number): number {
    const points = this.worth.get(totalMinor) ?? pointsFor(this.shop.store, totalMinor);
    this.worth.set(totalMinor, points);
    return points;
  }

  /** Something about the buyer's membership changed. */
  touch(buyer: number, at: number): void {
    this.whose.changedAt[buyer] = Math.max(this.whose.changedAt[buyer] ?? 0, at);
  }

  private receive(buyer: number, productId: string, at: number, place: number): void {
    const { goods } = this.shop;
    const key = buyer * goods.length + goods.findIndex(({ id }) => id === productId);
    const { receivedAt, receivedBy } = this.whose;
    const before = receivedAt[key] ?? 0;
    if (before !== 0 && before <= at) return;
    receivedAt[key] = at;
    receivedBy[key] = place;
  }

  private count(at: number, groupName: string, orders: number, turnoverMinor: number): void {
    const key = `${shopDay(at)} ${groupName}`;
    const known = this.days.get(key);
    if (!known) this.days.set(key, { orders, turnoverMinor });
    else {
      known.orders += orders;
      known.turnoverMinor += turnoverMinor;
    }
  }

  /** Writes all of it. */
  write(file: DatabaseSync): void {
    this.writePurchases(file);
    this.writeMemberships(file);
    const day = file.prepare(
      `insert into order_days (store_id, day, group_name, order_count, turnover_minor) values (?, ?, ?, ?, ?)
      on conflict do update set order_count = order_count + excluded.order_count, turnover_minor = turnover_minor + excluded.turnover_minor`,
    );
    for (const [key, { orders, turnoverMinor }] of this.days) {
      day.run(storeId, key.slice(0, 10), key.slice(11), orders, turnoverMinor);
    }
  }

  private writePurchases(file: DatabaseSync): void {
    const { goods } = this.shop;
    const insert = file.prepare('insert into purchases values (?, ?, ?, ?, ?, null)');
    for (const [key, at] of this.whose.receivedAt.entries()) {
      if (at === 0) continue;
      const place = this.whose.receivedBy[key] ?? 0;
      const customerId = this.buyers[Math.floor(key / goods.length)]?.id ?? '';
      const orderId = idAt('order', this.orders.placedAt[place] ?? 0, place);
      insert.run(storeId, customerId, goods[key % goods.length]?.id ?? '', orderId, at);
    }
  }

  private writeMemberships(file: DatabaseSync): void {
    const { goods } = this.shop;
    const { orderCount, turnoverMinor, points, lastOrderAt, changedAt, receivedAt } = this.whose;
    const update = file.prepare(
      `update memberships set order_count = ?, turnover_minor = ?, points = ?, last_order_at = ?, unrated_count = ?, updated_at = max(updated_at, ?)
      where store_id = ? and customer_id = ?`,
    );
    for (const [buyer, { id }] of this.buyers.entries()) {
      const received = receivedAt.subarray(buyer * goods.length, (buyer + 1) * goods.length);
      update.run(
        orderCount[buyer] ?? 0,
        turnoverMinor[buyer] ?? 0,
        points[buyer] ?? 0,
        lastOrderAt[buyer] || null,
        received.reduce((count, at) => count + (at === 0 ? 0 : 1), 0),
        changedAt[buyer] ?? 0,
        storeId,
        id,
      );
    }
  }
}

/** Gives the rows behind `after` the next revisions of the store, in the order in which they changed last. */
export function revise(file: DatabaseSync, table: 'orders' | 'memberships', after: number): void {
  const last = numberOf(file, `select coalesce(max(revision), 0) from ${table} where store_id = ?`, storeId);
  file.exec(
    `update ${table} set revision = ${last} + ranked.place
    from (select rowid as row, row_number() over (order by updated_at, rowid) as place from ${table} where rowid > ${after}) as ranked
    where ${table}.rowid = ranked.row`,
  );
}

function add(figures: Uint32Array | Float64Array, place: number, more: number): void {
  figures[place] = (figures[place] ?? 0) + more;
}
