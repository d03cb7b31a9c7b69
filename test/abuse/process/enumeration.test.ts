// Whether a clock tells who has an account: the running product, with all of the work of its hashing, asked for known and unknown addresses in
// turn. The clock stands outside: inside the Worker it does not move while code runs. What differs is told by ranks and by how much it is.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorker, type Running } from '../../../scripts/worker.ts';
import { prepare } from '../../../scripts/serve.ts';
import { logins } from '../../../src/access/schema.ts';
import { hashPassword } from '../../../src/credentials/hashing.ts';
import { readingsOf } from '../../../src/customers/finding/terms.ts';
import { customers, memberships } from '../../../src/customers/schema.ts';
import { Dice } from '../../../src/demo/dice.ts';
import { demoStaff } from '../../../src/demo/people.ts';
import { demoStores } from '../../../src/demo/shops.ts';
import { batch, type Database } from '../../../src/web/database.ts';
import { newId } from '../../../src/web/ids.ts';
import { tell } from '../../support/figures.ts';
import { chanceOfSame, median, shiftOf } from '../../support/statistics.ts';

const port = 8787;
const origin = `http://localhost:${port}`;
const password = 'lantern-on-the-old-pier';

/** What the shop knows of an address; nothing of the last. */
const kinds = ['active', 'pending', 'denied', 'contact', 'elsewhere', 'unknown'] as const;
type Kind = (typeof kinds)[number];

/** How unlikely a difference must be, and how large in relation to all that is done, before it counts. */
const rare = 0.001;
const large = 0.15;
/** What the machine itself differs by from one request to the next, in ms. */
const noiseMs = 3;

/** How long what follows a reply takes at most, in ms. */
const afterMs = 60;

let place: { port: number; state: string };
let worker: Running;
let networks = 0;

/** An address of this kind: each of them is asked for a few times only, since messages to one are limited. */
const addressOf = (kind: Kind, nth: number) => `${kind}${nth}@example.com`;
const people = 40;

beforeAll(async () => {
  place = { port, state: await mkdtemp(join(tmpdir(), 'regulars-')) };
  await prepare(place, addPeople);
  worker = await startWorker(place.state, { vars: { ENVIRONMENT: 'test' } });
}, 300_000);

afterAll(async () => {
  await worker.stop();
  await rm(place.state, { recursive: true, force: true });
});

async function addPeople(db: Database): Promise<void> {
  const passwordHash = await hashPassword(password);
  const now = Date.now();
  for (const kind of kinds.filter((one) => one !== 'unknown')) {
    const store = demoStores[kind === 'elsewhere' ? 'outlet' : 'goods'];
    for (let nth = 0; nth < people; nth += 1) {
      const id = newId('customer', now);
      const email = addressOf(kind, nth);
      const hasLogin = kind !== 'contact';
      const status = kind === 'pending' || kind === 'denied' ? kind : kind === 'contact' ? 'pending' : 'active';
      const person = { id, poolId: store.poolId, email, emailKey: email, name: 'Grace Hopper' };
      const readings = readingsOf({ name: 'Grace Hopper', email });
      const dated = { createdAt: now, updatedAt: now };
      const login = { customerId: id, passwordHash, passwordSetAt: now, sessionsValidFrom: now };
      await batch(db, [
        db.insert(customers).values({ ...person, readings, hasLogin, ...dated }),
        db.insert(memberships).values({ storeId: store.id, customerId: id, status, createdAt: now, registeredAt: now }),
        ...(hasLogin ? [db.insert(logins).values(login)] : []),
      ]);
    }
  }
}

type Sent = { path: string; form: Record<string, string>; cookie?: string };

