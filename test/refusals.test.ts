// What the mail service says when it does not take a message, and what comes of it.
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { demoStores } from '../src/demo/shops.ts';
import { run } from '../src/jobs.ts';
import { deliver } from '../src/messages/delivery.ts';
import { postOf } from '../src/messages/posting.ts';
import type { Mail } from '../src/messages/render.ts';
import { remove } from '../src/privacy/removal.ts';
import { telling } from '../src/web/database.ts';
import { bindingOf, postbox } from './support/mail.ts';
import { aMessage } from './support/messages.ts';
import { sceneAt } from './support/orders.ts';
import { aCustomer, password, signedIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { brokenDatabase, failingAt } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

afterEach(() => vi.restoreAllMocks());

const fiveMinutes = '*/5 * * * *';
const minute = 60_000;
const hour = 60 * minute;

/** A binding that refuses everything with an error of this code, in these words. */
const saying = (code: string | null, message = 'no') =>
  bindingOf(() => Promise.reject(code === null ? new Error(message) : Object.assign(new Error(message), { code })));

const cronWith = (binding: SendEmail, now = Date.now()) => run(fiveMinutes, { ...env, EMAIL: binding }, now);
const sendWith = (binding: SendEmail, ids: string[]) =>
  deliver(postOf({ ...env, EMAIL: binding }), ids, Date.now() + 2 * hour);

describe('a refusal', () => {
  it.each([
    ['unreachable', null, 'Network connection lost.'],
    ['unreachable', 'ECONNRESET', 'not a code of the service'],
    ['unreachable', 'E_INTERNAL_SERVER_ERROR', 'temporarily unavailable'],
    ['busy', 'E_RATE_LIMIT_EXCEEDED', 'slow down'],
    ['busy', 'E_DAILY_LIMIT_EXCEEDED', 'enough for today'],
    ['refused', 'E_SENDER_NOT_VERIFIED', 'verify the domain first'],
    ['refused', 'E_SENDER_DOMAIN_NOT_AVAILABLE', 'not set up'],
    ['refused', 'E_VALIDATION_ERROR', 'malformed'],
    ['refused', 'E_RECIPIENT_NOT_ALLOWED', 'not in the list of the binding'],
    ['refused', 'E_HEADER_NOT_ALLOWED', 'Message-ID'],
    ['refused', 'E_SOMETHING_NEW', 'nobody knows yet'],
    ['refused', 'E_DELIVERY_FAILED', '550 5.7.1 spam, says 5.1.1.7 of version 15.1.1'],
  ])('is %s when it says %s: it is tried again', async (problem, code, words) => {
    const id = await aMessage({ attempts: 0, problem: null, nextAttemptAt: Date.now() });
    await cronWith(saying(code, words));

    const [row] = await rows('select *, next_attempt_at - ? as wait from outbox where id = ?', Date.now(), id);
    expect(row).toMatchObject({ problem, attempts: 1, given_up_at: null });
    expect(row?.last_problem).toBe(code?.startsWith('E_') ? `${code}: ${words}` : words);
    expect(Number(row?.wait) / minute).toBeCloseTo(5, 0);
    expect(await value('select count(*) from suppressions')).toBe(0);
  });

  it.each([
    ['E_RECIPIENT_SUPPRESSED', 'is on the suppression list'],
    ['E_DELIVERY_FAILED', '550 5.1.1 <Grace@Example.com>: no such user'],
    ['E_DELIVERY_FAILED', 'smtp; 550-5.1.10 the domain takes no mail'],
  ])('is final when the address does not take messages: %s, %s', async (code, words) => {
    const id = await aMessage({ toAddress: 'Grace@Example.com', template: 'activation', secret: { token: 'once' } });
    await sendWith(saying(code, words), [id]);

    const [row] = await rows('select * from outbox where id = ?', id);
    expect(row).toMatchObject({ problem: 'no_such_address', attempts: 2, next_attempt_at: null, sealed_secret: null });
    expect(row?.given_up_at).toBeTypeOf('number');
    expect(await rows('select store_id, address_key, reason, message_id from suppressions')).toEqual([
      {
        store_id: 'sto_harbour_goods',
        address_key: 'grace@example.com',
        reason: `${code}: ${words}`,
        message_id: id,
      },
    ]);
  });

  it('says nothing of the person in the log, whatever the service says', async () => {
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
    vi.spyOn(console, 'error').mockImplementation((line) => void lines.push(String(line)));
    const ids = [await aMessage(), await aMessage({ toAddress: 'ada@example.com', data: {} })];
    await sendWith(saying('E_VALIDATION_ERROR', 'Grace Hopper <grace@example.com> is not valid'), ids);

    const told = lines.filter((line) => line.includes('message_not_sent'));
    expect(new Set(told.map((line) => /"problem":"(\w+)"/.exec(line)?.[1]))).toEqual(new Set(['broken', 'refused']));
    expect(lines.join('\n')).not.toMatch(/grace|ada@|example\.com/i);
  });

  it('of somebody who is erased leaves neither their address nor what was said', async () => {
    const id = await aMessage({ template: 'account_deleted', isErasedWhenDone: true });
    await sendWith(saying('E_RECIPIENT_SUPPRESSED', 'grace@example.com bounced'), [id]);

    expect(await rows('select to_address, data, last_problem from outbox')).toEqual([
      { to_address: '', data: '{}', last_problem: null },
    ]);
    expect(await value('select count(*) from suppressions')).toBe(0);
  });
});

describe('an address that is suppressed', () => {
  const gone = saying('E_RECIPIENT_SUPPRESSED', 'bounced');

  it('gets nothing more from this store, by whatever spelling, and keeps the first refusal', async () => {
    const refused = await aMessage();
    await sendWith(gone, [refused]);
    const post = postbox();
    const later = [
      await aMessage({ toAddress: 'GRACE@example.com', template: 'activation', secret: { token: 'once' } }),
      await aMessage({ toAddress: 'ada@example.com' }),
      await aMessage({ store: 'outlet' }),
    ];
    await sendWith(post.binding, later);

    expect(post.sent.map(({ to }) => to).toSorted()).toEqual(['ada@example.com', 'grace@example.com']);
    expect(await rows('select * from outbox where id = ?', later[0])).toEqual([
      expect.objectContaining({ problem: 'suppressed', attempts: 1, next_attempt_at: null, sealed_secret: null }),
    ]);
    expect(await rows('select message_id from suppressions')).toEqual([{ message_id: refused }]);
  });

  it('is answered at the doors like any other', async () => {
    const replies = [];
    for (const isSuppressed of [false, true]) {
      const email = isSuppressed ? 'grace@example.com' : 'ada@example.com';
      await aCustomer({ email });
      if (isSuppressed) await sendWith(gone, [await aMessage({ toAddress: email })]);
      const asked = await visitor().post('/forgot-password', { email });
      const again = await visitor().post('/register', { email, password: 'seven gulls above the harbour', name: 'A' });
      const wrong = await visitor().post('/login', { email, password: 'not the one' });
      replies.push([asked, again, wrong].map(({ status, location }) => ({ status, location })));
    }
    expect(replies[1]).toEqual(replies[0]);
  });

  it('is forgotten with the person, also one that they had before, and nobody else’s is', async () => {
    const browser = await signedIn();
    const customerId = await value(`select id from customers where email = 'grace@example.com'`);
    const [mine, before] = [{}, { toAddress: 'old@example.com', customerId: String(customerId) }];
    await sendWith(gone, [
      await aMessage(mine),
      await aMessage(before),
      await aMessage({ toAddress: 'x@example.com' }),
    ]);
    await sendWith(gone, [await aMessage({ store: 'trade' })]);
    expect(await value('select count(*) from suppressions')).toBe(4);
    await browser.post('/account/privacy/deletion', { password, currentPassword: password });

    expect(await rows('select store_id, address_key from suppressions order by address_key')).toEqual([
      { store_id: 'sto_hafen_handel', address_key: 'grace@example.com' },
      { store_id: 'sto_harbour_goods', address_key: 'x@example.com' },
    ]);
  });

  it('is forgotten at the store that a customer of two goes from, and there only', async () => {
    const id = await aCustomer();
    const goods = await sceneAt();
    const outlet = demoStores.outlet.id;
    await env.DB.prepare(
      `insert into memberships (store_id, customer_id, status, created_at) values (?, ?, 'active', 1)`,
    )
      .bind(outlet, id)
      .run();
    await sendWith(gone, [await aMessage(), await aMessage({ store: 'outlet' })]);
    await remove(goods, id, Date.now());

    expect(await rows('select store_id from suppressions')).toEqual([{ store_id: outlet }]);
  });
});

describe('a message that was taken', () => {
  it('is not sent again when D1 fails for a moment before that is written down', async () => {
    const id = await aMessage();
    const taken: Mail[] = [];
    const binding = bindingOf(async (mail) => {
      taken.push(mail);
      return { messageId: 'one' };
    });
    let failures = 2;
    const DB = failingAt(/set .*"sent_at" = /, () => failures-- > 0);
    await deliver(postOf({ ...env, DB, EMAIL: binding }), [id], Date.now() + 2 * hour);
    await cronWith(binding, Date.now() + 3 * hour);

    expect(taken).toHaveLength(1);
    expect(await value('select sent_at from outbox')).toBeTypeOf('number');
  });

  it('counts as sent when the answer comes after the time that is waited for', async () => {
    const id = await aMessage();
    const taken: Mail[] = [];
    let answer: (result: EmailSendResult) => void = () => undefined;
    const slow = bindingOf((mail) => {
      taken.push(mail);
      return new Promise((resolve) => (answer = resolve));
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const sending = sendWith(slow, [id]);
      await vi.waitFor(async () => {
        await vi.advanceTimersByTimeAsync(20_000);
        expect(await value('select problem from outbox')).toBe('too_slow');
      });
      await sending;
      answer({ messageId: 'late' });
      await vi.waitFor(async () => expect(await value('select sent_at from outbox')).not.toBeNull());
    } finally {
      vi.useRealTimers();
    }
    await cronWith(slow, Date.now() + 3 * hour);

    expect(taken).toHaveLength(1);
  });

  it('holds up nobody when D1 is gone: it is sent again, rather than lost', async () => {
    await aMessage();
    const post = postbox();
    await run(fiveMinutes, { ...env, DB: brokenDatabase(0), EMAIL: post.binding }, Date.now() + 2 * hour);
    await cronWith(post.binding, Date.now() + 2 * hour);

    expect(post.sent).toHaveLength(1);
  });
});

it('what waits behind a message that the service did not take is put off at once, however much it is', async () => {
  const now = Date.now();
  const waiting = { attempts: 2, problem: 'unreachable', nextAttemptAt: now + 3 * hour } as const;
  for (let nth = 0; nth < 12; nth += 1) await aMessage(waiting);
  const due = await aMessage({ attempts: 0, problem: null, nextAttemptAt: now });
  let [tried, writes] = [0, 0];
  const binding = bindingOf(() => Promise.reject(new Error(`lost ${(tried += 1)}`)));
  const DB = telling(env.DB, (sql) => void (writes += sql.startsWith('update "outbox"') ? 1 : 0));
  await deliver(postOf({ ...env, DB, EMAIL: binding }), [due], now);

  expect([tried, writes]).toEqual([1, 3]);
  expect(
    await rows(`select attempts, count(*) as count from outbox
      where problem = 'unreachable' and last_problem = 'lost 1' and given_up_at is null group by attempts`),
  ).toEqual([
    { attempts: 1, count: 1 },
    { attempts: 2, count: 12 },
  ]);
});
