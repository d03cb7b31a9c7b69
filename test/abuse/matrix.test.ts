// Who may do what: everybody there is at every address of every store, by both methods, with a form that would be taken. What is expected is
// the table of routes (test/support/routes.ts) and the scopes of the endpoints, and nothing else. Whoever is refused has changed nothing.
import { describe, expect, it } from 'vitest';
import { endpoints } from '../../src/api/endpoints.ts';
import { scopes } from '../../src/partners/scopes.ts';
import { isAtLeast, roles, type Role } from '../../src/staff/roles.ts';
import { atWork } from '../support/colleagues.ts';
import { tell } from '../support/figures.ts';
import { aKey, everyScope, systemWith } from '../support/partners.ts';
import { aCustomer, signedIn } from '../support/people.ts';
import { everythingStored, rows } from '../support/records.ts';
import { requestFor } from '../support/requests/requests.ts';
import { isForStaff, pathFor, routes, type Route } from '../support/routes.ts';
import { giveSecondStep } from '../support/second-step.ts';
import { withPolicies } from '../support/staff.ts';
import { toBeginning, remember } from '../support/storage.ts';
import { visitor, type Reply, type Visitor } from '../support/visitor.ts';

let cells = 0;

const ofCustomers = routes.filter((route) => route.for === 'customer');
const ofStaff = routes.filter(isForStaff);

type At = { route: Route; path: string };

type Built = { places: At[]; back: () => Promise<void> };

let ofAll: { customers?: Built; staff?: Built } = {};

/** A place for each route of an audience, with something of this store's where an id stands; made once, and brought back after that. */
async function placesOf(whose: 'customers' | 'staff'): Promise<At[]> {
  const known = ofAll[whose];
  if (known) await known.back();
  const built = known ?? { places: await placed(whose), back: await remember() };
  ofAll = { ...ofAll, [whose]: built };
  return built.places;
}

/** Every route of customers has one of its own, whom its link may change. */
async function placed(whose: 'customers' | 'staff'): Promise<At[]> {
  const places: At[] = [];
  const owner = (nth: number) => aCustomer({ email: `owner${nth}@example.com`, name: 'Ada King' });
  const first = await owner(-1);
  for (const [nth, route] of (whose === 'staff' ? ofStaff : ofCustomers).entries()) {
    await route.before?.();
    const id = whose === 'staff' || !route.id ? first : await owner(nth);
    const cookies = new Map([['__Host-customer', `${id}.`]]);
    const { ready: _, ...without } = route;
    places.push({ route, path: await pathFor(visitor({ cookies }), without) });
  }
  return places;
}

async function send(browser: Visitor, method: Route['method'], { route, path }: At): Promise<Reply> {
  cells += 1;
  return method === 'GET' ? browser.get(path) : browser.post(path, route.form ?? {});
}

/** Somebody, and what they are answered where they may not be. */
type Outsider = [who: string, arrive: () => Promise<Visitor>, refusal: RegExp];

const cookieOf = async (made: Promise<Visitor>, store: 'goods' | 'outlet' | 'trade' | 'sklad' = 'goods') =>
  visitor({ store, cookies: new Map((await made).cookies) });

async function afterwards(made: Promise<Visitor>, sql: string, ...values: unknown[]): Promise<Visitor> {
  const browser = await made;
  await rows(sql, ...values);
  return browser;
}

const toLogin = /^303 \/login(\?next=|$)/;
const toStaffLogin = /^303 \/admin\/login(\?next=|$)/;
const day = 86_400_000;

const notCustomers: Outsider[] = [
  ['a visitor', () => Promise.resolve(visitor()), toLogin],
  ['a pending customer', () => afterwards(signedIn(), `update memberships set status = 'pending' where true`), toLogin],
  ['a denied customer', () => afterwards(signedIn(), `update memberships set status = 'denied'`), toLogin],
  ['a customer who signed out', () => afterwards(signedIn(), 'update sessions set ended_at = 1'), toLogin],
  [
    'a customer who was removed here',
    () => afterwards(signedIn(), 'delete from memberships where customer_id = (select holder_id from sessions)'),
    toLogin,
  ],
  [
    'a customer whose login is gone',
    () => afterwards(signedIn(), 'delete from logins where customer_id = (select holder_id from sessions)'),
    toLogin,
  ],
  [
    'a customer who set a new password elsewhere',
    () => afterwards(signedIn(), 'update logins set sessions_valid_from = (select max(started_at) + 1 from sessions)'),
    toLogin,
  ],
  [
    'a customer who was away for a week',
    () => afterwards(signedIn(), 'update sessions set last_seen_at = last_seen_at - ?', 7 * day),
    toLogin,
  ],
  [
    'a customer who signed in a month ago',
    () => afterwards(signedIn(), 'update sessions set started_at = started_at - ?', 30 * day),
    toLogin,
  ],
  ['a customer of the pool’s other store', () => cookieOf(signedIn({ store: 'outlet' })), toLogin],
  ['a customer of another pool', () => cookieOf(signedIn({ store: 'trade' })), toLogin],
  [
    'a customer with a word of the shop’s making',
    () => afterwards(signedIn(), 'update logins set password_expires_at = ?', Date.now() + day),
    /^303 \/account\/password$/,
  ],
  ['an owner', () => atWork(), toLogin],
  ['an owner whose cookie says customer', () => renamed(atWork(), '__Host-staff', '__Host-customer'), toLogin],
];