/** Sends a form from a network that nobody else comes from; returns how long it took, in ms, and what was answered. */
async function send({ path, form, cookie = '' }: Sent) {
  networks += 1;
  const start = performance.now();
  const reply = await worker.fetch(`${origin}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      Origin: origin,
      'Content-Type': 'application/x-www-form-urlencoded',
      'CF-Connecting-IP': `10.${networks >> 16}.${(networks >> 8) & 255}.${networks & 255}`,
      ...(cookie && { Cookie: cookie }),
    },
    body: new URLSearchParams(form).toString(),
  });
  await reply.text();
  const ms = performance.now() - start;
  // What the Worker does after its reply, such as sending, shall not fall on whoever asks next.
  await wait(afterMs);
  return { ms, status: reply.status, cookies: reply.headers.getSetCookie() };
}

type Asking = {
  what: string;
  kinds: readonly Kind[];
  times: number;
  sent: (email: string, nth: number) => Sent;
};

const wrong = 'not the password at all';
const askers: string[] = [];

/** Somebody who has signed in, another for each few tries. */
async function cookieOf(nth: number): Promise<string> {
  const which = Math.floor(nth / 8);
  askers[which] ??= await signedIn(addressOf('active', people - 1 - which));
  return askers[which];
}

async function signedIn(email: string): Promise<string> {
  const { cookies } = await send({ path: '/login', form: { email, password } });
  return cookies.map((cookie) => cookie.split(';')[0]).join('; ');
}

const askings: Asking[] = [
  { what: 'signing in', kinds, times: 16, sent: (email) => ({ path: '/login', form: { email, password: wrong } }) },
  {
    what: 'signing in with the right password',
    kinds: ['pending', 'denied', 'unknown'],
    times: 16,
    sent: (email) => ({ path: '/login', form: { email, password } }),
  },
  {
    what: 'registering',
    kinds,
    times: 12,
    sent: (email) => ({
      path: '/register',
      form: { email, name: 'Ada King', password: 'seven gulls above the harbour' },
    }),
  },
  {
    what: 'having forgotten the password',
    kinds,
    times: 30,
    sent: (email) => ({ path: '/forgot-password', form: { email } }),
  },
];

/** Asks for each kind of address in another order each time; durations by kind. */
async function durations({ kinds: asked, times, sent }: Asking, offset: number): Promise<Map<Kind, number[]>> {
  const found = new Map<Kind, number[]>(asked.map((kind) => [kind, []]));
  const dice = new Dice(offset);
  // The first are for the compiler.
  for (let nth = -2; nth < times; nth += 1) {
    const turn = asked.map((kind) => ({ kind, at: dice.roll() })).toSorted((one, other) => one.at - other.at);
    for (const { kind } of turn) {
      const email = addressOf(kind, (nth + offset + people) % people);
      const { ms, status } = await send(sent(email, nth));
      expect([status, kind]).not.toEqual([429, kind]);
      expect(status).toBeLessThan(500);
      if (nth >= 0) found.get(kind)?.push(ms);
    }
  }
  return found;
}

/** By how much each kind differs from an address that is unknown, where that is no chance and not small. */
function differences(found: Map<Kind, number[]>): string[] {
  const unknown = found.get('unknown') ?? [];
  return [...found].flatMap(([kind, ms]) => {
    const shift = shiftOf(ms, unknown);
    const isLarge = Math.abs(shift) > median(unknown) * large + noiseMs;
    const chance = chanceOfSame(ms, unknown);
    return isLarge && chance < rare
      ? [`${kind}: ${shift.toFixed(1)} ms, by chance once in ${(1 / chance).toFixed()}`]
      : [];
  });
}

it.each(askings)('$what takes as long for an address that is known as for one that is not', async (asking) => {
  const found = await durations(asking, askings.indexOf(asking) * 3);

  expect(differences(found)).toEqual([]);
});

it('a change of address takes as long', async () => {
  const found = new Map<Kind, number[]>([
    ['denied', []],
    ['unknown', []],
  ]);
  for (let nth = 0; nth < 24; nth += 1) {
    const kind = nth % 2 === 0 ? 'denied' : 'unknown';
    const form = { email: addressOf(kind, nth), currentPassword: password };
    const { ms, status } = await send({ path: '/account/email', form, cookie: await cookieOf(nth) });
    expect(status).toBe(303);
    found.get(kind)?.push(ms);
  }
  expect(differences(found)).toEqual([]);
});

it('signing in takes as long for an address of the staff', async () => {
  const found = new Map<Kind, number[]>([
    ['active', []],
    ['unknown', []],
  ]);
  const known = demoStaff[0]?.email ?? '';
  for (let nth = 0; nth < 28; nth += 1) {
    const kind = nth % 2 === 0 ? 'active' : 'unknown';
    const email = kind === 'active' ? known : addressOf('unknown', nth);
    const { ms, status } = await send({ path: '/admin/login', form: { email, password: wrong } });
    expect(status).toBe(422);
    found.get(kind)?.push(ms);
  }
  expect(differences(found)).toEqual([]);
});

it('finds a difference of a quarter of the work, and none where there is none', (context) => {
  // As durations fall: most close together, some much longer.
  const like = (base: number) =>
    Array.from({ length: 16 }, (_, nth) => base + (nth % 5) * 2 + (nth % 7 === 0 ? 60 : 0));

  expect(
    differences(
      new Map([
        ['active', like(250)],
        ['unknown', like(252)],
      ]),
    ),
  ).toEqual([]);
  expect(
    differences(
      new Map([
        ['active', like(320)],
        ['unknown', like(250)],
      ]),
    ),
  ).toHaveLength(1);
  expect(
    differences(
      new Map([
        ['active', like(250)],
        ['unknown', like(5)],
      ]),
    ),
  ).toHaveLength(1);
  tell(context, { 'requests whose time was compared, in turn': networks });
});
