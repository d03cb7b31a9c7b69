// The outbox: a message is written with what causes it, sent once, tried again where sending fails, and keeps its secret sealed.
import { env } from 'cloudflare:workers';
import { createExecutionContext } from 'cloudflare:test';
import { describe, expect, it, vi } from 'vitest';
import { run } from '../src/jobs.ts';
import worker from '../src/index.ts';
import { hanging, linkIn, postbox, refusing } from './support/mail.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { visitor } from './support/visitor.ts';

const ada = { email: 'ada.king@example.com', password: 'seven gulls above the harbour', name: 'Ada King' };
const fiveMinutes = '*/5 * * * *';
const minute = 60_000;

/** Registers Ada in a Worker that is killed the moment its response is out: what it put off never runs. */
async function registerAndDie(): Promise<void> {
  const response = await worker.fetch(
    new Request('http://localhost:8787/register', {
      method: 'POST',
      body: new URLSearchParams(ada),
      headers: { Origin: 'http://localhost:8787', 'CF-Connecting-IP': '192.0.2.1' },
      redirect: 'manual',
    }),
    { ...env, EMAIL: hanging() },
    createExecutionContext(),
  );
  expect(response.status).toBe(303);
}

describe('a message', () => {
  it('survives a Worker that dies before sending, and Cron sends it once', async () => {
    await registerAndDie();
    const post = postbox();
    const bindings = { ...env, EMAIL: post.binding };

    await run(fiveMinutes, bindings, Date.now() + 6 * minute);
    await run(fiveMinutes, bindings, Date.now() + 12 * minute);

    expect(post.sent.map((mail) => mail.to)).toEqual([ada.email]);
    const browser = visitor();
    expect((await browser.get(linkIn(post.sent[0], '/activate/'))).status).toBe(200);
  });

  it('is sent once when Cron runs many times at once', async () => {
    await registerAndDie();
    const post = postbox();
    await Promise.all(
      Array.from({ length: 10 }, () => run(fiveMinutes, { ...env, EMAIL: post.binding }, Date.now() + 6 * minute)),
    );

    expect(post.sent).toHaveLength(1);
  });

  it('is sent to one person, from the store, in HTML and in text that say the same', async () => {
    const post = postbox();
    await visitor({ bindings: { EMAIL: post.binding } }).post('/register', ada);
    const [mail] = post.sent;

    expect(mail?.from).toEqual({ name: 'Harbour Goods', email: 'hello@harbour-goods.example' });
    expect(mail?.to).toBe(ada.email);
    expect(mail?.text).toContain('4 Custom House Quay, Dublin');
    expect(mail?.html).toContain('4 Custom House Quay, Dublin');
    expect(mail?.html).toContain(linkIn(mail, '/activate/'));
    expect(mail?.html).not.toMatch(/<img|<script|http:\/\/(?!localhost:8787)/);
  });

  it('shows a name as text, whatever is in it', async () => {
    const post = postbox();
    const name = '<b>{{ secret.token }}</b>{% raw %}';
    await visitor({ bindings: { EMAIL: post.binding } }).post('/register', { ...ada, name });

    expect(post.sent[0]?.html).toContain('&lt;b&gt;{{ secret.token }}&lt;/b&gt;{% raw %}');
    expect(post.sent[0]?.text).toContain(name);
  });

  it('keeps its secret sealed until it is sent and nowhere afterwards', async () => {
    await registerAndDie();
    const post = postbox();
    const waiting = await everythingStored();
    await run(fiveMinutes, { ...env, EMAIL: post.binding }, Date.now() + 6 * minute);
    const token = linkIn(post.sent[0], '/activate/').replace('/activate/', '');

    for (const stored of [waiting, await everythingStored()]) {
      expect(stored).not.toContain(token);
      expect(stored).not.toContain(ada.password);
    }
    expect(await rows('select sealed_secret, next_attempt_at from outbox')).toEqual([
      { sealed_secret: null, next_attempt_at: null },
    ]);
  });
});

