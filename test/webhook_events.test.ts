// What partners are told: the rows that an act writes for the places that want to know, and that each change of a customer gives them
// the next number of their store.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { denying } from '../src/access/denial.ts';
import { correct } from '../src/access/emails/correcting.ts';
import * as admission from '../src/access/activation/admission.ts';
import { join } from '../src/access/signin/joining.ts';
import { indexing } from '../src/customers/finding/indexing.ts';
import { demoStores } from '../src/demo/shops.ts';
import * as rules from '../src/groups/rules/rules.ts';
import { run } from '../src/jobs.ts';
import { change } from '../src/orders/changing/changing.ts';
import { note } from '../src/orders/changing/noting.ts';
import * as handling from '../src/orders/handling.ts';
import { waitingFor, takeOver } from '../src/orders/takeover/takeover.ts';
import { goOnWithMoves } from '../src/pools/moves.ts';
import { batch, openDatabase } from '../src/web/database.ts';
import { atWork } from './support/colleagues.ts';
import { aForm, sentTo } from './support/forms.ts';
import { linkIn, postbox } from './support/mail.ts';
import { aGuestOrder, anOrder, aProduct, aQuotation, sceneAt } from './support/orders.ts';
import { aCustomer, anAddress, customerIn, password, signedIn, signIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { aStatus } from './support/statuses.ts';
import { aPlace, toldAt, type Told } from './support/told.ts';
import { visitor } from './support/visitor.ts';

const day = 86_400_000;

const only = async (sql: string, ...values: unknown[]) => String(await value(sql, ...values));
const customerOf = (email: string) => only('select id from customers where email_key = ?', email);
const documentOf = (orderId: string, type: string) =>
  only('select id from documents where order_id = ? and type = ? order by id desc', orderId, type);

/** Every entry of the customer that counts. */
async function entriesOf(customerId: string): Promise<Told[]> {
  const entries = await rows(
    'select id from points_entries where customer_id = ? and position is not null',
    customerId,
  );
  return entries.map(({ id }) => ['points.changed', { customer_id: customerId, points_entry_id: id }]);
}

/** In the order of what they say. */
const named = ['customer_id', 'order_id', 'document_id', 'points_entry_id'];
const sorted = (told: readonly Told[]) =>
  told.map(([type, subject]) => `${type} ${JSON.stringify(subject, named)}`).toSorted();

/** Everybody was there before. */
const earlier = () =>
  env.DB.prepare('update memberships set created_at = 1, activated_at = iif(activated_at is null, null, 1)').run();

type Act = {
  act: () => Promise<unknown>;
  /** What is told then: known before, or looked up after. */
  told: Told[] | (() => Promise<Told[]>);
  /** Who gets another number by it. */
  of?: string | undefined;
  /** Whether it happens once, however often it is asked for. */
  isOnce?: true;
};

const updated = (id: string): Told[] => [['customer.updated', { customer_id: id }]];

/** An act of staff on the page of a customer. */
async function atDesk(
  path: string,
  form: Record<string, string>,
  type: string,
  traits: Parameters<typeof aCustomer>[0] = {},
): Promise<Act> {
  const of = await aCustomer(traits);
  const browser = await atWork();
  const act = () => browser.post(`/admin/customers/${of}${path}`, form);
  return { act, told: [[type, { customer_id: of }]], of, isOnce: true };
}

/** An act of a customer on a page of their own. */
async function athome(path: (id: string) => Promise<string> | string, form: Record<string, string>): Promise<Act> {
  const browser = await signedIn();
  const of = customerIn(browser);
  const where = await path(of);
  return { act: () => browser.post(where, form), told: updated(of), of, isOnce: true };
}

const home = { name: 'Grace Hopper', line1: '1 Pier', city: 'Dublin', country: 'IE' };
const ada = { email: 'ada.king@example.com', password: 'seven gulls above the harbour', name: 'Ada King' };

const customerActs: Record<string, () => Promise<Act>> = {
  'somebody registers': async () => ({
    act: () => visitor().post('/register', ada),
    told: async () => [['customer.created', { customer_id: await customerOf(ada.email) }]],
    isOnce: true,
  }),
  'a contact registers at another store of the pool': async () => {
    const of = await aCustomer({ store: 'outlet', email: ada.email, hasLogin: false });
    const told: Told[] = [['customer.created', { customer_id: of }]];
    return { act: () => visitor().post('/register', ada), told, isOnce: true };
  },
  'somebody activates their account, and what they typed goes on record': async () => {
    const post = postbox();
    const browser = visitor({ bindings: { EMAIL: post.binding } });
    await browser.post('/register', ada);
    const of = await customerOf(ada.email);
    const link = linkIn(post.sent[0], '/activate/');
    return { act: () => browser.post(link), told: [['customer.activated', { customer_id: of }]], of, isOnce: true };
  },
  'staff put somebody on record': async () => {
    const browser = await atWork();
    const form = { email: ada.email, name: ada.name, language: '', isInvited: 'on' };
    return {
      act: () => browser.post('/admin/customers', form),
      told: async () => [['customer.created', { customer_id: await customerOf(ada.email) }]],
      isOnce: true,
    };
  },
  'staff put somebody on record who has a login at another store': async () => {
    const id = await aCustomer({ store: 'outlet', email: ada.email });
    const browser = await atWork();
    const form = { email: ada.email, name: ada.name, language: '', isInvited: 'on' };
    const subject = { customer_id: id };
    return {
      act: () => browser.post('/admin/customers', form),
      told: [
        ['customer.activated', subject],
        ['customer.created', subject],
      ],
      isOnce: true,
    };
  },
  'somebody answers a form': async () => {
    const where = await sentTo(await aForm());
    return {
      act: () => visitor().post(where, { email: ada.email, name: ada.name }),
      told: async () => [['customer.created', { customer_id: await customerOf(ada.email) }]],
      isOnce: true,
    };
  },
  'a contact answers a form, and is known better': async () => {
    const where = await sentTo(await aForm());
    const of = await aCustomer({ email: ada.email, name: '', hasLogin: false });
    return { act: () => visitor().post(where, { email: ada.email, name: ada.name }), told: updated(of), of };
  },
  'somebody of another store signs in for the first time': async () => {
    const id = await aCustomer({ store: 'outlet' });
    const { db, store } = await sceneAt();
    const subject = { customer_id: id };
    return {
      act: () => batch(db, join(db, store, id, Date.now())),
      told: [
        ['customer.activated', subject],
        ['customer.created', subject],
      ],
      isOnce: true,
    };
  },
  'staff activate who waits': async () => {
    const of = await aCustomer({ status: 'pending' });
    const scene = await sceneAt();
    const act = () => admission.activate(scene, of, Date.now());
    return { act, told: [['customer.activated', { customer_id: of }]], of, isOnce: true };
  },
  'an invitation is accepted': async () => {
    const post = postbox();
    const of = await aCustomer({ status: 'pending', hasLogin: false });
    const browser = await atWork({ bindings: { EMAIL: post.binding } });
    await browser.post(`/admin/customers/${of}/login/link`);
    const link = linkIn(post.sent[0], '/set-password/');
    const act = () => visitor().post(link, { password: 'five brass bells by the quay' });
    return { act, told: [['customer.activated', { customer_id: of }]], of, isOnce: true };
  },
  'staff give a password to who waits': () =>
    atDesk('/login/generated', {}, 'customer.activated', { status: 'pending', hasLogin: false }),
  'staff deny somebody': () => atDesk('/denial', { denied: 'on', where: 'here' }, 'customer.denied'),
  'staff deny somebody everywhere': () => atDesk('/denial', { denied: 'on', where: 'pool' }, 'customer.denied'),
  'staff allow somebody': () => atDesk('/denial', { where: 'here' }, 'customer.allowed', { status: 'denied' }),
  'staff allow somebody everywhere': () =>
    atDesk('/denial', { where: 'pool' }, 'customer.allowed', { status: 'denied' }),
  'staff correct a name': () => atDesk('', { name: 'Ada King', language: '' }, 'customer.updated'),
  'staff put somebody into a group': () => atDesk('/group', { groupId: 'grp_gold' }, 'customer.updated'),
  'staff give somebody back to the rules': () =>
    atDesk('/group', { groupId: '' }, 'customer.updated', { group: 'gold' }),
  'staff correct the address of a contact': async () => {
    const of = await aCustomer({ hasLogin: false });
    const scene = await sceneAt();
    const act = () => correct(scene, { customerId: of, email: ada.email }, Date.now());
    return { act, told: updated(of), of, isOnce: true };
  },
  'staff delete somebody': () => atDesk('/deletion', {}, 'customer.deleted').then(({ of: _, ...act }) => act),
  'a group is deleted': async () => {
    const of = await aCustomer({ group: 'gold' });
    const browser = await atWork();
    return { act: () => browser.post('/admin/groups/grp_gold/removal'), told: updated(of), of, isOnce: true };
  },
  'a rule finds somebody': async () => {
    const of = await aCustomer();
    const { db, store } = await sceneAt();
    await env.DB.prepare(
      `insert into group_rules (group_id, match, orders_from, updated_at) values ('grp_gold', 'all', 0, 1)`,
    ).run();
    return { act: () => rules.runAll(db, store, Date.now()), told: updated(of), of, isOnce: true };
  },
  'staff deny two at once': async () => {
    const ids = [await aCustomer(), await aCustomer({ email: ada.email })].toSorted();
    const browser = await atWork();
    const body = new URLSearchParams({ act: 'deny', scope: 'ticked' });
    for (const id of ids) body.append('customer', id);
    const headers = { Origin: browser.origin, 'Content-Type': 'application/x-www-form-urlencoded' };
    const act = () => browser.send('/admin/customers/bulk', { method: 'POST', body: body.toString(), headers });
    return { act, told: ids.map((id): Told => ['customer.denied', { customer_id: id }]), of: ids[1], isOnce: true };
  },
  'they change their profile': () => athome(() => '/account/profile', { name: 'Changed', phone: '', language: '' }),
  'they add an address': () => athome(() => '/account/addresses', home),
  'they change an address': () => athome(async (id) => `/account/addresses/${await anAddress(id)}`, home),
  'they choose a default address': () =>
    athome(async (id) => `/account/addresses/${await anAddress(id)}/default`, { use: 'billing' }),
  'they remove an address': () => athome(async (id) => `/account/addresses/${await anAddress(id)}/removal`, {}),
  'they agree to the newsletter': async () => {
    await withPolicies({ registrationFields: { newsletter: 'optional' } });
    return athome(() => '/account/profile', { name: 'Grace Hopper', phone: '', language: '', newsletter: 'on' });
  },
  'they prove another e-mail address': async () => {
    const of = await aCustomer();
    const post = postbox();
    const browser = visitor({ bindings: { EMAIL: post.binding } });
    await signIn(browser);
    post.sent.length = 0;
    await browser.post('/account/email', { email: ada.email, currentPassword: password });
    const link = linkIn(post.sent[0], '/confirm-email/');
    return { act: () => browser.post(link), told: updated(of), of, isOnce: true };
  },
  'they delete their account': async () => {
    const browser = await signedIn();
    const id = customerIn(browser);
    const act = () => browser.post('/account/privacy/deletion', { currentPassword: password });
    return { act, told: [['customer.deleted', { customer_id: id }]], isOnce: true };
  },
  'nobody ever activated a registration': async () => {
    const id = await aCustomer({ status: 'pending', hasLogin: false });
    await env.DB.prepare('update memberships set registered_at = 1').run();
    return {
      act: () => run('0 * * * *', env, Date.now()),
      told: [['customer.deleted', { customer_id: id }]],
      isOnce: true,
    };
  },
  'the store leaves its pool, and who is elsewhere too is two': async () => {
    const of = await aCustomer();
    await signIn(visitor({ store: 'outlet' }));
    const owner = await atWork();
    return {
      act: async () => {
        await owner.post('/admin/stores/leaving');
        await goOnWithMoves(openDatabase(env), Date.now() + 60_000);
      },
      told: async () => [
        [
          'customer.created',
          { customer_id: await only('select customer_id from memberships where store_id = ?', demoStores.goods.id) },
        ],
        ['customer.deleted', { customer_id: of }],
      ],
    };
  },
};

type Take = (
  scene: Awaited<ReturnType<typeof sceneAt>>,
  acting: { orderId: string; staffId: null },
) => Promise<unknown>;

const revisionOf = async (orderId: string) => Number(await value('select revision from orders where id = ?', orderId));
const steps = {
  part: (scene, acting) => handling.receivePayment(scene, acting, 100, Date.now()),
  pay: (scene, acting) => handling.receiveAll(scene, acting, Date.now()),
  ship: (scene, acting) => handling.ship(scene, acting, { carrier: '', trackingCode: '' }, Date.now()),
  deliver: (scene, acting) => handling.deliver(scene, acting, Date.now()),
  cancel: (scene, acting) => handling.cancel(scene, acting, Date.now()),
  refund: (scene, acting) => handling.refund(scene, acting, Date.now()),
  repay: (scene, acting) => handling.repay(scene, acting, Date.now()),
  cheaper: async (scene, acting) => {
    const revision = await revisionOf(acting.orderId);
    return change(scene, acting, { revision, rebate: { minor: 500 }, why: '', isWhyTold: false }, Date.now());
  },
  note: async (scene, acting) =>
    note(scene, acting, { revision: await revisionOf(acting.orderId), text: 'Ring twice', isTold: false }, Date.now()),
} satisfies Record<string, Take>;

/** A step of an order, which is done before by the others. */
function step(types: readonly string[], take: Take, before: readonly Take[] = []) {
  return async (): Promise<Act> => {
    const of = await aCustomer();
    const scene = await sceneAt();
    const orderId = await anOrder(of, { paymentMethod: 'cash_on_delivery' });
    const acting = { orderId, staffId: null };
    for (const one of before) await one(scene, acting);
    const toldOf = async (type: string): Promise<Told[]> => {
      const [name = '', paper = ''] = type.split(' ');
      if (name === 'points.changed') return entriesOf(of);
      const issued = paper === '' ? {} : { document_id: await documentOf(orderId, paper) };
      return [[name, { customer_id: of, order_id: orderId, ...issued }]];
    };
    const told = async () => (await Promise.all(types.map(toldOf))).flat();
    return { act: () => take(scene, acting), told, isOnce: true };
  };
}

const orderActs: Record<string, () => Promise<Act>> = {
  'an order is placed': async () => {
    const of = await aCustomer();
    const productId = await aProduct();
    return {
      act: () => anOrder(of, { items: [{ productId, quantity: 1 }] }),
      told: async () => {
        const orderId = await only('select id from orders');
        return [
          ['document.issued', { customer_id: of, document_id: await documentOf(orderId, 'order'), order_id: orderId }],
          ['order.placed', { customer_id: of, order_id: orderId }],
        ];
      },
      of,
    };
  },
  'a guest orders': async () => ({
    act: () => aGuestOrder(),
    told: async () => {
      const orderId = await only('select id from orders');
      return [
        ['document.issued', { document_id: await documentOf(orderId, 'order'), order_id: orderId }],
        ['order.placed', { order_id: orderId }],
      ];
    },
  }),
  'a guest’s order is taken over': async () => {
    const of = await aCustomer({ isProved: true });
    const { id } = await aGuestOrder();
    const scene = await sceneAt();
    expect(await waitingFor(scene.db, scene.store, of)).toHaveLength(1);
    const act = () => takeOver(scene, of, [id], Date.now());
    return { act, told: [['order.updated', { customer_id: of, order_id: id }]], of, isOnce: true };
  },
  'money comes in part': step(['order.updated'], steps.part),
  'all the money is there': step(['document.issued invoice', 'order.paid'], steps.pay),
  'the rest of the money is there': step(['document.issued invoice', 'order.paid'], steps.pay, [steps.part]),
  'a parcel leaves': step(['document.issued delivery_note', 'document.issued invoice', 'order.shipped'], steps.ship),
  'a parcel arrives': step(['order.delivered'], steps.deliver, [steps.ship]),
  'an order is cancelled': step(['order.cancelled'], steps.cancel),
  'an order is refunded': step(['document.issued credit_note', 'order.refunded', 'points.changed'], steps.refund, [
    steps.pay,
  ]),
  'an order is changed by hand': step(['order.updated'], steps.cheaper),
  'what was paid too much goes back': step(['order.updated'], steps.repay, [steps.pay, steps.cheaper]),
  'staff write a note': step(['order.updated'], steps.note),
  'a status is set': async () => {
    const of = await aCustomer();
    const orderId = await anOrder(of);
    const [statusId, browser] = [await aStatus(), await atWork()];
    const act = () => browser.post(`/admin/orders/${orderId}/status`, { status: statusId, note: '' });
    return { act, told: [['order.updated', { customer_id: of, order_id: orderId }]], isOnce: true };
  },
  'a quotation is offered': async () => {
    const of = await aCustomer();
    return {
      act: () => aQuotation(of),
      told: async () => [['document.issued', { customer_id: of, document_id: await only('select id from documents') }]],
    };
  },
};

const pointsActs: Record<string, () => Promise<Act>> = {
  'staff give points': async () => {
    const of = await aCustomer();
    const browser = await atWork();
    return {
      act: () => browser.post(`/admin/customers/${of}/points`, { points: '50', reason: 'Sorry' }),
      told: () => entriesOf(of),
      of,
    };
  },
  'an order earns points that count at once': async () => {
    await withPolicies({ loyalty: { pointsPerUnit: 1, countsAfterDays: 0 } });
    const types = ['document.issued invoice', 'order.paid', 'points.changed'];
    return step(types, steps.pay)();
  },
  'points of an order begin to count, and those of another expire': async () => {
    const of = await aCustomer();
    const now = Date.now();
    await env.DB.prepare(
      `insert into points_entries (id, store_id, customer_id, kind, cause, points, points_left, balance, position, counts_at, expires_at, reason, at)
      values ('pts_old', 'sto_harbour_goods', ?1, 'hand', 'hand:old', 5, 5, 5, 1, 1, ?2, '', 1),
        ('pts_new', 'sto_harbour_goods', ?1, 'earned', 'earned:ord_1', 7, 0, null, null, ?2, ?3, '', 1)`,
    )
      .bind(of, now - 1, now + day)
      .run();
    await env.DB.prepare('update memberships set points = 5').run();
    return {
      act: () => run('0 * * * *', env, now),
      told: async () => (await entriesOf(of)).filter(([, { points_entry_id: id }]) => id !== 'pts_old'),
      of,
      isOnce: true,
    };
  },
};

const all = Object.entries({ ...customerActs, ...orderActs, ...pointsActs });
const numberOf = async (id: string) =>
  Number(await value('select max(revision) from memberships where customer_id = ?', id));

describe('a place that wants all is told once', () => {
  it.each(all)('when %s', async (_, prepare) => {
    const { act, told, of, isOnce } = await prepare();
    await earlier();
    const place = await aPlace();
    const elsewhere = await aPlace(null, 'trade');
    const ended = await aPlace(null, 'goods', 1);
    const before = of === undefined ? 0 : await numberOf(of);
    await Promise.all(Array.from({ length: isOnce ? 5 : 1 }, act));

    const expected = Array.isArray(told) ? told : await told();
    expect(sorted(await toldAt(place))).toEqual(sorted(expected));
    expect([await toldAt(elsewhere), await toldAt(ended)]).toEqual([[], []]);
    if (of !== undefined) expect(await numberOf(of)).toBeGreaterThan(before);
  });
});

describe('a place', () => {
  it('is told of what it wants only, by an id that it has in common with others', async () => {
    const of = await aCustomer({ status: 'pending' });
    await earlier();
    const [one, other] = [await aPlace(['customer.activated', 'order.paid']), await aPlace(['customer.activated'])];
    const deaf = await aPlace(['order.paid']);
    const scene = await sceneAt();
    await admission.activate(scene, of, Date.now());
    await batch(scene.db, denying(scene.db, scene.store, [of], Date.now()));

    for (const place of [one, other])
      expect(await toldAt(place)).toEqual([['customer.activated', { customer_id: of }]]);
    expect(await toldAt(deaf)).toEqual([]);
    expect(await rows('select distinct event_id from webhook_deliveries')).toHaveLength(1);
    expect(await rows(`select 1 from webhook_deliveries where next_at = at and tries = 0 and log = '[]'`)).toHaveLength(
      2,
    );
  });

  it('is told of the person at each of their stores, and of what one store does at that one', async () => {
    const of = await aCustomer();
    await signIn(visitor({ store: 'outlet' }));
    await earlier();
    const [here, there] = [await aPlace(), await aPlace(null, 'outlet')];
    const browser = await atWork();
    await browser.post(`/admin/customers/${of}`, { name: 'Ada King', language: '' });
    await browser.post(`/admin/customers/${of}/group`, { groupId: 'grp_gold' });

    expect(await toldAt(there)).toEqual(updated(of));
    expect(await toldAt(here)).toEqual([...updated(of), ...updated(of)]);
    expect(await rows('select revision from memberships')).toEqual([{ revision: 2 }, { revision: 2 }]);
  });
});

describe('what is refused, or changes nothing, is told to nobody', () => {
  const nothing: Record<string, () => Promise<() => Promise<unknown>>> = {
    'an address that somebody has': async () => {
      const of = await aCustomer({ hasLogin: false });
      await aCustomer({ email: ada.email });
      const scene = await sceneAt();
      return () => correct(scene, { customerId: of, email: ada.email }, Date.now());
    },
    'a profile that is saved as it is': async () => {
      const browser = await signedIn();
      return () => browser.post('/account/profile', { name: 'Grace Hopper', phone: '', language: '' });
    },
    'an address that the book has': async () => {
      const browser = await signedIn();
      await browser.post('/account/addresses', home);
      return () => browser.post('/account/addresses', home);
    },
    'an address of somebody else': async () => {
      const address = await anAddress(await aCustomer({ email: ada.email }));
      const browser = await signedIn();
      return () => browser.post(`/account/addresses/${address}/removal`);
    },
    'a group that is gone': async () => {
      const [of, browser] = [await aCustomer(), await atWork()];
      return () => browser.post(`/admin/customers/${of}/group`, { groupId: 'grp_gone' });
    },
    'activating who is active': async () => {
      const [of, scene] = [await aCustomer(), await sceneAt()];
      return () => admission.activate(scene, of, Date.now());
    },
    'more points than there are': async () => {
      const [of, browser] = [await aCustomer(), await atWork()];
      return () => browser.post(`/admin/customers/${of}/points`, { points: '-50', reason: 'Too many' });
    },
    'an order without enough goods': async () => {
      const [of, productId] = [await aCustomer(), await aProduct({ stock: 0 })];
      return () => anOrder(of, { items: [{ productId, quantity: 1 }] }).catch(() => undefined);
    },
    'money for an order that is cancelled': async () => {
      const [orderId, scene] = [await anOrder(await aCustomer()), await sceneAt()];
      const acting = { orderId, staffId: null };
      await steps.cancel(scene, acting);
      return () => steps.pay(scene, acting);
    },
    'words for searching': async () => {
      const of = await aCustomer();
      return () => batch(openDatabase(env), indexing(openDatabase(env), of));
    },
  };

  it.each(Object.entries(nothing))('%s', async (_, prepare) => {
    const act = await prepare();
    await earlier();
    const place = await aPlace();
    const before = await rows('select customer_id, revision, updated_at from memberships order by 1');
    await act();

    expect(await toldAt(place)).toEqual([]);
    expect(await rows('select customer_id, revision, updated_at from memberships order by 1')).toEqual(before);
  });
});