async function renamed(made: Promise<Visitor>, from: string, to: string): Promise<Visitor> {
  return visitor({ cookies: new Map([[to, (await made).cookies.get(from) ?? '']]) });
}

const notStaff: Outsider[] = [
  ['a visitor', () => Promise.resolve(visitor()), toStaffLogin],
  ['a customer', () => signedIn({ email: 'shopper@example.com' }), toStaffLogin],
  [
    'a customer whose cookie says staff',
    () => renamed(signedIn({ email: 'shopper@example.com' }), '__Host-customer', '__Host-staff'),
    toStaffLogin,
  ],
  ['the owner of the pool’s other store', () => cookieOf(atWork({ store: 'outlet' })), toStaffLogin],
  ['the owner of a store of another pool', () => cookieOf(atWork({ store: 'trade' })), toStaffLogin],
  ['a disabled owner', () => afterwards(atWork(), 'update staff_roles set disabled_at = 1'), toStaffLogin],
  [
    'an owner without a role any more',
    () => afterwards(atWork(), `delete from staff_roles where staff_id = (select holder_id from sessions)`),
    toStaffLogin,
  ],
  ['an owner who signed out', () => afterwards(atWork(), 'update sessions set ended_at = 1'), toStaffLogin],
  [
    'an owner who was signed out everywhere',
    () => afterwards(atWork(), 'update staff set sessions_valid_from = (select max(started_at) + 1 from sessions)'),
    toStaffLogin,
  ],
  [
    'an owner who was idle for half an hour',
    () => afterwards(atWork(), 'update sessions set last_seen_at = last_seen_at - ?', 30 * 60_000),
    toStaffLogin,
  ],
  [
    'an owner who signed in twelve hours ago',
    () => afterwards(atWork(), 'update sessions set started_at = started_at - ?', 12 * 3_600_000),
    toStaffLogin,
  ],
  ['an owner before the second step', waiting, /^303 \/admin\/second-step(\?next=|$)/],
  ['an owner who must set up a second step', bound, /^303 \/admin\/second-step(\?next=|$)/],
];

async function waiting(): Promise<Visitor> {
  const browser = await atWork();
  await giveSecondStep(browser);
  return browser;
}

async function bound(): Promise<Visitor> {
  await withPolicies({ staff: { secondStep: 'required' } });
  return atWork();
}

/** Pages that somebody who is confined may use. */
const confined: Record<string, string[]> = {
  'a customer with a word of the shop’s making': ['/account/password'],
  'an owner before the second step': ['/admin/second-step'],
  'an owner who must set up a second step': ['/admin/second-step', '/admin/proof'],
};

/** Goes everywhere by both methods; says where an answer was another than the refusal, or something was stored. */
async function refusedAt(places: readonly At[], [who, arrive, refusal]: Outsider): Promise<string[]> {
  const browser = await arrive();
  const before = await everythingStored();
  const wrong: string[] = [];
  const there = places.filter(({ route }) => !confined[who]?.includes(route.path));
  for (const place of there) {
    for (const method of ['GET', 'POST'] as const) {
      const { status, location, text } = await send(browser, method, place);
      const isListed = routes.some((route) => route.method === method && route.path === place.route.path);
      const answer = `${status} ${location ?? ''}`;
      const isRefused = isListed ? refusal.test(answer) && text === '' : refusal.test(answer) || status === 404;
      if (!isRefused || text.includes('Ada King')) wrong.push(`${method} ${place.path}: ${answer}`);
    }
  }
  if ((await everythingStored()) !== before) wrong.push('something was stored');
  return wrong;
}

describe('the account of customers', () => {
  it.each(notCustomers)('is closed to %s', async (...outsider) => {
    expect(await refusedAt(await placesOf('customers'), outsider)).toEqual([]);
  });

  it.each(['outlet', 'trade', 'sklad'] as const)('is closed at %s to a customer of this store', async (store) => {
    const arrive = () => cookieOf(signedIn(), store);
    expect(await refusedAt(await placesOf('customers'), ['a stranger', arrive, toLogin])).toEqual([]);
  });
});

