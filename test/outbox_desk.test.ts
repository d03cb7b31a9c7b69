// The outbox as staff see it: what it shows, by which filters, what it reads, and what they do there.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { run } from '../src/jobs.ts';
import { pageSize } from '../src/admin/outbox/reading.ts';
import { window } from '../src/admin/outbox/searching.ts';
import { atWork } from './support/colleagues.ts';
import { bindingOf, postbox } from './support/mail.ts';
import { aMessage, givenUp } from './support/messages.ts';
import { aCustomer } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { counting } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

const here = '/admin/outbox';
const sent = { problem: null, lastProblem: null, nextAttemptAt: null, sentAt: 1_790_000_000_000 };
const gone = bindingOf(() => Promise.reject(Object.assign(new Error('bounced'), { code: 'E_RECIPIENT_SUPPRESSED' })));

/** The messages on a page, by id. */
const idsIn = (text: string) => [...text.matchAll(/href="\/admin\/outbox\/(msg_[0-9a-z]+)"/g)].map(([, id]) => id);

/** What a page says, without its markup. */
const wordsIn = (text: string) => text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

describe('the list', () => {
  it('finds by state, kind, customer and address, the newest first', async () => {
    const grace = await aCustomer();
    const waiting = await aMessage({ attempts: 0, problem: null, lastProblem: null });
    const failing = await aMessage({ customerId: grace, template: 'activation_with_password', secret: { token: 't' } });
    const done = await aMessage({ ...sent, customerId: grace, toAddress: 'grace@old.example.com' });
    const refused = await aMessage(givenUp({ problem: 'refused', toAddress: 'guest@example.com' }));
    await aMessage({ store: 'trade', customerId: grace });
    const erased = await aMessage({ ...sent, isErasedWhenDone: true, toAddress: '', data: {} });
    const staff = await atWork({ role: 'support' });
    const found = async (query: string) => idsIn((await staff.get(`${here}?${query}`)).text);

    expect(await found('')).toEqual([erased, refused, done, failing, waiting]);
    const table: [string, (string | undefined)[]][] = [
      ['state=waiting', [failing, waiting]],
      ['state=failing', [failing]],
      ['state=sent', [erased, done]],
      ['state=given_up', [refused]],
      ['message=activation', [failing]],
      ['message=activation&state=sent', []],
      ['message=password_changed&state=given_up', [refused]],
      [`customer=${grace}`, [done, failing]],
      [`customer=${grace}&state=failing`, [failing]],
      ['to=Grace@example.com', [done, failing]],
      ['to=guest@example.com', [refused]],
      ['to=guest@example.com&state=sent', []],
      ['to=nobody@example.com', []],
      ["state='&message=%00&customer=cus_'--&to=%25&after=%7B", [erased, refused, done, failing, waiting]],
    ];
    for (const [query, ids] of table) expect([query, await found(query)]).toEqual([query, ids]);
  });

  it('says of each how far it has come and why, in words', async () => {
    await aMessage({ problem: 'too_slow', nextAttemptAt: Date.UTC(2030, 0, 2, 3, 4) });
    await aMessage(givenUp({ problem: 'broken' }));
    await aMessage({ attempts: 1, problem: null });
    await aMessage({ ...sent, isErasedWhenDone: true, toAddress: '', data: {} });
    const words = wordsIn((await (await atWork()).get(here)).text);

    expect(words).toContain('failed again 2 Jan 2030, 03:04 The mail service took too long.');
    expect(words).toMatch(/given up .* The message could not be made\./);
    expect(words).toContain('being sent');
    expect(words).toContain('somebody who is no longer on record');
  });

  it('reads in proportion to what it shows, page by page, however many there are', async () => {
    await many(1200);
    const { cookies } = await atWork();
    const rowsOf = async (query: string) => {
      const counted = counting();
      const { text } = await visitor({ cookies, ...counted }).get(`${here}?${query}`);
      const next = /href="\/admin\/outbox\?([^"]*after=[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
      return { ids: idsIn(text), next, read: counted.counts.rowsRead };
    };
    const customer = 'cus_few';
    const mostRead = 4 * pageSize + 20;
    for (const query of ['', 'state=waiting', 'state=failing', 'state=given_up', `customer=${customer}`]) {
      const first = await rowsOf(query);
      const second = first.next === undefined ? null : await rowsOf(first.next);
      expect([query, first.ids.length > 0, first.read <= mostRead]).toEqual([query, true, true]);
      if (second === null) continue;
      expect(first.ids).not.toContain(second.ids[0]);
      expect([query, second.read <= mostRead]).toEqual([query, true]);
    }
    // A kind of which there is one, far back: looked for among the newest only, and then further back.
    const near = await rowsOf('message=quotation');
    expect(near).toMatchObject({ ids: [], next: expect.any(String) as unknown });
    expect(near.read).toBeLessThanOrEqual(5 * window);
    const far = await rowsOf(String(near.next));
    expect(far.ids).toHaveLength(1);
    expect(far.next).toBeUndefined();
  });
});

