// The e-mail service on its worst days, with several deliveries at once: whatever was written is sent, at least once and at most as often
// as it was tried, and says what it said. Secrets are gone when it is done, and an address that refuses for good gets nothing more.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../src/jobs.ts';
import { deliver } from '../../src/messages/delivery.ts';
import { postOf } from '../../src/messages/posting.ts';
import type { Mail } from '../../src/messages/render.ts';
import { tell } from '../support/figures.ts';
import { lost, noting } from '../support/faults.ts';
import { bindingOf } from '../support/mail.ts';
import { aMessage } from '../support/messages.ts';
import { rows, value } from '../support/records.ts';
import { passing } from '../support/passing.ts';

const minute = 60_000;
const begin = Date.UTC(2027, 0, 4, 9);
const token = 'a-token-that-nobody-may-find-afterwards-0123';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: begin });
  for (const level of ['error', 'log'] as const) vi.spyOn(console, level).mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

let tried = 0;

/** Three messages, two of them to one person, one with a secret; returns their ids. */
async function three(): Promise<string[]> {
  const due = { nextAttemptAt: begin, attempts: 0, problem: null, lastProblem: null };
  return [
    await aMessage({ ...due, template: 'set_password', data: { name: 'Grace', minutes: 60 }, secret: { token } }),
    await aMessage(due),
    await aMessage({ ...due, toAddress: 'ada@example.com' }),
  ];
}

/** A service that does this with the mail of each number, from one on, and takes all others; and what it took, to whom and in which words. */
function service(ways: Record<number, (take: () => Promise<EmailSendResult>) => Promise<EmailSendResult>> = {}) {
  const taken: string[] = [];
  let calls = 0;
  const binding = bindingOf((mail: Mail) => {
    calls += 1;
    const take = () => {
      taken.push(`${mail.to}: ${mail.subject}: ${mail.text}`);
      return Promise.resolve({ messageId: String(taken.length) });
    };
    return (ways[calls] ?? ((done) => done()))(take);
  });
  return { binding, taken, calls: () => calls };
}

const failing =
  (code: string, message = 'no') =>
  () =>
    Promise.reject(Object.assign(new Error(message), { code }));

/** Cron, every five minutes for two days, as far as anything waits. */
async function untilDone(EMAIL: SendEmail): Promise<void> {
  for (let at = 5; at < 3 * 24 * 60; at += 5) {
    const next = await value('select min(next_attempt_at) from outbox where next_attempt_at is not null');
    if (next === null) return;
    vi.setSystemTime(Math.max(begin + at * minute, Number(next)));
    await passing(run('*/5 * * * *', { ...env, EMAIL }, Date.now()));
  }
}

/** What an undisturbed delivery sends. */
async function undisturbed(): Promise<string[]> {
  const { binding, taken } = service();
  await deliver(postOf({ ...env, EMAIL: binding }), await three(), begin);
  await rows('delete from outbox');
  return taken.toSorted();
}

/** Nothing waits, no secret is left, and each was tried at least as often as it came. */
async function isOver(taken: readonly string[]): Promise<void> {
  expect(await rows('select id from outbox where sent_at is null and given_up_at is null')).toEqual([]);
  expect(await rows('select id from outbox where sealed_secret is not null')).toEqual([]);
  expect(taken.length).toBeLessThanOrEqual(Number(await value('select sum(attempts) from outbox')));
}

const ways = {
  'throws what is no error of its own': () => Promise.reject(new Error('Network connection lost.')),
  'throws what is nothing': () => Promise.reject<EmailSendResult>(undefined),
  'is broken': failing('E_INTERNAL_SERVER_ERROR'),
  'has too much to do': failing('E_RATE_LIMIT_EXCEEDED'),
  'has taken enough for the day': failing('E_DAILY_LIMIT_EXCEEDED'),
  'refuses the sender': failing('E_SENDER_NOT_VERIFIED'),
  'cannot deliver just now': failing('E_DELIVERY_FAILED', '4.2.2 mailbox full'),
  'has a code that nobody knows': failing('E_SOMETHING_NEW'),
  'never answers': () => new Promise<never>(() => undefined),
  'takes it and answers too late': async (take: () => Promise<EmailSendResult>) => {
    const result = await take();
    await new Promise((resolve) => setTimeout(resolve, 30_000));
    return result;
  },
  'takes it and throws': async (take: () => Promise<EmailSendResult>) => {
    await take();
    throw new Error('Network connection lost.');
  },
} satisfies Record<string, (take: () => Promise<EmailSendResult>) => Promise<EmailSendResult>>;