describe('the administration', () => {
  it.each(notStaff)('is closed to %s', async (...outsider) => {
    expect(await refusedAt(await placesOf('staff'), outsider)).toEqual([]);
  });

  it.each(['outlet', 'trade', 'sklad'] as const)('is closed at %s to an owner of this store', async (store) => {
    const arrive = () => cookieOf(atWork(), store);
    expect(await refusedAt(await placesOf('staff'), ['a stranger', arrive, toStaffLogin])).toEqual([]);
  });

  it.each(roles.filter((role) => role !== 'owner'))('is open to %s as far as the table says', async (role) => {
    const places = (await placesOf('staff')).filter(({ route }) => isForStaff(route) && !isAtLeast(role, route.for));
    const browser = await atWork({ role });
    const before = await everythingStored();
    for (const place of places) {
      const { status, text } = await send(browser, place.route.method, place);
      expect([place.path, status]).toEqual([place.path, 403]);
      expect(text).toContain('This is not for your role');
      expect(text).not.toContain('Ada King');
    }
    expect(await everythingStored()).toBe(before);
  });

  /** The roles above the least one; that one is in test/routes.test.ts. */
  const above = (least: Role) => roles.filter((role) => role !== least && isAtLeast(role, least));

  it.each(ofStaff.filter((route) => above(route.for).length > 0))('$method $path is open above $for', async (route) => {
    for (const role of above(route.for)) {
      await toBeginning();
      await route.before?.();
      const browser = await atWork({ role });
      const { status, location } = await send(browser, route.method, { route, path: await pathFor(browser, route) });
      expect(location ?? '').not.toMatch(/^\/admin\/(login|proof)/);
      expect([role, status < 400]).toEqual([role, true]);
    }
  });

  it('asks an owner who signed in an hour ago for the password before it does what is sensitive', async () => {
    const places = (await placesOf('staff')).filter(({ route }) => route.method === 'POST');
    const sensitive: string[] = [];
    const browser = await atWork();
    for (const place of places) {
      await rows('update sessions set proved_at = 1, ended_at = null');
      const before = await everythingStored();
      const { location } = await send(browser, 'POST', place);
      if (!location?.startsWith('/admin/proof?next=')) continue;
      sensitive.push(place.route.path);
      expect([place.path, (await everythingStored()) === before]).toEqual([place.path, true]);
    }
    expect(sensitive.length).toBeGreaterThan(15);
  });
});

describe('the partner API', () => {
  it.each(endpoints.map((endpoint) => [endpoint.operation, endpoint] as const))('%s', async (operation, endpoint) => {
    const { partnerId, staffId } = await aKey();
    const taken = await requestFor(operation, partnerId);
    const keyed = async (traits: Parameters<typeof aKey>[0]) => (await aKey({ partnerId, staffId, ...traits })).key;
    const ended = async (sql: string, traits: Parameters<typeof aKey>[0] = {}) => {
      const made = await aKey({ partnerId, ...traits });
      await rows(sql, made.id);
      return made.key;
    };
    const others = everyScope.filter((scope) => scope !== endpoint.scope);
    const none = await keyed({ scopes: [] });
    const keys: [string, string, number][] = [
      ['none', '', 401],
      ['made up', 'rgl_nothing', 401],
      ['expired', await keyed({ expiresAt: Date.now() - 1 }), 401],
      ['revoked', await ended('update partner_keys set revoked_at = 1 where id = ?'), 401],
      [
        'of somebody disabled',
        await ended(
          `update staff_roles set disabled_at = 1 where staff_id = (select staff_id from partner_keys where id = ?)`,
        ),
        401,
      ],
      ['of the pool’s other store', (await aKey({ store: 'outlet' })).key, 401],
      ['of another pool', (await aKey({ store: 'trade' })).key, 401],
      ['without a scope', none, 403],
      ['with every scope but this', await keyed({ scopes: others }), 403],
      ...(await Promise.all(
        others.map(async (scope): Promise<[string, string, number]> => [scope, await keyed({ scopes: [scope] }), 403]),
      )),
    ];
    if (scopes[endpoint.scope] !== 'support') {
      keys.push(['of support', (await aKey({ partnerId, role: 'support' })).key, 403]);
    }
    const stored = async () => (await everythingStored()).replaceAll(/"calls(_from)?":\d+/g, '');
    const before = await stored();
    for (const [whose, key, status] of keys) {
      cells += 1;
      const headers = key === '' ? { Authorization: '' } : {};
      const reply = await systemWith(key).send(endpoint.method, taken.path, taken.body, headers);
      expect([whose, reply.status]).toEqual([whose, status]);
      expect(reply.text).not.toMatch(/Grace|example\.com/);
    }
    const owner = await atWork({ email: 'cookie@example.com' });
    const customer = await signedIn({ email: 'cookie@example.com' });
    const beside = await stored();
    for (const { cookies } of [owner, customer]) {
      cells += 1;
      const reply = await systemWith('', { cookies: new Map(cookies) }).send(endpoint.method, taken.path, taken.body, {
        Authorization: '',
      });
      expect(reply.status).toBe(401);
    }
    expect(await stored()).toBe(beside);
    expect(before.length).toBeLessThan(beside.length);
  });
});

it('there are so many cells', (context) => {
  tell(context, { 'cells of role, route and store': cells });
  expect(cells).toBeGreaterThan(10_000);
});