/** So many messages of the store: most are sent, some of each other state, and the oldest is of a kind of its own. */
async function many(count: number): Promise<void> {
  await env.DB.prepare(
    `insert into outbox (id, store_id, customer_id, to_address, template, language, data, attempts, problem, created_at,
      next_attempt_at, sent_at, given_up_at)
    with recursive each_one(n) as (select 0 union all select n + 1 from each_one where n < ?1 - 1)
    select printf('msg_%026d', n), 'sto_harbour_goods', case when n % 120 = 1 then 'cus_few' end, 'grace@example.com',
      case n when 0 then 'quotation' else 'password_changed' end, 'en', '{"name":"Grace"}', n % 2,
      case when n % 20 = 3 then 'busy' end, n, case when n % 20 in (3, 4) then 1900000000000 end,
      case when n % 20 > 5 then n end, case when n % 20 < 2 then n end from each_one`,
  )
    .bind(count)
    .run();
}

describe('a message', () => {
  it('is shown as it reads, with dots for what is secret, in a frame that runs nothing', async () => {
    const token = 'a-token-that-nobody-may-see';
    const secret = { token, password: 'seven gulls above' };
    const data = { name: '<img src=x onerror=alert(1)>{{ secret.token }}', hours: 72 };
    const id = await aMessage({ template: 'activation_with_password', secret, data });
    const staff = await atWork({ role: 'support' });
    const about = await staff.get(`${here}/${id}`);
    const mail = await staff.get(`${here}/${id}/mail`);

    expect(about.text).toContain('Confirm your e-mail address for Harbour Goods');
    expect(about.text).toMatch(/<iframe[^>]*sandbox=""[^>]*src="\/admin\/outbox\/msg_\w+\/mail"/);
    expect(mail.headers.get('Content-Security-Policy')).toBe(
      `default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox`,
    );
    expect(mail.text).toContain('/activate/••••••••"');
    expect(mail.text).toContain('&lt;img src=x onerror=alert(1)&gt;{{ secret.token }}');
    expect(mail.text).toContain('<base target="_blank">');
    const sealed = String(await value('select sealed_secret from outbox'));
    for (const { text } of [about, mail, await staff.get(here), await staff.get(`${here}?state=failing`)]) {
      for (const hidden of [token, 'seven gulls', sealed]) expect(text).not.toContain(hidden);
    }
  });

  it('about somebody who is erased shows nothing of them, not even while it waits', async () => {
    const traits = { template: 'account_deleted', isErasedWhenDone: true, lastProblem: 'grace@example.com is busy' };
    const id = await aMessage(traits);
    const staff = await atWork();
    for (const path of [here, `${here}/${id}`]) {
      expect((await staff.get(path)).text).not.toMatch(/grace/i);
    }
    expect((await staff.get(`${here}/${id}/mail`)).status).toBe(404);
    expect(idsIn((await staff.get(`${here}?to=grace@example.com`)).text)).toEqual([]);
  });

  it('of another store, or that never was, is not there', async () => {
    const foreign = await aMessage({ store: 'outlet' });
    const staff = await atWork();
    const before = await everythingStored();
    for (const id of [foreign, 'msg_never', "'%20or%201=1--", '..%2f']) {
      for (const path of ['', '/mail']) expect((await staff.get(`${here}/${id}${path}`)).status).toBe(404);
      for (const path of ['/retries', '/lifting']) expect((await staff.post(`${here}/${id}${path}`)).status).toBe(404);
    }
    expect(await everythingStored()).toBe(before);
  });
});

