// The real thing: the running product, killed at any moment while a partner sends orders, and the same requests sent again until each is
// answered.
import { setTimeout as wait } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Mortal } from '../../scripts/workerd.ts';
import { products } from '../../src/catalog/schema.ts';
import { productId } from '../../src/demo/goods.ts';
import { demoStores } from '../../src/demo/shops.ts';
import { outbox } from '../../src/messages/schema.ts';
import { making } from '../../src/partners/keys/keys.ts';
import { partners } from '../../src/partners/schema.ts';
import type { Database } from '../../src/web/database.ts';
import { openMortal, query } from '../support/mortal.ts';

const product = productId('goods', 'MR-10');
const stock = 100;
const senders = Array.from({ length: 30 }, (_, nth) => `Sender ${nth + 1}`);

let shops: Mortal;
let key: string;

beforeAll(async () => {
  shops = await openMortal({ arrange });
});

afterAll(() => shops.close());

async function arrange(db: Database): Promise<void> {
  const now = Date.now();
  const who = { partnerId: 'ptn_till', storeId: demoStores.goods.id };
  await db.insert(partners).values({ id: who.partnerId, storeId: who.storeId, name: 'Till', createdAt: now });
  const staffId = 'stf_olive'.padEnd(30, '0');
  const made = await making(db, { ...who, staffId, scopes: ['orders:write'], expiresAt: null }, now);
  await made.statement;
  key = made.key;
  await db.update(products).set({ stock }).where(eq(products.id, product));
  await db.delete(outbox);
}

it('makes one order of each request that is sent again after the Worker was killed in the middle', async () => {
  const answers = new Map<string, string[]>();
  const send = async (sender: string) => {
    const reply = await sent(sender);
    if (reply.status === 201) answers.set(sender, [...(answers.get(sender) ?? []), reply.text]);
    return reply;
  };
  for (let kill = 0; kill < 2; kill += 1) {
    await shops.start();
    // What is compiled first takes as long as many orders.
    await send(senders[kill] ?? '');
    const sending = senders.map(async (sender, nth) => {
      await wait(Math.floor(nth / 5) * 25);
      return send(sender).catch(() => null);
    });
    await wait(10 + Math.random() * 150);
    await shops.kill();
    await Promise.all(sending);
    // As after the minute in which nobody else may take a request over.
    query(shops.state, `update partner_requests set claimed_at = claimed_at - 61000 where changed_by = ''`);
  }
  await shops.start();
  const last = await Promise.all(senders.map(send));
  await shops.kill();

  expect(last.map(({ status }) => status)).toEqual(senders.map(() => 201));
  for (const sender of senders) expect(new Set(answers.get(sender)).size).toBe(1);
  const count = senders.length;
  const orders = `from orders where email = 'till@example.com'`;
  const found = query(
    shops.state,
    `select
    (select count(*) ${orders}) as orders, (select count(distinct billing ->> 'name') ${orders}) as senders,
    (select count(*) from order_lines where order_id in (select id ${orders})) as lines,
    (select count(*) from outbox where template = 'order_confirmation_guest') as messages,
    (select stock from products where id = '${product}') as stock`,
  );
  expect(found).toEqual([{ orders: count, senders: count, lines: count, messages: count, stock: stock - count }]);
});

/** An order by one sender, with a key of theirs. */
async function sent(sender: string): Promise<{ status: number; text: string }> {
  const address = { name: sender, line1: '1 Quay', postal_code: 'D01 X285', city: 'Dublin', country: 'IE' };
  const reply = await fetch(`http://localhost:${shops.port}/api/v1/orders`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${key}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': sender.replace(' ', '-'),
    },
    body: JSON.stringify({
      guest_email: 'till@example.com',
      currency: 'EUR',
      payment_method: 'elsewhere',
      billing: address,
      shipping: { name: 'Picked up', price_minor: 0 },
      lines: [{ product_id: product, quantity: 1 }],
    }),
  });
  return { status: reply.status, text: await reply.text() };
}
