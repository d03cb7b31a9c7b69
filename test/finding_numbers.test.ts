// Customers by the numbers of their orders: what is kept, what is typed, and what it costs.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { numberLookedFor } from '../src/customers/finding/numbers.ts';
import { batch, openDatabase } from '../src/web/database.ts';
import { indexing } from '../src/customers/finding/indexing.ts';
import { atWork } from './support/colleagues.ts';
import { anOrder, numberOf } from './support/orders.ts';
import { aCustomer } from './support/people.ts';
import { rows } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { counting } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';

describe('what is typed', () => {
  it.each([
    ['2026-00412', '{year}-{number}', '#2026-00412'],
    [' 2026-004', '{year}-{number}', '#2026-004'],
    ['2026-00', '{year}-{number}', null],
    ['2026', '{year}-{number}', null],
    ['1926-00412', '{year}-{number}', null],
    ['+353 2026-00412', '{year}-{number}', null],
    ['x2026-00412', '{year}-{number}', null],
    ['hg-00412', 'HG-{number}', '#hg-00412'],
    ['ČÍS-004', 'ČÍs-{number}', '#ČÍs-004'],
    ['00412', '{number}', '#00412'],
    ['0041', '{number}', null],
    ['0871234567', '{number}', null],
    ['202600412', '{year}{number}', '#202600412'],
    ['20260041', '{year}{number}', null],
    ['00412/20', '{number}/{year}', '#00412/20'],
    ['a.b*004', 'a.b*{number}', '#a.b*004'],
    ['aXb*004', 'a.b*{number}', null],
  ])('%s, where numbers are like %s, is %s', (typed, format, expected) => {
    expect(numberLookedFor(typed, format)).toBe(expected);
  });
});

/** The names on the list for what is typed. */
async function found(browser: Visitor, typed: string): Promise<string[]> {
  const { text } = await browser.get(`/admin/customers?${new URLSearchParams({ q: typed }).toString()}`);
  return [...text.matchAll(/class="name" href="[^"]*">(?:<bdi>)?([^<]*)/g)].map(([, name = '']) => name);
}

describe('staff find a customer', () => {
  it('by the number of an order, as it is typed, beside other words, at this store only', async () => {
    const browser = await atWork();
    const grace = await aCustomer();
    await aCustomer({ email: 'ada@example.com', name: 'Ada King' });
    const number = await numberOf(await anOrder(grace));

    expect(await found(browser, number)).toEqual(['Grace Hopper']);
    expect(await found(browser, number.slice(0, -1))).toEqual(['Grace Hopper']);
    expect(await found(browser, `grace ${number}`)).toEqual(['Grace Hopper']);
    expect(await found(browser, `ada ${number}`)).toEqual([]);
    expect(await found(browser, `${number.slice(0, -1)}9`)).toEqual([]);
    expect(await found(await atWork({ store: 'outlet', email: 'outlet@example.com' }), number)).toEqual([]);
  });

  it('once, whichever of their orders fit', async () => {
    const browser = await atWork();
    const grace = await aCustomer();
    const number = await numberOf(await anOrder(grace));
    for (let count = 0; count < 3; count += 1) await anOrder(grace);

    expect(await found(browser, number.slice(0, -1))).toEqual(['Grace Hopper']);
  });

  it('by a number with letters of ours', async () => {
    await withPolicies({ shop: { orderNumberFormat: 'Čís-{number}' } });
    const browser = await atWork();
    await anOrder(await aCustomer());

    expect(await found(browser, 'čís-00001')).toEqual(['Grace Hopper']);
  });

  it('after their name was changed too', async () => {
    const browser = await atWork();
    const grace = await aCustomer();
    const number = await numberOf(await anOrder(grace));
    await browser.post(`/admin/customers/${grace}`, { name: 'Grace Murray', language: '' });
    await batch(openDatabase(env), indexing(openDatabase(env), grace));

    expect(await found(browser, number)).toEqual(['Grace Murray']);
    expect(await rows(`select term from search_terms where term glob '#*'`)).toEqual([{ term: `#${number}` }]);
  });
});

it('reads in proportion to what is shown, with a customer of ten thousand orders', async () => {
  const browser = await atWork();
  const grace = await aCustomer();
  await env.DB.prepare(
    `with recursive n(i) as (select 0 union all select i + 1 from n where i < 9999)
    insert into search_terms select 'sto_harbour_goods', printf('#2026-%05d', i), ? from n`,
  )
    .bind(grace)
    .run();
  const read = async (typed: string) => {
    const { counts, ...counted } = counting();
    const staff = visitor({ cookies: browser.cookies, ...counted });
    expect(await found(staff, typed)).toHaveLength(/2026-\d{3}|grace/.test(typed) ? 1 : 0);
    return counts.rowsRead;
  };

  const name = await read('grace');
  expect(await read('2026-00412')).toBeLessThanOrEqual(name + 10);
  expect(await read('2026')).toBeLessThanOrEqual(name + 10);
  expect(await read('2026-00')).toBeLessThanOrEqual(name + 10);
  // At most a hundred orders begin so.
  expect(await read('2026-004')).toBeLessThanOrEqual(name + 400);
});
