// Orders of the people of the demo, one in every state, the same each time.
import * as handling from '../orders/handling.ts';
import type { Wanted } from '../orders/placing/agreeing.ts';
import { place } from '../orders/placing/placing.ts';
import { quote } from '../orders/quotations/quotations.ts';
import type { Acting, Scene, StepResult } from '../orders/taking.ts';
import * as stores from '../stores/stores.ts';
import type { Database } from '../web/database.ts';
import { productId } from './goods.ts';
import { demoStores, type DemoStore } from './shops.ts';

const day = 86_400_000;

/** An order, and what came of it. */
export type Life = {
  daysAgo: number;
  items: readonly (readonly [sku: string, quantity: number])[];
  /** What happened to it, a day after the other. */
  steps: readonly ('pay' | 'ship' | 'deliver' | 'cancel' | 'refund')[];
};

const lives: readonly Life[] = [
  {
    daysAgo: 120,
    items: [
      ['SL-02', 1],
      ['MR-10', 2],
    ],
    steps: ['pay', 'ship', 'deliver'],
  },
  { daysAgo: 75, items: [['WS-04', 1]], steps: ['pay', 'refund'] },
  { daysAgo: 40, items: [['CM-03', 6]], steps: ['cancel'] },
  {
    daysAgo: 21,
    items: [
      ['RB-01', 1],
      ['CM-03', 2],
      ['MR-10', 1],
    ],
    steps: ['pay', 'ship', 'deliver'],
  },
  { daysAgo: 5, items: [['MR-10', 4]], steps: ['pay', 'ship'] },
  { daysAgo: 1, items: [['RB-01', 1]], steps: [] },
];

const addresses = {
  goods: { line1: '12 St James Square', postalCode: 'D02 XY45', city: 'Dublin', country: 'IE' },
  outlet: { line1: '12 St James Square', postalCode: 'D02 XY45', city: 'Dublin', country: 'IE' },
  trade: { line1: 'Am Sandtorkai 12', postalCode: '20457', city: 'Hamburg', country: 'DE' },
  sklad: { line1: 'Holešovické nábřeží 9', postalCode: '170 00', city: 'Praha', country: 'CZ' },
} satisfies Record<DemoStore, object>;

type Somebody = { store: DemoStore; id: string; name: string };

/** Lets somebody of the demo order these things; unless told, what its people have ordered. */
export async function addOrders(
  db: Database,
  who: Somebody,
  now: number,
  ordered: readonly Life[] = lives,
): Promise<void> {
  const scene = await sceneOf(db, who.store, now);
  for (const { daysAgo, items, steps } of ordered) {
    const placedAt = now - daysAgo * day;
    const placed = await place(scene, wantedBy(scene.store, who, items), placedAt);
    if (!placed.ok) throw new Error(`the demo cannot order: ${placed.problem}`);
    const acting = { orderId: placed.orderId, staffId: null };
    for (const [index, step] of steps.entries()) {
      const result = await verbs[step](scene, acting, placedAt + (index + 1) * day);
      if (!result.ok) throw new Error(`the demo cannot ${step}: ${result.problem}`);
    }
  }
}

/** Lets the shop offer lanterns and rope to somebody of the demo, for twelve days more. */
export async function addQuotation(db: Database, who: Somebody, now: number): Promise<void> {
  const scene = await sceneOf(db, who.store, now);
  const asked = wantedBy(scene.store, who, [
    ['SL-02', 2],
    ['MR-10', 10],
  ]);
  const offered = await quote(scene, { ...asked, validUntil: now + 12 * day }, now - 2 * day);
  if (!offered.ok) throw new Error(`the demo cannot offer: ${offered.problem}`);
}

async function sceneOf(db: Database, at: DemoStore, now: number): Promise<Scene> {
  const store = await stores.atHost(db, demoStores[at].hostname, now);
  if (!store) throw new Error('no demo store');
  return { db, store };
}

function wantedBy(
  store: stores.Store,
  { store: at, id: customerId, name }: Somebody,
  items: Life['items'],
): Wanted & { customerId: string } {
  const address = { name, company: '', line2: '', region: '', phone: '', ...addresses[at] };
  const isCzech = at === 'sklad';
  return {
    customerId,
    items: items.map(([sku, quantity]) => ({ productId: productId(at, sku), quantity })),
    billing: address,
    delivery: address,
    shipping: {
      name: isCzech ? 'Zásilka' : 'DPD',
      priceMinor: isCzech ? 9900 : 490,
      taxBasisPoints: isCzech ? 2100 : 2300,
    },
    paymentMethod: 'bank_transfer',
    language: store.languages[0] ?? 'en',
  };
}

type Verb = (scene: Scene, acting: Acting, now: number) => Promise<StepResult>;

const verbs: Record<Life['steps'][number], Verb> = {
  pay: (scene, acting, now) => handling.receiveAll(scene, acting, now),
  ship: (scene, acting, now) => handling.ship(scene, acting, { carrier: 'dpd', trackingCode: '01234567890123' }, now),
  deliver: (scene, acting, now) => handling.deliver(scene, acting, now),
  cancel: (scene, acting, now) => handling.cancel(scene, acting, now),
  refund: (scene, acting, now) => handling.refund(scene, acting, now),
};