describe('sending again', () => {
  it.each([
    ['one that fails', {}, 'retried'],
    ['one that was given up', givenUp(), 'retried'],
    ['one that fails and has a secret', { template: 'activation', secret: { token: 'once' } }, 'retried'],
    ['one whose secret is erased', givenUp({ template: 'activation' }), 'not_failed'],
    ['one about somebody who is erased', givenUp({ isErasedWhenDone: true, toAddress: '', data: {} }), 'not_failed'],
    ['one that is being sent', { problem: null }, 'not_failed'],
    ['one that was sent', sent, 'not_failed'],
  ])('%s', async (_, traits, outcome) => {
    const post = postbox();
    const id = await aMessage(traits);
    const staff = await atWork({ role: 'manager', bindings: { EMAIL: post.binding } });
    const isOffered = (await staff.get(`${here}/${id}`)).text.includes('/retries"');
    const reply = await staff.post(`${here}/${id}/retries`);
    const isDone = outcome === 'retried';

    expect(reply).toMatchObject({
      status: 303,
      location: `${here}/${id}?${isDone ? 'done' : 'problem'}=${outcome}`,
    });
    expect(isOffered).toBe(isDone);
    expect(post.sent).toHaveLength(isDone ? 1 : 0);
    expect(await value(`select count(*) from audit where act = 'message_retried'`)).toBe(isDone ? 1 : 0);
    if (isDone)
      expect(await rows('select given_up_at, problem from outbox')).toEqual([{ given_up_at: null, problem: null }]);
  });

  it('by two at once sends it once, also beside Cron', async () => {
    const post = postbox();
    const id = await aMessage(givenUp());
    const bindings = { EMAIL: post.binding };
    const colleagues = [await atWork({ bindings }), await atWork({ role: 'manager', bindings })];
    await Promise.all([
      ...colleagues.map((one) => one.post(`${here}/${id}/retries`)),
      ...colleagues.map((one) => one.post(`${here}/retries`)),
      run('*/5 * * * *', { ...env, ...bindings }, Date.now()),
    ]);

    expect(post.sent).toHaveLength(1);
  });

  it('however often while the service is down, does not have it given up', async () => {
    const EMAIL = bindingOf(() => Promise.reject(new Error('down')));
    await aMessage({ template: 'activation', secret: { token: 'once' } });
    const staff = await atWork({ bindings: { EMAIL } });
    for (let press = 0; press < 8; press += 1) await staff.post(`${here}/retries`);

    expect(await rows('select attempts, given_up_at, sealed_secret is null as spent from outbox')).toEqual([
      { attempts: 1, given_up_at: null, spent: 0 },
    ]);
  });

  it('everything that failed leaves what is old, secret, refused, or another store’s', async () => {
    const post = postbox();
    const monthAgo = Date.now() - 30 * 86_400_000;
    const again = [await aMessage(), await aMessage(givenUp({ problem: 'refused' })), await aMessage(givenUp())];
    await aMessage(givenUp({ givenUpAt: monthAgo }));
    await aMessage(givenUp({ template: 'activation' }));
    await aMessage(givenUp({ problem: 'no_such_address' }));
    await aMessage(sent);
    await aMessage({ store: 'outlet' });
    const staff = await atWork({ bindings: { EMAIL: post.binding } });
    const before = await value('select count(*) from outbox where sent_at is not null');
    const reply = await staff.post(`${here}/retries`);

    expect(reply.location).toBe(`${here}?done=all_retried`);
    expect(await value('select count(*) from outbox where sent_at is not null')).toBe(Number(before) + again.length);
    expect(await value(`select after from audit where act = 'messages_retried'`)).toBe('{"messages":3}');
    expect((await staff.post(`${here}/retries`)).location).toBe(`${here}?done=none_retried`);
  });

  it('is for managers; support sees no form for it', async () => {
    const id = await aMessage();
    const support = await atWork({ role: 'support' });
    const before = await everythingStored();
    for (const path of [`${here}/retries`, `${here}/${id}/retries`, `${here}/${id}/lifting`]) {
      expect((await support.post(path)).status).toBe(403);
    }
    expect(await everythingStored()).toBe(before);
    for (const path of [here, `${here}/${id}`])
      expect((await support.get(path)).text).not.toMatch(/\/(retries|lifting)"/);
  });
});

describe('a refused address', () => {
  it('is told of at the customer and in the outbox, and lifted; what waited in the last day is sent', async () => {
    const customerId = await aCustomer();
    const post = postbox();
    const mine = { customerId, nextAttemptAt: 0, toAddress: 'GRACE@example.com' };
    const first = await aMessage(mine);
    const cron = () => run('*/5 * * * *', { ...env, EMAIL: gone }, Date.now());
    await cron();
    const held = await aMessage(mine);
    const spent = await aMessage({ ...mine, template: 'activation', secret: { token: 'once' } });
    const old = await aMessage(givenUp({ problem: 'suppressed', givenUpAt: Date.now() - 2 * 86_400_000 }));
    await cron();
    const staff = await atWork({ role: 'manager', bindings: { EMAIL: post.binding } });
    const record = `/admin/customers/${customerId}`;
    const said = 'E_RECIPIENT_SUPPRESSED: bounced';

    expect(wordsIn((await staff.get(`${record}/messages`)).text)).toMatch(
      /Nothing has been sent to grace@example\.com since .* E_RECIPIENT_SUPPRESSED: bounced/,
    );
    expect((await staff.get(`${record}/messages`)).text).toContain(`href="/admin/outbox/${held}"`);
    expect(wordsIn((await staff.get(`${here}/addresses`)).text)).toContain(`grace@example.com ${said}`);
    expect(wordsIn((await staff.get(`${here}/${held}`)).text)).toContain('Nothing has been sent to GRACE@example.com');
    expect((await staff.post(`${here}/${held}/retries`)).location).toBe(`${here}/${held}?problem=suppressed`);
    expect((await staff.get(`${here}/${spent}`)).text).toContain(`href="${record}/login"`);

    const reply = await staff.post(`${here}/${held}/lifting`, { customer: customerId });
    expect(reply.location).toBe(`${record}/messages?done=lifted`);
    expect(wordsIn((await staff.get(String(reply.location))).text)).not.toContain('Nothing has been sent');
    expect(post.sent).toHaveLength(2);
    const unsent = await rows('select id from outbox where sent_at is null order by id');
    expect(unsent.map(({ id }) => id)).toEqual([spent, old]);
    expect(await rows('select id from outbox where id = ? and sent_at is not null', first)).toHaveLength(1);
    await staff.post(`${here}/${held}/lifting`);
    expect(await rows(`select after, customer_id from audit where act = 'address_lifted'`)).toEqual([
      { after: JSON.stringify({ message: held }), customer_id: customerId },
    ]);
  });

  it('is refused again when the service still does not take it', async () => {
    const id = await aMessage({ nextAttemptAt: 0 });
    await run('*/5 * * * *', { ...env, EMAIL: gone }, Date.now());
    const staff = await atWork({ bindings: { EMAIL: gone } });
    await staff.post(`${here}/${id}/lifting`, { customer: "cus_'/../../evil" });

    expect(await rows('select problem from outbox')).toEqual([{ problem: 'no_such_address' }]);
    expect(await value('select count(*) from suppressions')).toBe(1);
  });

  it('stands on pages of its own, the newest first, those of one moment too', async () => {
    await env.DB.prepare(
      `insert into suppressions (store_id, address_key, reason, message_id, at)
      with recursive each_one(n) as (select 1 union all select n + 1 from each_one where n < 40)
      select 'sto_harbour_goods', printf('a%02d@example.com', n), '<b>no</b>', null, n / 20 from each_one`,
    ).run();
    const staff = await atWork({ role: 'support' });
    const first = (await staff.get(`${here}/addresses`)).text;
    const [, next = ''] = /href="([^"]*addresses\?after=[^"]*)"/.exec(first) ?? [];
    const second = (await staff.get(next)).text;

    expect(first).toContain('&lt;b&gt;no');
    expect(first.match(/a\d\d@/g)?.slice(0, 2)).toEqual(['a40@', 'a39@']);
    expect(second.match(/a\d\d@/g)).toEqual(
      Array.from({ length: 10 }, (_, n) => `a${String(10 - n).padStart(2, '0')}@`),
    );
    expect((await staff.get(`${here}/addresses?after=-1e99`)).status).toBe(200);
  });
});
