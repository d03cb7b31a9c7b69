// The points of all orders, as earning, refunds and the hourly job would have left them: an order that is paid earns some, which count
// when the store's delay is over, and are gone by a refund or with time. Nobody spends any.
import type { DatabaseSync } from 'node:sqlite';
import { latest } from '../../src/demo/crowd.ts';
import { pointsEntries } from '../../src/loyalty/schema.ts';
import { idAt } from './ids.ts';
import { writer } from './file.ts';
import type { Tally } from './tally.ts';

const [hour, day] = [3_600_000, 86_400_000];

/** What happens to the points of an order, besides that it earns them. */
type Turn = { place: number; at: number; id: string; kind: 'counted' | 'reversed' | 'expired' };

/** Of each order: when its points count, and what became of them; 0 for what has not happened. */
type Ledger = Record<'position' | 'balance' | 'goneAt' | 'gonePosition' | 'goneBalance', Float64Array>;

/** Writes the entries, and gives the tally each buyer's points. `numbers` are those of the orders. */
export function addPoints(file: DatabaseSync, tally: Tally, numbers: (place: number) => string): void {
  const { orders } = tally;
  const ledger = ledgerOf(tally);
  const add = writer(file, pointsEntries);
  const { countsAfterDays, livesDays } = tally.shop.store.policies.loyalty;
  for (const [place, points] of orders.points.entries()) {
    if (points === 0) continue;
    const paidAt = orders.paidAt[place] ?? 0;
    const orderId = idAt('order', orders.placedAt[place] ?? 0, place);
    const whose = { storeId: tally.shop.store.id, customerId: tally.buyers[orders.buyer[place] ?? 0]?.id ?? '' };
    const about = { ...whose, orderId, reason: numbers(place), staffId: null };
    const countsAt = paidAt + countsAfterDays * day;
    const [position, goneAt] = [ledger.position[place] || null, ledger.goneAt[place] ?? 0];
    const isReversed = goneAt !== 0 && goneAt === orders.refundedAt[place];
    const id = earnedId(paidAt, place);
    add({
      ...about,
      id,
      kind: 'earned',
      cause: `earned:${orderId}`,
      points,
      left: position === null || goneAt !== 0 ? 0 : points,
      balance: position === null ? null : (ledger.balance[place] ?? 0),
      position,
      // What is refunded before it counts, counts and goes at once.
      countsAt: isReversed && goneAt < countedBy(countsAt) ? goneAt : countsAt,
      expiresAt: countsAt + livesDays * day,
      at: paidAt,
    });
    if (goneAt === 0) continue;
    add({
      ...about,
      id: idAt('points', goneAt, place * 2 + 1),
      kind: isReversed ? 'reversed' : 'expired',
      cause: isReversed ? `reversed:${orderId}` : `expired:${id}`,
      points: -points,
      left: 0,
      balance: ledger.goneBalance[place] ?? 0,
      position: ledger.gonePosition[place] ?? 0,
      countsAt: goneAt,
      expiresAt: null,
      at: goneAt,
    });
  }
}

function earnedId(paidAt: number, place: number): string {
  return idAt('points', paidAt, place * 2);
}

/** When the hourly job comes to what is due. */
export function countedBy(at: number): number {
  return Math.ceil(at / hour) * hour;
}

/** Works out positions and balances, buyer by buyer. */
function ledgerOf(tally: Tally): Ledger {
  const { orders, whose } = tally;
  const count = orders.points.length;
  const ledger: Ledger = {
    position: new Float64Array(count),
    balance: new Float64Array(count),
    goneAt: new Float64Array(count),
    gonePosition: new Float64Array(count),
    goneBalance: new Float64Array(count),
  };
  for (const [buyer, places] of byBuyer(tally).entries()) {
    let [position, balance] = [0, 0];
    for (const { place, at, kind } of turnsOf(tally, places)) {
      const points = orders.points[place] ?? 0;
      position += 1;
      balance += kind === 'counted' ? points : -points;
      if (kind === 'counted') {
        ledger.position[place] = position;
        ledger.balance[place] = balance;
      } else {
        ledger.goneAt[place] = at;
        ledger.gonePosition[place] = position;
        ledger.goneBalance[place] = balance;
      }
      tally.touch(buyer, at);
    }
    whose.points[buyer] = balance;
  }
  return ledger;
}

/** What happened to the points of these orders, in its order: a run of the job counts before it expires. */
function turnsOf({ orders, shop }: Tally, places: Uint32Array): Turn[] {
  const { countsAfterDays, livesDays } = shop.store.policies.loyalty;
  const turns: (Turn & { due: number })[] = [];
  for (const place of places) {
    if (orders.points[place] === 0) continue;
    const [paidAt, refundedAt] = [orders.paidAt[place] ?? 0, orders.refundedAt[place] ?? 0];
    const id = earnedId(paidAt, place);
    const due = paidAt + countsAfterDays * day;
    const over = due + livesDays * day;
    const counted = refundedAt === 0 ? countedBy(due) : Math.min(countedBy(due), refundedAt);
    if (counted <= latest) turns.push({ place, at: counted, due, id, kind: 'counted' });
    if (refundedAt !== 0) turns.push({ place, at: refundedAt, due: refundedAt, id, kind: 'reversed' });
    else if (countedBy(over) <= latest) turns.push({ place, at: countedBy(over), due: over, id, kind: 'expired' });
  }
  const order = { counted: 0, reversed: 1, expired: 2 };
  return turns.toSorted(
    (one, other) =>
      one.at - other.at || order[one.kind] - order[other.kind] || one.due - other.due || (one.id < other.id ? -1 : 1),
  );
}

/** The orders of each buyer, by their places. */
function byBuyer({ orders, buyers }: Tally): Uint32Array[] {
  const counts = new Uint32Array(buyers.length);
  for (const buyer of orders.buyer) counts[buyer] = (counts[buyer] ?? 0) + 1;
  const places = buyers.map((_, buyer) => new Uint32Array(counts[buyer] ?? 0));
  for (let place = orders.buyer.length - 1; place >= 0; place -= 1) {
    const buyer = orders.buyer[place] ?? 0;
    const next = (counts[buyer] ?? 0) - 1;
    counts[buyer] = next;
    const theirs = places[buyer];
    if (theirs) theirs[next] = place;
  }
  return places;
}