describe('a service that at one of the messages', () => {
  it.each(Object.entries(ways))('%s: everything comes, in the same words', async (_, way) => {
    const whole = await undisturbed();
    for (const nth of [1, 2, 3]) {
      await rows('delete from outbox');
      vi.setSystemTime(begin);
      const ids = await three();
      const { binding, taken } = service({ [nth]: way });
      await passing(deliver(postOf({ ...env, EMAIL: binding }), ids, begin));
      await untilDone(binding);
      tried += 1;

      expect([...new Set(taken)].toSorted()).toEqual(whole);
      await isOver(taken);
      expect(await rows('select * from suppressions')).toEqual([]);
    }
  });

  it.each([
    ['knows the address as refusing', failing('E_RECIPIENT_SUPPRESSED')],
    ['hears that there is nobody', failing('E_DELIVERY_FAILED', '550 5.1.1 no such user')],
  ])('%s: nothing more goes there, and the others come', async (_, way) => {
    const ids = await three();
    const { binding, taken, calls } = service({ 1: way });
    await passing(deliver(postOf({ ...env, EMAIL: binding }), ids, begin));
    await untilDone(binding);
    const refused = await rows('select address_key from suppressions');
    const after = calls();
    await aMessage({ toAddress: String(refused[0]?.address_key), nextAttemptAt: Date.now() });
    await passing(run('*/5 * * * *', { ...env, EMAIL: binding }, Date.now()));

    expect(refused).toHaveLength(1);
    expect(calls()).toBe(after);
    expect(taken.every((one) => !one.startsWith(`${String(refused[0]?.address_key)}:`))).toBe(true);
    expect(await rows('select id from outbox where sealed_secret is not null or next_attempt_at is not null')).toEqual(
      [],
    );
  });
});

it('many deliveries at once, behind responses and by Cron, send each message once', async () => {
  const whole = await undisturbed();
  const ids = await three();
  const { binding, taken } = service();
  const post = postOf({ ...env, EMAIL: binding });
  const cron = () => run('*/5 * * * *', { ...env, EMAIL: binding }, begin);
  await Promise.all(Array.from({ length: 20 }, (_, nth) => (nth % 2 ? deliver(post, ids, begin) : cron())));
  tried += 20;

  expect(taken.toSorted()).toEqual(whole);
  await isOver(taken);
});

it('a delivery that dies at any of its round trips is followed by another: nothing is lost, nothing says another thing', async () => {
  const whole = await undisturbed();
  const { db, asked } = noting();
  await deliver(postOf({ ...env, DB: db, EMAIL: service().binding }), await three(), begin);
  expect(asked().trips).toBeGreaterThan(4);
  for (let trip = 1; trip <= asked().trips; trip += 1) {
    for (const when of ['before', 'after'] as const) {
      await rows('delete from outbox');
      vi.setSystemTime(begin);
      const ids = await three();
      const { binding, taken } = service();
      await lost(trip, when).around((DB) => passing(deliver(postOf({ ...env, DB, EMAIL: binding }), ids, begin)));
      await untilDone(binding);
      tried += 1;

      expect([trip, when, [...new Set(taken)].toSorted()]).toEqual([trip, when, whole]);
      await isOver(taken);
    }
  }
});

it('was tried in many ways', (context) => {
  tell(context, { 'deliveries of mail with something failing': tried });
  expect(tried).toBeGreaterThan(60);
});
