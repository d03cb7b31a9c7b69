// Where the demo's partner is told what happens: nobody listens there, so what was sent is told here.
import { partners } from '../partners/schema.ts';
import { webhookDeliveries, webhooks, type Try } from '../partners/webhooks/schema.ts';
import { batch, type Database } from '../web/database.ts';
import { demoStores } from './shops.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const storeId = demoStores.goods.id;
const till = { id: 'ptn_till'.padEnd(30, '0'), storeId, name: 'Till in Dublin' };

type Delivery = Omit<typeof webhookDeliveries.$inferInsert, 'storeId' | 'log' | 'tries'> & { log: Try[] };

const tried = (at: number, status: number | null, problem: string | null, ms: number): Try => ({
  at,
  status,
  problem,
  ms,
});

/** What was sent to it: something that arrived at once, something that waits, and something that was given up. */
function deliveries(webhookId: string, now: number): Delivery[] {
  const paid = now - 40 * minute;
  const shipped = now - 3 * day;
  return [
    {
      webhookId,
      eventId: 'evt_goods_shipped',
      type: 'order.shipped',
      subject: { order_id: 'ord_01k9zq3v7x8m2n4p6r8t0w2y4a', customer_id: 'cus_ada'.padEnd(30, '0') },
      at: shipped,
      givenUpAt: shipped + 27 * hour,
      log: Array.from({ length: 10 }, (_, place) => tried(shipped + place * 3 * hour, 503, 'failed', 212)),
    },
    {
      webhookId,
      eventId: 'evt_goods_paid',
      type: 'order.paid',
      subject: { order_id: 'ord_01k9zq3v7x8m2n4p6r8t0w2y4a', customer_id: 'cus_ada'.padEnd(30, '0') },
      at: paid,
      nextAt: now + 7 * hour,
      log: [tried(paid, null, 'too_slow', 10_001), tried(paid + 5 * minute, 500, 'failed', 184)],
    },
    {
      webhookId,
      eventId: 'evt_goods_changed',
      type: 'customer.updated',
      subject: { customer_id: 'cus_ada'.padEnd(30, '0') },
      at: paid - hour,
      deliveredAt: paid - hour + 140,
      log: [tried(paid - hour, 204, null, 140)],
    },
  ];
}

/** Adds a webhook that is on and one that went off by itself. Nothing can be signed for them until somebody makes a new secret. */
export async function addWebhooks(db: Database, now: number): Promise<void> {
  const there = { storeId, partnerId: till.id, secret: '', createdAt: now - 9 * day, updatedAt: now - 9 * day };
  const on = { ...there, id: 'whk_goods_till', url: 'https://till.example.com/regulars' };
  const off = { ...there, id: 'whk_goods_stock', url: 'https://stock.example.com/hooks/regulars' };
  await batch(db, [
    db
      .insert(partners)
      .values({ ...till, createdAt: now })
      .onConflictDoNothing(),
    db.insert(webhooks).values({ ...on, events: ['customer.denied', 'customer.allowed', 'customer.deleted'] }),
    db.insert(webhooks).values({ ...off, disabledAt: now - 2 * day, disabledFor: 'failures' }),
    ...deliveries(on.id, now).map((one) =>
      db.insert(webhookDeliveries).values({ ...one, storeId, tries: one.log.length }),
    ),
  ]);
}
