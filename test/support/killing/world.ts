// A shop that is used by many at once while it is killed: the demo, with people and goods beside it whose figures are known, everybody
// signed in already, and somebody of this process who takes e-mails and webhooks and is not killed with it.
import { eq } from 'drizzle-orm';
import type { Mortal } from '../../../scripts/workerd.ts';
import { products } from '../../../src/catalog/schema.ts';
import { seal } from '../../../src/credentials/sealing.ts';
import { memberships } from '../../../src/customers/schema.ts';
import { demoPartner } from '../../../src/demo/partners.ts';
import { productId } from '../../../src/demo/goods.ts';
import { addPerson } from '../../../src/demo/people.ts';
import { demoStores } from '../../../src/demo/shops.ts';
import { outbox } from '../../../src/messages/schema.ts';
import { webhookDeliveries, webhooks } from '../../../src/partners/webhooks/schema.ts';
import { purchases, orders } from '../../../src/orders/schema.ts';
import { customerLifetime, prepare, staffLifetime } from '../../../src/sessions/sessions.ts';
import { customerDoor, staffDoor } from '../../../src/sessions/visits.ts';
import { batch, type Database } from '../../../src/web/database.ts';
import { openMortal, query } from '../mortal.ts';
import { browserAt, type Browser } from '../plain-browser.ts';

export const store = demoStores.goods;

/** Somebody who buys here: signed in, and with nothing to their name yet but a received storm lantern. */
export type Person = { id: string; email: string; browser: Browser };

type Mail = { to: string; subject: string; text: string; html: string };

/** What was taken outside, in the order in which it came. */
export type Taken = { mails: Mail[]; webhooks: { id: string; body: string }[] };

export type World = Mortal & {
  people: Person[];
  /** Browsers of a manager and an owner. */
  manager: Browser;
  owner: Browser;
  taken: Taken;
  /** Somebody new at this shop. */
  visitor: () => Browser;
  /** Sends to the partner API with the key of the demo. */
  api: (method: string, path: string, body?: unknown, key?: string) => Promise<{ status: number; text: string }>;
  /** Runs what Cron does. */
  cron: (...expressions: string[]) => Promise<void>;
  /** Lets so much time go by, for everything that waits for its time. */
  later: (ms: number) => void;
};

const sealingKey = 'a2V5IG9mIHRoZSB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE=';
const peopleCount = 3;
/** Nobody types it: they are signed in before the shop starts. */
const password = 'seven gulls above the harbour';

/** What is sold to them, and is never out of stock. */
export const goods = [
  { id: productId('goods', 'MR-10'), slug: 'mooring-rope' },
  { id: productId('goods', 'CM-03'), slug: 'enamel-mug' },
] as const;
/** What lies in baskets until the next order takes it out. */
export const sweater = productId('goods', 'WS-04');
const lantern = productId('goods', 'SL-02');
const stockAtFirst = 1_000_000;

/** The shop, not started; `before` as of `mortal`. */
export async function openWorld({ before }: { before?: string } = {}): Promise<World> {
  const taken: Taken = { mails: [], webhooks: [] };
  const people: { id: string; email: string; cookie: string }[] = [];
  const staff: Record<string, string> = {};
  const shops = await openMortal({
    ...(before === undefined ? {} : { before }),
    vars: { SEALING_KEY: sealingKey },
    outside: {
      mail: (mail) => {
        taken.mails.push(mail as Mail);
        return 200;
      },
      webhook: ({ id, body }) => {
        taken.webhooks.push({ id, body });
        return 204;
      },
    },
    arrange: async (db, kv) => {
      const now = Date.now();
      const signIn = async (holderId: string, lifetime: typeof customerLifetime) => {
        const session = await prepare({ holderId, device: '', place: '' }, lifetime, now);
        await session.statement(db);
        await session.store(kv);
        return session.cookie;
      };
      for (const email of Array.from({ length: peopleCount }, (_, nth) => `buyer${nth}@example.com`)) {
        const id = await addBuyer(db, email, now);
        people.push({ id, email, cookie: await signIn(id, customerLifetime) });
      }
      for (const name of ['max', 'olive']) staff[name] = await signIn(`stf_${name}`.padEnd(30, '0'), staffLifetime);
      await db.delete(outbox);
      await db.delete(webhookDeliveries);
      await db.delete(webhooks);
      const place = { storeId: store.id, partnerId: 'ptn_till'.padEnd(30, '0'), createdAt: 1, updatedAt: 1 };
      const id = 'whk_listening';
      const secret = await seal(sealingKey, id, 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=');
      await db.insert(webhooks).values({ ...place, id, url: 'https://partner.example.com/hooks', secret });
      for (const product of [...goods.map((one) => one.id), sweater]) {
        await db.update(products).set({ stock: stockAtFirst }).where(eq(products.id, product));
      }
    },
  });
  const visitor = () => browserAt(shops.port);
  const as = (cookie: string, value = '') => browserAt(shops.port, { [cookie]: value });
  return {
    ...shops,
    taken,
    visitor,
    people: people.map(({ cookie, ...one }) => ({ ...one, browser: as(customerDoor.cookie, cookie) })),
    manager: as(staffDoor.cookie, staff.max),
    owner: as(staffDoor.cookie, staff.olive),
    api: async (method, path, body, key) => {
      const reply = await fetch(`http://localhost:${shops.port}/api/v1${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${demoPartner.key}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(key === undefined ? {} : { 'Idempotency-Key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: reply.status, text: await reply.text() };
    },
    cron: async (...expressions) => {
      for (const one of expressions) {
        const cron = encodeURIComponent(one).replaceAll('%20', '+');
        await (await fetch(`http://127.0.0.1:${shops.port}/cdn-cgi/local/scheduled?cron=${cron}`)).text();
      }
    },
    later: (ms) => letPass(shops.state, ms),
  };
}

/** A customer with a login, who has received a lantern by an order of the demo. */
async function addBuyer(db: Database, email: string, now: number): Promise<string> {
  const traits = { email, name: email.split('@')[0] ?? '', password, group: null, isProved: true };
  const id = await addPerson(db, { store: 'goods', ...traits }, now);
  const [order] = await db.select({ id: orders.id }).from(orders).limit(1);
  if (!order) throw new Error('the demo has no order');
  await batch(db, [
    db.insert(purchases).values({ storeId: store.id, customerId: id, productId: lantern, orderId: order.id, at: now }),
    db.update(memberships).set({ unratedCount: 1 }).where(eq(memberships.customerId, id)),
  ]);
  return id;
}

/** What waits for its time has waited so much longer; counts of tries are over. */
function letPass(state: string, ms: number): void {
  query(state, 'update outbox set next_attempt_at = next_attempt_at - ?', ms);
  query(state, 'update webhook_deliveries set next_at = next_at - ?', ms);
  query(state, 'update partner_requests set claimed_at = claimed_at - ?', ms);
  query(state, 'update partner_keys set calls = 0');
  query(state, 'delete from throttles');
}
