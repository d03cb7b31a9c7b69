// The bell of a store: who may listen, what rings it, and that nothing depends on it.
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { demoStores, type DemoStore } from '../src/demo/shops.ts';
import worker from '../src/index.ts';
import { jobs, run } from '../src/jobs.ts';
import * as handling from '../src/orders/handling.ts';
import { openDatabase } from '../src/web/database.ts';
import { atWork } from './support/colleagues.ts';
import { asGuest, filledIn, putIn, reviewed } from './support/checkout.ts';
import { aGuestOrder, anOrder, aProduct, aQuotation, sceneAt } from './support/orders.ts';
import { aCustomer, customerIn, signedIn } from './support/people.ts';
import { value } from './support/records.ts';
import { port, visitor, type Visitor } from './support/visitor.ts';

const opened: WebSocket[] = [];
afterEach(() => {
  for (const socket of opened.splice(0)) socket.close();
  vi.useRealTimers();
});

type Asking = { store?: DemoStore; origin?: string | null; upgrade?: string };

/** Asks for the bell of a store the way a browser does. */
async function askFor(
  { cookies }: Pick<Visitor, 'cookies'>,
  { store = 'goods', origin, upgrade = 'websocket' }: Asking = {},
) {
  const here = `http://${demoStores[store].hostname}:${port}`;
  const headers = new Headers({ Cookie: [...cookies].map(([name, token]) => `${name}=${token}`).join('; ') });
  if (upgrade) headers.set('Upgrade', upgrade);
  if (origin !== null) headers.set('Origin', origin ?? here);
  const context = createExecutionContext();
  const reply = await worker.fetch(
    new Request(`${here}/admin/orders/bell`, { headers, redirect: 'manual' }),
    env,
    context,
  );
  await waitOnExecutionContext(context);
  return reply;
}

/** What somebody hears at the bell of a store. */
async function listener(store: DemoStore = 'goods') {
  const browser = await atWork({ store, role: 'support', email: `${store}${opened.length}@example.com` });
  const { webSocket } = await askFor(browser, { store });
  if (!webSocket) throw new Error('no socket');
  const heard = { bells: 0, code: 0 };
  webSocket.addEventListener('message', ({ data }) => {
    expect(data).toBe('');
    heard.bells += 1;
  });
  webSocket.addEventListener('close', ({ code }) => void (heard.code = code));
  webSocket.accept();
  opened.push(webSocket);
  return heard;
}

/** Long enough for a bell that was rung to be heard. */
const soon = () => scheduler.wait(20);

describe('who listens to the bell', () => {
  it('are staff of the store, from a page of the store', async () => {
    const reply = await askFor(await atWork({ role: 'support' }));

    expect(reply.status).toBe(101);
    expect(reply.headers.get('X-Request-Id')).toBeTruthy();
    reply.webSocket?.accept();
    reply.webSocket?.close();
  });

  it.each<[string, () => Promise<Pick<Visitor, 'cookies'>>, Asking, number]>([
    ['a visitor', () => Promise.resolve(visitor()), {}, 303],
    ['a customer', () => signedIn(), {}, 303],
    ['staff of another store of the pool', () => atWork({ store: 'outlet' }), {}, 303],
    ['staff of another pool', () => atWork({ store: 'trade' }), {}, 303],
    ['staff, from the page of another site', () => atWork(), { origin: 'https://example.com' }, 403],
    ['staff, from the page of another store', () => atWork(), { origin: `http://outlet.localhost:${port}` }, 403],
    ['staff, from nowhere', () => atWork(), { origin: null }, 403],
    ['staff, from a page without an origin', () => atWork(), { origin: 'null' }, 403],
    ['staff who only look at the address', () => atWork(), { upgrade: '' }, 303],
  ])('is not %s', async (_, arrive, asking, status) => {
    const reply = await askFor(await arrive(), asking);

    expect([reply.status, reply.webSocket]).toEqual([status, null]);
  });

  it('is nobody any more ten minutes later, unless they come again', async () => {
    const heard = await listener();
    const bell = env.ORDER_BELLS.getByName(demoStores.goods.id);
    await bell.ring();
    await soon();
    expect(heard).toEqual({ bells: 1, code: 0 });

    vi.useFakeTimers({ now: Date.now() + 10 * 60_000, toFake: ['Date'] });
    await bell.ring();
    await soon();
    expect(heard).toEqual({ bells: 1, code: 4000 });
  });
});

