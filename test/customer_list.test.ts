// /admin/customers as staff see it. What is found, in which order and for how much is tested in test/finding.
import { env } from 'cloudflare:workers';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { atWork } from './support/colleagues.ts';
import { aCustomer } from './support/people.ts';
import { rows } from './support/records.ts';

/** The names on the page, in their order. */
const namesOn = (text: string) => [...text.matchAll(/class="name"[^>]*>\s*<bdi>(.*?)<\/bdi>/g)].map(([, name]) => name);

async function people() {
  await aCustomer({ email: 'grace@example.com', name: 'Grace Hopper', group: 'gold' });
  await aCustomer({ email: 'jan.novak@example.com', name: 'Jan Novák' });
  await aCustomer({ email: 'nora@example.com', name: 'Nora Novotná', hasLogin: false });
  await aCustomer({ store: 'outlet', email: 'outlet@example.com', name: 'Olga Outlet' });
}

describe('the list of customers', () => {
  it('shows accounts of this store, the newest first; contacts only when they are asked for', async () => {
    await people();
    await env.DB.prepare(
      `update memberships set registered_at = null, is_account = 0 where customer_id = (select id from customers where email = 'nora@example.com')`,
    ).run();
    const browser = await atWork({ role: 'support' });

    expect(namesOn((await browser.get('/admin/customers')).text)).toEqual(['Jan Novák', 'Grace Hopper']);
    expect(namesOn((await browser.get('/admin/customers?registered=no')).text)).toEqual(['Nora Novotná']);
  });

  it('finds by the beginnings of words, and keeps what was asked for in the form', async () => {
    await people();
    const browser = await atWork({ role: 'support' });
    const { text } = await browser.get('/admin/customers?q=nov%20jan&status=active&sort=name');

    expect(namesOn(text)).toEqual(['Jan Novák']);
    expect(text).toContain('value="nov jan"');
    expect(text).toMatch(/<option value="active" selected/);
    expect(namesOn((await browser.get('/admin/customers?group=grp_gold')).text)).toEqual(['Grace Hopper']);
    expect((await browser.get('/admin/customers?q=nobody')).text).toContain('Nobody matches.');
  });

  it('goes from page to page by links that keep what was asked for, and shows everybody once', async () => {
    for (let count = 0; count < 60; count += 1) {
      await aCustomer({
        email: `c${count}@example.com`,
        name: `Customer ${String(count).padStart(2, '0')}`,
        hasLogin: count % 2 === 0,
      });
    }
    const browser = await atWork({ role: 'support' });
    const first = await browser.get('/admin/customers?sort=name&q=');
    const next = /href="(\/admin\/customers\?[^"]*after=[^"]*)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await browser.get(next);

    expect(next).toContain('sort=name');
    const shown = [...namesOn(first.text), ...namesOn(second.text)];
    expect(shown).toHaveLength(60);
    expect(new Set(shown).size).toBe(60);
    expect(second.text).not.toContain('Next page');
    expect(second.text).toContain('To the first page');
  });

  it.each(['x', 'W10', 'WyJuZXdlc3QiLCJ4Iiwie30iXQ', "' or 1=1--"])(
    'begins anew at a place that is none: %s',
    async (after) => {
      const browser = await atWork({ role: 'support' });
      const { location } = await browser.get(`/admin/customers?q=ada&after=${encodeURIComponent(after)}`);

      expect(location).toBe('/admin/customers?q=ada');
    },
  );

  it('gives managers boxes to tick and acts, which keep the search, and support neither', async () => {
    const id = await aCustomer();
    const { text } = await (await atWork({ role: 'manager' })).get('/admin/customers?q=grace&sort=name');
    const bar = /<form id="bulk"[\s\S]*?<\/form>/.exec(text)?.[0] ?? '';

    expect(text).toContain(`form="bulk" name="customer" value="${id}"`);
    expect(text).toContain('href="/admin/customers/new"');
    expect(text).toContain(`href="/admin/customers/${id}"`);
    expect(bar).toContain('name="q" value="grace"');
    expect([...bar.matchAll(/name="act" value="(\w+)"/g)].map(([, act]) => act)).toEqual([
      'invite',
      'activate',
      'group',
      'deny',
      'delete',
    ]);

    const support = await (await atWork({ role: 'support' })).get('/admin/customers?q=grace');
    expect(support.text).toContain(`href="/admin/customers/${id}"`);
    expect(support.text).not.toMatch(/id="bulk"|name="customer"|customers\/new|customers\/export/);
  });

  it('shows script and markup of customers as text', async () => {
    const name = `<script>alert(1)</script>{{7*7}}`;
    await aCustomer({ name });
    const { text } = await (await atWork({ role: 'support' })).get(`/admin/customers?q=${encodeURIComponent(name)}`);

    expect(text).not.toContain('<script>alert');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}');
  });
});

describe('the list as CSV', () => {
  it('holds what the filters leave, of this store only, for spreadsheets, and is told to the audit', async () => {
    await people();
    await aCustomer({ email: 'formula@example.com', name: '=1+1' });
    await env.DB.prepare(`update customers set company = '@SUM(A1)' where email = 'formula@example.com'`).run();
    const browser = await atWork({ role: 'manager' });
    const reply = await browser.post('/admin/customers/export', { sort: 'name' });
    const { data } = Papa.parse<string[]>(reply.text.trim());

    expect(reply.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(reply.headers.get('Content-Disposition')).toMatch(/^attachment; filename=customers-\d{4}-\d\d-\d\d\.csv$/);
    expect(data.map(([first]) => first)).toEqual(['Name', "'=1+1", 'Grace Hopper', 'Jan Novák', 'Nora Novotná']);
    expect(data.find(([first]) => first === "'=1+1")?.[2]).toBe("'@SUM(A1)");
    expect(await rows(`select act from audit where act = 'customers_exported'`)).toHaveLength(1);
    const some = await browser.post('/admin/customers/export', { q: 'grace' });
    expect(Papa.parse<string[]>(some.text.trim()).data).toHaveLength(2);
  });

  it('is whole however many there are', async () => {
    await env.DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 1234)
      insert into customers (id, pool_id, email, email_key, created_at, updated_at)
      select printf('cus_%04d', i), 'pol_harbour', 'c' || i || '@example.com', 'c' || i || '@example.com', i, i from n`,
    ).run();
    await env.DB.prepare(
      `insert into memberships (store_id, customer_id, status, is_account, created_at)
      select 'sto_harbour_goods', id, 'active', 1, created_at from customers`,
    ).run();
    const { text } = await (await atWork({ role: 'manager' })).post('/admin/customers/export');

    expect(text.trim().split('\r\n')).toHaveLength(1235);
  });
});
