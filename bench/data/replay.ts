// The same orders by the verbs: each placed, and everything that happened to it, in the order in which it did; and the hourly job that
// counts points. What the data maker writes is compared with what this leaves.
import { countAndExpire } from '../../src/loyalty/due.ts';
import { latest } from '../../src/demo/crowd.ts';
import * as handling from '../../src/orders/handling.ts';
import { place } from '../../src/orders/placing/placing.ts';
import type { Acting, Scene, StepResult } from '../../src/orders/taking.ts';
import type { Happening } from '../../src/demo/lives.ts';
import type { Database } from '../../src/web/database.ts';
import { orderOf, type Made } from './orders.ts';
import type { People } from './people.ts';
import { countedBy } from './points.ts';
import type { Shop } from './shop.ts';
import { asking } from './trade.ts';

type Step = { at: number; run: () => Promise<{ ok: boolean }> };

/** Lets the people of the shop place the first `count` orders, and everything happen to them. */
export async function replay(db: Database, shop: Shop, people: People, count: number): Promise<void> {
  const asked = asking(people, count);
  const scene = { db, store: shop.store };
  const made = Array.from({ length: count }, (_, nth) => orderOf(shop, asked(nth)));
  const steps = [...made.flatMap((order) => stepsOf(scene, order)), ...hours(db, shop, made)];
  for (const { at, run } of steps.toSorted((one, other) => one.at - other.at)) {
    const result = await run();
    if (!result.ok) throw new Error(`at ${at}: ${JSON.stringify(result)}`);
  }
}

function stepsOf(scene: Scene, order: Made): Step[] {
  const acting = { orderId: order.id, staffId: null };
  return order.life.map((happening) => ({
    at: happening.at,
    run: () =>
      happening.event === 'placed'
        ? place(scene, order.wanted, happening.at, { id: order.id })
        : verbs[happening.event](scene, acting, happening, order),
  }));
}

type Verb = (scene: Scene, acting: Acting, happening: Happening, order: Made) => Promise<StepResult>;

const verbs: Record<Exclude<Happening['event'], 'placed'>, Verb> = {
  paid: (scene, acting, { at, amountMinor }) => handling.receivePayment(scene, acting, amountMinor ?? 0, at),
  shipped: (scene, acting, { at }, { parcel }) => handling.ship(scene, acting, parcel, at),
  delivered: (scene, acting, { at }) => handling.deliver(scene, acting, at),
  cancelled: (scene, acting, { at }) => handling.cancel(scene, acting, at),
  refunded: (scene, acting, { at }) => handling.refund(scene, acting, at),
};

/** The runs of the hourly job that find something to do. */
function hours(db: Database, { store }: Shop, made: readonly Made[]): Step[] {
  const { countsAfterDays, livesDays } = store.policies.loyalty;
  const due = made.flatMap(({ row: { paidAt } }) => {
    const counts = (paidAt ?? Infinity) + countsAfterDays * 86_400_000;
    return [counts, counts + livesDays * 86_400_000].map(countedBy);
  });
  return [...new Set(due)]
    .filter((at) => at <= latest)
    .map((at) => ({ at, run: () => countAndExpire(db, at).then(() => ({ ok: true })) }));
}
