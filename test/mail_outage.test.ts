// An hour in which the mail service takes nothing, while people register and order and staff work: nothing is lost, and nothing comes
// twice. The clock is ours, so that the hour takes seconds.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../src/jobs.ts';
import { deliver } from '../src/messages/delivery.ts';
import { postOf } from '../src/messages/posting.ts';
import type { Mail } from '../src/messages/render.ts';
import type { outbox } from '../src/messages/schema.ts';
import { shown } from '../src/messages/showing.ts';
import { atWork } from './support/colleagues.ts';
import { bindingOf } from './support/mail.ts';
import { aMessage } from './support/messages.ts';
import { anOrder, sceneAt } from './support/orders.ts';
import { aCustomer } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { failingAt } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';
import { passing } from './support/passing.ts';

const minute = 60_000;
const begin = Date.UTC(2027, 0, 4, 9);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: begin });
});
afterEach(() => vi.useRealTimers());

/** The mail service: what it took, and how it fails while it does. */
function service() {
  const taken: Mail[] = [];
  const take = async (mail: Mail) => {
    taken.push(mail);
    return { messageId: String(taken.length) };
  };
  const ways = {
    takes: take,
    throws: () => Promise.reject(Object.assign(new Error('temporarily down'), { code: 'E_INTERNAL_SERVER_ERROR' })),
    hangs: () => new Promise<never>(() => undefined),
    'takes and throws': async (mail: Mail) => {
      await take(mail);
      throw new Error('Network connection lost.');
    },
  };
  const state = { way: 'takes' as keyof typeof ways };
  return { taken, state, binding: bindingOf((mail) => ways[state.way](mail)) };
}

/** What happens in the hour, by the minute; each writes messages, some of them to the same person. */
function happenings(EMAIL: SendEmail): Record<number, () => Promise<unknown>> {
  let order = '';
  const owed = async () => String(Number(await value('select total_minor from orders')) / 100);
  const staff = async (act: string, form: Record<string, string> = {}) =>
    (await atWork({ email: `${act}@example.org`, bindings: { EMAIL } })).post(`/admin/orders/${order}/${act}`, form);
  return {
    0: () =>
      visitor({ bindings: { EMAIL } }).post('/register', {
        email: 'ada.king@example.com',
        password: 'seven gulls above the harbour',
        name: 'Ada King',
      }),
    // The Worker dies after its response: nothing was tried.
    5: async () => (order = await anOrder(await aCustomer())),
    20: async () => staff('payments', { amount: await owed() }),
    25: () => visitor({ bindings: { EMAIL } }).post('/forgot-password', { email: 'grace@example.com' }),
    45: () => staff('shipment', { carrier: 'dhl', trackingCode: '00340434161094042557' }),
    58: () => staff('delivery'),
  };
}

/** The hour and what comes after it: Cron runs every five minutes, twice at once. */
async function theHour(mail: ReturnType<typeof service>, way: typeof mail.state.way): Promise<void> {
  mail.state.way = way;
  const acts = happenings(mail.binding);
  for (let at = 0; at <= 180; at += 1) {
    vi.setSystemTime(begin + at * minute);
    if (at === 60) mail.state.way = 'takes';
    const act = acts[at];
    if (act) await passing(act());
    const cron = () => run('*/5 * * * *', { ...env, EMAIL: mail.binding }, Date.now());
    if (at % 5 === 0 && (await value('select 1 from outbox where next_attempt_at is not null'))) {
      await passing(Promise.all([cron(), cron()]));
    }
  }
}

type Told = typeof outbox.$inferSelect;

/** What was written to each address, in the order in which it was: the subjects. */
async function written(): Promise<Map<string, string[]>> {
  const { store } = await sceneAt();
  const all = await rows(`select template, language, data, to_address as toAddress, customer_id as customerId,
    is_erased_when_done as isErasedWhenDone from outbox order by id`);
  const told = all.map((row) => ({ ...row, data: JSON.parse(String(row.data)), isErasedWhenDone: false }) as Told);
  return byAddress(told.map((row) => shown(store, row, undefined)).filter((mail) => mail !== null));
}

function byAddress(mails: readonly Mail[]): Map<string, string[]> {
  const subjects = new Map<string, string[]>();
  for (const { to, subject } of mails) subjects.set(to, [...(subjects.get(to) ?? []), subject]);
  return subjects;
}

describe('an hour without the mail service', () => {
  it.each(['throws', 'hangs'] as const)('that %s: every message comes, once, and in order', async (way) => {
    const mail = service();
    await theHour(mail, way);
    const expected = await written();

    expect(expected.get('grace@example.com')?.length).toBeGreaterThanOrEqual(5);
    expect(byAddress(mail.taken)).toEqual(expected);
    expect(await rows('select template from outbox where sent_at is null or given_up_at is not null')).toEqual([]);
  });

  it('that takes what it says not to have taken: nothing is lost, and nothing comes more often than it was tried', async () => {
    const mail = service();
    await theHour(mail, 'takes and throws');
    const tries = Number(await value('select sum(attempts) from outbox'));

    expect(new Set(mail.taken.map(({ to, subject }) => `${to} ${subject}`)).size).toBe(
      [...(await written()).values()].flat().length,
    );
    expect(mail.taken.length).toBeLessThanOrEqual(tries);
    expect(await rows('select template from outbox where sent_at is null')).toEqual([]);
  });
});

it('a Worker that dies between sending a message and writing it down is followed by a second one', async () => {
  const mail = service();
  const id = await aMessage({ nextAttemptAt: begin });
  const DB = failingAt(/set .*"sent_at" = /, () => true);
  await passing(deliver(postOf({ ...env, DB, EMAIL: mail.binding }), [id], begin));
  for (const minutes of [1, 5, 10]) {
    vi.setSystemTime(begin + minutes * minute);
    await run('*/5 * * * *', { ...env, EMAIL: mail.binding }, Date.now());
  }

  expect(mail.taken).toHaveLength(2);
});
