// Whoever is denied is a visitor from the next request on, until they are allowed again; one by one and many at once.
import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { allowing, denying } from '../src/access/denial.ts';
import { demoStores } from '../src/demo/shops.ts';
import { batch, openDatabase } from '../src/web/database.ts';
import { linkIn, postbox } from './support/mail.ts';
import { aCustomer, customerIn, signedIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { visitor } from './support/visitor.ts';

const db = openDatabase(env);
const goods = demoStores.goods;
const allow = async (customerId: string) => (await batch(db, allowing(db, goods, customerId, Date.now())))[1];
const deny = (...customerIds: string[]) => batch(db, denying(db, goods, customerIds, Date.now()));
const statusOf = (id: string) => value('select status from memberships where customer_id = ?', id);

it('a denied customer is a visitor at their next request, and a customer again once they are allowed', async () => {
  const browser = await signedIn();
  await deny(customerIn(browser));
  expect((await browser.get('/account')).location).toBe('/login?next=%2Faccount');

  await allow(customerIn(browser));
  expect((await browser.get('/account')).status).toBe(200);
});

it('whoever waited before waits again when they are allowed', async () => {
  const id = await aCustomer({ status: 'pending' });
  await deny(id);
  expect(await statusOf(id)).toBe('denied');

  expect(await allow(id)).toEqual([{ customerId: id, status: 'pending' }]);
  expect(await allow(id)).toEqual([]);
});

it('the links that the store sent lead nowhere, not even after the customer is allowed', async () => {
  const id = await aCustomer();
  const post = postbox();
  await visitor({ bindings: { EMAIL: post.binding } }).post('/forgot-password', { email: 'grace@example.com' });
  await deny(id);
  await allow(id);

  expect((await visitor().get(linkIn(post.sent[0], '/set-password/'))).status).toBe(410);
  expect(await value('select count(*) from link_tokens')).toBe(0);
});

it('many are denied at once; who was denied stays as they were, and nobody of another store is touched', async () => {
  const ids = [
    await aCustomer({ email: 'active@example.com' }),
    await aCustomer({ email: 'waits@example.com', status: 'pending' }),
    await aCustomer({ email: 'denied@example.com', status: 'denied' }),
    await aCustomer({ email: 'other@example.com', store: 'trade' }),
  ];
  const [, , denied] = await deny(...ids);

  expect(denied).toEqual([{ customerId: ids[0] }, { customerId: ids[1] }]);
  expect(await rows('select status, denied_at is null as undated from memberships order by rowid')).toEqual([
    { status: 'denied', undated: 0 },
    { status: 'denied', undated: 0 },
    { status: 'denied', undated: 1 },
    { status: 'active', undated: 1 },
  ]);
});

it('nobody is denied where the condition does not hold', async () => {
  const id = await aCustomer();
  await batch(db, denying(db, goods, [id], Date.now(), sql`false`));

  expect(await statusOf(id)).toBe('active');
});
