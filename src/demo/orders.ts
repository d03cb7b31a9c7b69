// Orders of the people of the demo, one in every state, the same each time.
import * as handling from '../orders/handling.ts';
import type { Wanted } from '../orders/placing/agreeing.ts';
import { place, type Manner } from '../orders/placing/placing.ts';
import { quote } from '../orders/quotations/offering.ts';
import type { Acting, Scene, StepResult } from '../orders/taking.ts';
import * as stores from '../stores/stores.ts';
import type { Database } from '../web/database.ts';
import { idOf } from '../web/ids.ts';
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

/** Opens the page of each order that the demo's guest has placed: development only. */
export const guestSecret = 'a-lamp-in-the-window-of-the-harbour-office';

const guestLives: readonly Life[] = [
  { daysAgo: 60, items: [['CM-03', 2]], steps: ['pay', 'ship', 'deliver'] },
  { daysAgo: 2, items: [['SL-02', 1]], steps: [] },
];

/** Lets somebody of the demo order these things; unless told, what its people have ordered. */
export async function addOrders(
  db: Database,
  who: Somebody,
  now: number,
  ordered: readonly Life[] = lives,
): Promise<void> {
  const scene = await sceneOf(db, who.store, now);
  for (const [nth, life] of ordered.entries()) {
    // Theirs by its place, so that it is known where an example needs one.
    const id = idOf('order', `${who.id.slice(4).replace(/0+$/, '')}${nth + 1}`);
    await live(scene, life, wantedBy(scene.store, who, life.items), { id }, now);
  }
}

/** Lets somebody of the demo order as a guest what they can take over then. */
export async function addGuestOrders(
  db: Database,
  { store, name, email }: Omit<Somebody, 'id'> & { email: string },
  now: number,
): Promise<void> {
  const scene = await sceneOf(db, store, now);
  const contact = { name, email, phone: '' };
  // Nothing of the demo's mail is sent, so what seals the secret in it does not matter.
  const guest = { secret: guestSecret, sealingKey: Buffer.alloc(32).toString('base64') };
  for (const life of guestLives) {
    const wanted = { ...wantedBy(scene.store, { store, name, id: '' }, life.items), customerId: null, contact };
    await live(scene, life, wanted, { guest }, now);
  }
}

/** An order is placed, and everything of its life happens to it. */
async function live(scene: Scene, { daysAgo, steps }: Life, wanted: Wanted, manner: Manner, now: number) {
  const placedAt = now - daysAgo * day;
  const placed = await place(scene, wanted, placedAt, manner);
  if (!placed.ok) throw new Error(`the demo cannot order: ${placed.problem}`);
  const acting = { orderId: placed.orderId, staffId: null };
  for (const [index, step] of steps.entries()) {
    const result = await verbs[step](scene, acting, placedAt + (index + 1) * day);
    if (!result.ok) throw new Error(`the demo cannot ${step}: ${result.problem}`);
  }
}

/** Lets the shop offer lanterns and rope to somebody of the demo, for twelve days more. */
export async function addQuotation(db: Database, who: Somebody, now: number): Promise<void> {
  const scene = await sceneOf(db, who.store, now);
  const asked = wantedBy(scene.store, who, [
    ['SL-02', 2],
    ['MR-10', 10],
  ]);
  const offer = {
    ...asked,
    validUntil: now + 12 * day,
    remindAt: now + 9 * day,
    note: 'As you asked at the fair: ten metres cut in one.',
  };
  const offered = await quote(scene, offer, now - 2 * day, { id: idOf('document', `offer_${who.store}`) });
  if (!offered.ok) throw new Error(`the demo cannot offer: ${offered.problem}`);
}

/** A demo store as verbs take it. */
export async function sceneOf(db: Database, at: DemoStore, now: number): Promise<Scene> {
  const store = await stores.atHost(db, demoStores[at].hostname, now);
  if (!store) throw new Error('no demo store');
  return { db, store };
}

/** What somebody of the demo orders, sent to their town. */
export function wantedBy(
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
