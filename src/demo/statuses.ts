// Statuses of Harbour Goods' own: what its people set by hand, and what time sets.
import { eq, sql } from 'drizzle-orm';
import { orders } from '../orders/schema.ts';
import { setting, type Status } from '../orders/statuses/following.ts';
import { orderStatuses } from '../orders/statuses/schema.ts';
import { find } from '../orders/taking.ts';
import * as stores from '../stores/stores.ts';
import { batch, type Database } from '../web/database.ts';
import { demoStores } from './shops.ts';

const hour = 3_600_000;

const status = (id: string, position: number, traits: Partial<Status>): Status => ({
  id: `sts_${id}`.padEnd(30, '0'),
  storeId: demoStores.goods.id,
  names: {},
  texts: {},
  colour: 'blue',
  position,
  trigger: 'hand',
  days: 0,
  afterId: null,
  isTold: true,
  document: null,
  retiredAt: null,
  ...traits,
});

const packed = status('packed', 1, {
  names: { en: 'Packed', de: 'Gepackt', cs: 'Zabaleno' },
  texts: {
    en: 'Your parcel waits for the postman.',
    de: 'Ihr Paket wartet auf die Post.',
    cs: 'Váš balík čeká na poštu.',
  },
  document: 'delivery_note',
});

const ready = status('ready', 2, {
  names: { en: 'Ready for pick-up', de: 'Abholbereit', cs: 'K vyzvednutí' },
  texts: {
    en: 'It waits for you at 4 Custom House Quay, weekdays from nine to six.',
    de: 'Sie wartet am Custom House Quay 4 auf Sie, werktags von neun bis achtzehn Uhr.',
    cs: 'Čeká na vás na adrese 4 Custom House Quay, ve všední dny od devíti do osmnácti.',
  },
  colour: 'green',
});

const demoStatuses: readonly Status[] = [
  packed,
  ready,
  status('waits', 3, {
    names: { en: 'Still waiting for you', de: 'Wartet noch auf Sie', cs: 'Stále na vás čeká' },
    colour: 'violet',
    trigger: 'follows',
    days: 5,
    afterId: ready.id,
  }),
  status('reminder', 4, {
    names: { en: 'Reminder', de: 'Zahlungserinnerung', cs: 'Upomínka' },
    texts: {
      en: 'Your payment has not reached us yet. If you have sent it already, thank you: it is on its way.',
      de: 'Ihre Zahlung ist noch nicht bei uns. Falls Sie schon bezahlt haben, danke: Sie ist unterwegs.',
      cs: 'Vaše platba k nám zatím nedorazila. Pokud jste už zaplatili, děkujeme: je na cestě.',
    },
    colour: 'amber',
    trigger: 'overdue',
    days: 7,
  }),
];

/** Adds the statuses; what a guest ordered last is packed. */
export async function addStatuses(db: Database, now: number): Promise<void> {
  const store = await stores.atHost(db, demoStores.goods.hostname, now);
  if (!store) throw new Error('the demo has no store');
  await db.insert(orderStatuses).values([...demoStatuses]);
  const [latest] = await db
    .select({ id: orders.id })
    .from(orders)
    .where(sql`${eq(orders.storeId, store.id)} and ${orders.guestKey} is not null and ${orders.status} = 'placed'`)
    .limit(1);
  const found = latest && (await find({ db, store }, latest.id));
  if (!found) return;
  const set = { status: packed, staffId: null, rule: null, note: '' };
  await batch(db, setting({ db, store }, found, set, now - 3 * hour, sql`true`).statements);
}