describe('the bell of a store', () => {
  const atDesk = (id: string, act: string) => `/admin/orders/${id}/${act}`;

  /** What writes an order of the store: each arranges it and returns the sending of its form. */
  const acts: [string, (staff: Visitor, customer: Visitor) => Promise<() => Promise<unknown>>][] = [
    [
      'a guest orders',
      async () => {
        const guest = visitor();
        await aProduct({ slug: 'rope' });
        await putIn(guest, 'rope');
        const shown = await reviewed(guest, asGuest);
        return () => guest.post('/checkout/order', shown);
      },
    ],
    [
      'a customer orders',
      async (_, customer) => {
        await aProduct({ slug: 'rope' });
        await putIn(customer, 'rope');
        const shown = await reviewed(customer, filledIn);
        return () => customer.post('/checkout/order', shown);
      },
    ],
    [
      'a customer accepts an offer',
      async (_, customer) => {
        const offer = await aQuotation(customerIn(customer));
        return () => customer.post(`/account/documents/${offer}/acceptance`);
      },
    ],
    [
      'a customer takes over what they ordered as a guest',
      async (_, customer) => {
        const { id } = await aGuestOrder();
        await env.DB.prepare('update logins set email_proved_at = 1').run();
        return () => customer.post('/account/orders/guest', { order: id });
      },
    ],
    [
      'staff note a payment',
      async (staff, customer) => {
        const id = await anOrder(customerIn(customer));
        return () => staff.post(atDesk(id, 'payments'), { amount: '64.80' });
      },
    ],
    [
      'staff send it',
      async (staff, customer) => {
        const id = await anOrder(customerIn(customer), { paymentMethod: 'elsewhere' });
        return () => staff.post(atDesk(id, 'shipment'), { carrier: '', trackingCode: '' });
      },
    ],
    [
      'staff cancel it',
      async (staff, customer) => {
        const id = await anOrder(customerIn(customer));
        return () => staff.post(atDesk(id, 'cancellation'));
      },
    ],
    [
      'staff delete the customer',
      async (staff, customer) => {
        await anOrder(customerIn(customer));
        return () => staff.post(`/admin/customers/${customerIn(customer)}/deletion`);
      },
    ],
  ];

  it.each(acts)('rings once when %s, and at no other store', async (_, arrange) => {
    const customer = await signedIn();
    const send = await arrange(await atWork({ role: 'manager' }), customer);
    const [here, there] = [await listener(), await listener('outlet')];
    const latest = () => value('select sum(revision) from orders');
    const before = await latest();
    await send();
    await soon();

    expect(await latest()).not.toBe(before);
    expect([here.bells, there.bells]).toEqual([1, 0]);
  });

  it('does not ring for what writes no order', async () => {
    const [customer, staff] = [await signedIn(), await atWork({ role: 'manager' })];
    const id = await anOrder(customerIn(customer));
    const heard = await listener();
    await staff.get(atDesk(id, ''));
    await staff.post(atDesk(id, 'payments'), { amount: 'much' });
    await staff.post(atDesk(id, 'delivery'));
    await customer.post('/account/profile', { name: 'Grace Brewster Hopper' });
    await soon();

    expect(heard.bells).toBe(0);
  });

  it('rings for each store whose orders a job has written', async () => {
    const ids = { goods: await anOrder(await aCustomer()), outlet: '' };
    ids.outlet = await anOrder(await aCustomer({ store: 'outlet', email: 'o@example.com' }), {}, { store: 'outlet' });
    const [goods, outlet, trade] = [await listener(), await listener('outlet'), await listener('trade')];
    const paying = async (given: Env, now: number) => {
      for (const store of ['goods', 'outlet'] as const) {
        const scene = { ...(await sceneAt(store)), db: openDatabase(given) };
        await handling.receiveAll(scene, { orderId: ids[store], staffId: null }, now);
      }
    };
    jobs['0 0 1 1 *'] = { pay_everything: paying, do_nothing: () => Promise.resolve() };
    await run('0 0 1 1 *', env, Date.now());
    delete jobs['0 0 1 1 *'];
    await soon();

    expect([goods.bells, outlet.bells, trade.bells]).toEqual([1, 1, 0]);
  });

  it('may be out of order: what was written is written, and the log says so', async () => {
    const order = await anOrder(await aCustomer());
    const broken = { getByName: () => ({ ring: () => Promise.reject(new Error('Durable Object reset')) }) };
    const bindings = { ORDER_BELLS: broken as unknown as Env['ORDER_BELLS'] };
    const said = vi.spyOn(console, 'error').mockReturnValue();
    const browser = await atWork({ role: 'manager', bindings });
    const reply = await browser.post(`/admin/orders/${order}/payments`, { amount: '64.80' });

    expect(reply.location).toBe(`/admin/orders/${order}?done=paid`);
    expect(await value('select status from orders')).toBe('paid');
    expect(said.mock.calls.flat().join('\n')).toContain('bell_not_rung');
  });
});