describe('when sending fails', () => {
  it('the visitor does not notice, and the message is tried again with longer and longer waits, then given up', async () => {
    const reply = await visitor({ bindings: { EMAIL: refusing() } }).post('/register', ada);
    expect(reply.status).toBe(303);

    const waits: number[] = [];
    for (let attempt = 1; ; attempt += 1) {
      const next = await value('select next_attempt_at from outbox');
      if (next === null || attempt > 20) break;
      waits.push(Math.round((Number(next) - Date.now()) / minute));
      await env.DB.prepare('update outbox set next_attempt_at = 0').run();
      await run(fiveMinutes, { ...env, EMAIL: refusing() }, Date.now());
    }

    expect(waits).toEqual([5, 15, 60, 240, 720, 1080]);
    const [message] = await rows('select given_up_at, sealed_secret, last_problem from outbox');
    expect(message).toMatchObject({ sealed_secret: null, last_problem: 'the mail service is down' });
    expect(message?.given_up_at).toBeTypeOf('number');
  });

  it('one message that hangs does not hold up the others', async () => {
    await registerAndDie();
    await env.DB.prepare('update outbox set next_attempt_at = 0').run();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const sending = run(fiveMinutes, { ...env, EMAIL: hanging() }, Date.now());
      await vi.waitFor(async () => {
        await vi.advanceTimersByTimeAsync(20_000);
        expect(await value('select last_problem from outbox')).toBe('sending took longer than 20000 ms');
      });
      await sending;
    } finally {
      vi.useRealTimers();
    }
  });

  it('a secret that was sealed with the key before is still sent', async () => {
    await registerAndDie();
    const post = postbox();
    const keys = { SEALING_KEY: Buffer.alloc(32, 7).toString('base64'), SEALING_KEY_BEFORE: env.SEALING_KEY };
    await run(fiveMinutes, { ...env, ...keys, EMAIL: post.binding }, Date.now() + 6 * minute);

    expect((await visitor().get(linkIn(post.sent[0], '/activate/'))).status).toBe(200);
  });

  it('a secret that cannot be opened is not sent', async () => {
    await registerAndDie();
    await env.DB.prepare(
      `update outbox set sealed_secret = 'v1.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA', next_attempt_at = 0`,
    ).run();
    const post = postbox();
    await run(fiveMinutes, { ...env, EMAIL: post.binding }, Date.now());

    expect(post.sent).toEqual([]);
    expect(await value('select last_problem from outbox')).not.toBeNull();
  });
});

describe('headers of a message', () => {
  it.each([
    ['to_address', 'ada@example.com\r\nBcc: everybody@example.com'],
    ['to_address', 'ada@example.com, everybody@example.com'],
    ['to_address', 'ada@example.com everybody@example.com'],
  ])('cannot be added through %s', async (column, text) => {
    await registerAndDie();
    await env.DB.prepare(`update outbox set ${column} = ?, next_attempt_at = 0`).bind(text).run();
    const post = postbox();
    await run(fiveMinutes, { ...env, EMAIL: post.binding }, Date.now());

    expect(post.sent).toEqual([]);
  });

  it.each(['\r\nBcc: x@example.com', '\n', '\u0000', '\u2028', '\u0085'])(
    'cannot be added through the name of the store: %j',
    async (addition) => {
      await registerAndDie();
      await env.DB.prepare(`update stores set name = name || ?`).bind(addition).run();
      await env.DB.prepare('update outbox set next_attempt_at = 0').run();
      const post = postbox();
      await run(fiveMinutes, { ...env, EMAIL: post.binding }, Date.now());

      expect(post.sent).toEqual([]);
    },
  );

  it.each([
    'a@example.com\r\nBcc: b@example.com',
    'a@example.com,b@example.com',
    '"a\u0000"@example.com',
    'a@b@example.com',
  ])('an address of that kind cannot even register: %j', async (email) => {
    expect((await visitor().post('/register', { ...ada, email })).status).toBe(422);
  });
});
