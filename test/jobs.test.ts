// The hourly job that cleans up: what is over goes, what is needed stays, and it comes out the same however often it runs.
import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import { run } from '../src/jobs.ts';
import { changed } from '../src/web/database.ts';
import { aCustomer, signedIn } from './support/people.ts';
import { brokenDatabase } from './support/storage-faults.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { visitor } from './support/visitor.ts';

const hourly = '0 * * * *';
const minute = 60_000;
const day = 86_400_000;
const ada = { email: 'ada.king@example.com', password: 'seven gulls above the harbour', name: 'Ada King' };

/** Lets that many days go by for everything that is stored. */
async function daysPass(days: number): Promise<void> {
  const ms = days * day;
  await env.DB.batch([
    env.DB.prepare('update memberships set registered_at = registered_at - ?').bind(ms),
    env.DB.prepare('update link_tokens set expires_at = expires_at - ?').bind(ms),
    env.DB.prepare('update throttles set ends_at = ends_at - ?').bind(ms),
    env.DB.prepare('update sessions set last_seen_at = last_seen_at - ?, started_at = started_at - ?').bind(ms, ms),
  ]);
}

describe('every hour', () => {
  it('nothing happens to what is still needed', async () => {
    await signedIn();
    await visitor().post('/register', ada);
    await daysPass(2);
    await env.DB.prepare('delete from throttles').run();
    const before = await everythingStored();
    await run(hourly, env, Date.now());

    expect(await everythingStored()).toBe(before);
  });

  it('links that are over for a day go, and so do counts of tries', async () => {
    await visitor().post('/register', ada);
    await daysPass(5);
    await run(hourly, env, Date.now());

    expect(await rows('select * from link_tokens')).toEqual([]);
    expect(await rows('select * from throttles')).toEqual([]);
    expect(await value('select count(*) from customers')).toBe(1);
  });

  it('a registration that nobody activated in thirty days goes with everything known about the person', async () => {
    await visitor().post('/register', ada);
    await daysPass(31);
    await run(hourly, env, Date.now());

    expect(await everythingStored()).not.toContain('ada.king');
    expect(await everythingStored()).not.toContain('Ada King');
  });

  it('a person who is active at another store of the pool stays', async () => {
    const id = await aCustomer();
    await env.DB.prepare(
      `insert into memberships (store_id, customer_id, status, created_at, registered_at)
      values ('sto_harbour_outlet', ?, 'pending', 0, 0)`,
    )
      .bind(id)
      .run();
    await run(hourly, env, Date.now());

    expect(await rows('select store_id from memberships')).toEqual([{ store_id: 'sto_harbour_goods' }]);
    expect(await value('select count(*) from logins')).toBe(1);
  });

  it('active and denied customers stay, however old', async () => {
    await aCustomer();
    await aCustomer({ email: 'denied@example.com', status: 'denied' });
    await daysPass(400);
    await run(hourly, env, Date.now());

    expect(await value('select count(*) from memberships')).toBe(2);
  });

  it('sessions that can no longer count go', async () => {
    await signedIn();
    await daysPass(8);
    await run(hourly, env, Date.now());

    expect(await rows('select * from sessions')).toEqual([]);
  });

  it('what a job changes bears the moment of the job, however long those before it took', async () => {
    const id = await aCustomer({ group: 'gold' });
    await env.DB.prepare('update memberships set is_group_by_hand = 0').run();
    const began = Date.now();
    vi.useFakeTimers({ now: began, toFake: ['Date'] });
    const DB = changed(env.DB, {
      prepare: (query: string) => {
        vi.setSystemTime(Date.now() + minute);
        return env.DB.prepare(query);
      },
    });
    await run(hourly, { ...env, DB }, began);
    vi.useRealTimers();

    const at = await value('select updated_at from memberships where customer_id = ?', id);
    expect(Number(at) - began).toBeGreaterThan(5 * minute);
  });

  it('the same comes out when it runs many times at once', async () => {
    await aCustomer();
    for (let count = 0; count < 3; count += 1)
      await visitor().post('/register', { ...ada, email: `ada${count}@example.com` });
    await daysPass(31);
    await Promise.all(Array.from({ length: 5 }, () => run(hourly, env, Date.now())));

    expect(await rows('select email from customers')).toEqual([{ email: 'grace@example.com' }]);
  });

  it.each([0, 1, 2, 3, 4, 5, 6])('nothing is half removed when D1 fails after %i round trips', async (working) => {
    await visitor().post('/register', ada);
    await daysPass(31);
    await run(hourly, { ...env, DB: brokenDatabase(working) }, Date.now());
    const people = await value('select count(*) from customers');
    expect(await value('select count(*) from memberships')).toBe(people);

    await run(hourly, env, Date.now());
    expect(await everythingStored()).not.toContain('ada.king');
  });
});
