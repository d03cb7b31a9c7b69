// Questions about products: asked by customers, answered by staff, read by everybody.
import { env } from 'cloudflare:workers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { atWork, colleagueIn } from './support/colleagues.ts';
import { answered, aQuestion } from './support/discussions.ts';
import { alike } from './support/likeness.ts';
import { postbox } from './support/mail.ts';
import { aProduct } from './support/orders.ts';
import { aCustomer, customerIn, signedIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { counting } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const ask = (browser: Visitor, question = 'Does it float?') =>
  browser.post('/products/rope-bag/questions', { question });

/** The texts of the questions on a page, in their order. */
const asked = (text: string) => [...text.matchAll(/question number (\d+)/g)].map(([, number]) => Number(number));

/** Very many questions, each with an answer of which every tenth is unread, or open at every tenth. */
async function manyQuestions(customerId: string, productId: string, by: string): Promise<void> {
  await env.DB.batch([
    env.DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000)
      insert into questions (id, store_id, customer_id, product_id, text, asked_at, answered_at, is_open, is_unread)
      select printf('qst_%05d', i), 'sto_harbour_goods', ?, ?, 'question number ' || i, i, i, 0, i % 10 = 0 from n`,
    ).bind(customerId, productId),
    env.DB.prepare(
      `insert into answers select 'ans_' || substr(id, 5), id, ?, 'answer', answered_at from questions`,
    ).bind(by),
  ]);
}

describe('a customer', () => {
  it('asks, is answered by mail, reads it first, and marks it as read', async () => {
    const browser = await signedIn({ language: 'cs' });
    const product = await aProduct({ slug: 'rope-bag' });
    expect(await ask(browser)).toMatchObject({ status: 303, location: '/products/rope-bag?done=asked' });
    await aQuestion(customerIn(browser), { text: 'A newer one' });
    expect((await browser.get('/account/discussions')).text).toContain('Zatím jsme neodpověděli.');

    const post = postbox();
    const staff = await atWork({ role: 'support', bindings: { EMAIL: post.binding } });
    const id = String(await value(`select id from questions where product_id = ?`, product));
    expect((await staff.get('/admin/discussions')).text).toContain('Does it float?');
    const reply = await staff.post(`/admin/discussions/${id}/answers`, { answer: 'It does.\nWe tried.' });
    expect(reply).toMatchObject({ status: 303, location: `/admin/discussions/${id}?done=answered` });
    expect(post.sent.map(({ to, subject }) => [to, subject])).toEqual([
      ['grace@example.com', 'Odpověď na váš dotaz: Lanový vak'],
    ]);
    expect(post.sent[0]?.text).toContain('/account/discussions');

    const { text } = await browser.get('/account/discussions');
    expect(text.indexOf('Does it float?')).toBeLessThan(text.indexOf('A newer one'));
    expect(text).toContain('It does.\nWe tried.');
    expect(text).toContain('Nová odpověď');
    const read = await browser.post(`/account/discussions/${id}/reading`);
    expect(read).toMatchObject({ status: 303, location: '/account/discussions?done=read' });
    const after = (await browser.get('/account/discussions')).text;
    expect(after).not.toContain('Nová odpověď');
    expect(after.indexOf('A newer one')).toBeLessThan(after.indexOf('Does it float?'));
  });

  it('who asks the same twenty times at once has asked it once', async () => {
    const browser = await signedIn();
    await aProduct({ slug: 'rope-bag' });
    await Promise.all(Array.from({ length: 20 }, () => ask(visitor({ cookies: new Map(browser.cookies) }))));

    expect(await value('select count(*) from questions')).toBe(1);
  });

  it('may ask ten times an hour, and keeps what was typed beyond', async () => {
    const browser = await signedIn();
    await aProduct({ slug: 'rope-bag' });
    const statuses = [];
    for (let count = 1; count <= 10; count += 1) statuses.push((await ask(browser, `Number ${count}`)).status);
    const beyond = await ask(browser, 'Number 11');

    expect(new Set(statuses)).toEqual(new Set([303]));
    expect(beyond.status).toBe(429);
    expect(beyond.text).toContain('Number 11</textarea>');
    expect(await value('select count(*) from questions')).toBe(10);
  });

  it('cannot ask about what is not sold here', async () => {
    const browser = await signedIn();
    await aProduct({ slug: 'retired', retiredAt: 1 });
    await aProduct({ slug: 'elsewhere', store: 'outlet' });
    for (const slug of ['retired', 'elsewhere', 'never']) {
      expect((await browser.post(`/products/${slug}/questions`, { question: 'Why?' })).status).toBe(404);
    }
    expect(await value('select count(*) from questions')).toBe(0);
  });

  it('is told nothing of a product that is not for them any more', async () => {
    const browser = await signedIn();
    const id = await aProduct({ slug: 'secret-lantern', names: { en: 'Secret lantern' } });
    await browser.post('/products/secret-lantern/questions', { question: 'Does it float?' });
    expect((await browser.get('/account/discussions')).text).toContain('href="/products/secret-lantern"');
    await env.DB.prepare(`update products set visibility = 'groups' where id = ?`).bind(id).run();
    const { text } = await browser.get('/account/discussions');

    expect(text).toContain('A product that is no longer offered to you');
    expect(text).not.toMatch(/lantern/i);
  });

  it('finds nothing of anybody else, nor of another store', async () => {
    const theirs = await aQuestion(await aCustomer({ email: 'other@example.com' }));
    const browser = await signedIn();
    const elsewhere = await aQuestion(customerIn(browser), { store: 'outlet' });
    await answered(theirs);
    await answered(elsewhere, 'Yes.', 'outlet');
    expect((await browser.get('/account/discussions')).text).not.toContain('Does it float?');
    const replies = [];
    for (const id of [theirs, elsewhere, 'qst_never']) {
      replies.push(alike(await browser.post(`/account/discussions/${id}/reading`)));
    }

    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(replies.map(({ text }) => withoutIds(text))).toEqual(Array(3).fill(withoutIds(replies[2]?.text ?? '')));
    expect(await value('select count(*) from questions where is_unread = 1')).toBe(2);
  });
});

describe('at the product', () => {
  it('a visitor is led to sign in to ask, and back', async () => {
    await aProduct({ slug: 'rope-bag' });
    const { text } = await visitor().get('/products/rope-bag');

    expect(text).toContain('href="/login?next=%2Fproducts%2Frope-bag"');
    expect(text).not.toContain('/questions"');
  });

  it('everybody reads what is answered and not hidden, without who asked', async () => {
    const productId = await aProduct({ slug: 'rope-bag' });
    const asker = await aCustomer();
    const one = await aQuestion(asker, { productId, text: 'Does it float?' });
    await aQuestion(asker, { productId, text: 'Not answered yet' });
    const hidden = await aQuestion(asker, { productId, text: 'Buy pills' });
    await answered(one, 'It floats.');
    await answered(hidden, 'No.');
    await (await atWork()).post(`/admin/discussions/${hidden}/hiding`);
    const { text } = await visitor().get('/products/rope-bag');

    expect(text).toContain('Does it float?');
    expect(text).toContain('It floats.');
    for (const word of ['Not answered yet', 'Buy pills', 'Grace']) expect(text).not.toContain(word);
  });
});

describe('staff', () => {
  it('see what waits first, and tell the audit what they do', async () => {
    const asker = await aCustomer();
    const older = await aQuestion(asker, { text: 'question number 1' });
    const newer = await aQuestion(asker, { text: 'question number 2' });
    const manager = await atWork({ role: 'manager' });
    expect(asked((await manager.get('/admin/discussions')).text)).toEqual([2, 1]);
    await manager.post(`/admin/discussions/${newer}/answers`, { answer: 'Yes.' });
    expect(asked((await manager.get('/admin/discussions')).text)).toEqual([1, 2]);
    for (let count = 0; count < 2; count += 1) await manager.post(`/admin/discussions/${older}/hiding`);

    const by = colleagueIn(manager);
    expect(await rows(`select staff_id, act, customer_id, after from audit order by id`)).toEqual([
      { staff_id: by, act: 'question_answered', customer_id: asker, after: JSON.stringify({ question: newer }) },
      { staff_id: by, act: 'question_hidden', customer_id: asker, after: JSON.stringify({ question: older }) },
    ]);
    expect((await manager.get(`/admin/discussions/${older}`)).text).toContain('Hidden since');
  });

  it('who click twice answer once, and send one message', async () => {
    const id = await aQuestion(await aCustomer());
    const { cookies } = await atWork();
    const post = postbox();
    const twice = () =>
      visitor({ cookies: new Map(cookies), bindings: { EMAIL: post.binding } }).post(
        `/admin/discussions/${id}/answers`,
        {
          answer: 'It does.',
        },
      );
    await Promise.all(Array.from({ length: 20 }, twice));

    expect(await value('select count(*) from answers')).toBe(1);
    expect(await value('select count(*) from outbox')).toBe(1);
    expect(await value('select count(*) from audit')).toBe(1);
    expect(post.sent).toHaveLength(1);
  });

  it('reach no question of another store, whatever they try', async () => {
    const theirs = await aQuestion(await aCustomer({ store: 'trade' }), { store: 'trade' });
    const owner = await atWork();
    const bodies = [];
    for (const id of [theirs, 'qst_never']) {
      const at = `/admin/discussions/${id}`;
      const replies = [
        await owner.get(at),
        await owner.post(`${at}/answers`, { answer: 'Yes.' }),
        await owner.post(`${at}/hiding`),
      ];
      expect(replies.map(({ status }) => status)).toEqual([404, 404, 404]);
      bodies.push(replies.map(({ text }) => withoutIds(text)));
    }

    expect(bodies[0]).toEqual(bodies[1]);
    expect(await value('select count(*) from answers')).toBe(0);
    expect((await owner.get('/admin/discussions')).text).not.toContain('Does it float?');
  });
});

it('what anybody writes is text everywhere', async () => {
  const evil = '<script>alert(1)</script>{{ 7 | times: 7 }}';
  const productId = await aProduct({ slug: 'rope-bag', names: { en: `Bag ${evil}` } });
  const browser = await signedIn({ name: `Grace ${evil}` });
  await ask(browser, evil);
  const id = String(await value('select id from questions'));
  const post = postbox();
  const staff = await atWork({ bindings: { EMAIL: post.binding } });
  await staff.post(`/admin/discussions/${id}/answers`, { answer: evil });
  const pages = [
    await browser.get('/account/discussions'),
    await visitor().get('/products/rope-bag'),
    await staff.get('/admin/discussions'),
    await staff.get(`/admin/discussions/${id}`),
  ];

  for (const { text } of pages) {
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 | times: 7 }}');
    expect(text).not.toContain('<script>alert');
  }
  expect(post.sent[0]?.html).not.toContain('<script>');
  expect(post.sent[0]?.text).toContain('{{ 7 | times: 7 }}');
  expect(productId).toBeTruthy();
});

it('with ten thousand questions, every page reads a few rows for each that it shows', async () => {
  const browser = await signedIn();
  const productId = await aProduct({ slug: 'rope-bag' });
  const staff = await atWork();
  await manyQuestions(customerIn(browser), productId, colleagueIn(staff));
  const lists = [
    { path: '/account/discussions', cookies: browser.cookies, first: 10_000, second: 9800 },
    { path: '/products/rope-bag', cookies: browser.cookies, first: 10_000, second: 9980 },
    { path: '/admin/discussions', cookies: staff.cookies, first: 10_000, second: 9980 },
  ];
  for (const { path, cookies, first, second } of lists) {
    let at = path;
    for (const start of [first, second]) {
      const { counts, ...counted } = counting();
      const { text, bytes } = await visitor({ cookies, ...counted }).get(at);
      const shown = [...new Set(asked(text))];
      expect([path, shown.length, shown[0]]).toEqual([path, 20, start]);
      expect([path, counts.rowsRead]).toSatisfy(() => counts.rowsRead <= 4 * 20 + 10);
      expect(counts.waits).toBeLessThanOrEqual(1);
      expect(gzipSync(bytes).length).toBeLessThanOrEqual(10 * 1024);
      at = (/href="([^"]+(?:after|questions)=[^"]+)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&');
    }
  }
});

/** Without what differs in every reply. */
const withoutIds = (text: string) =>
  text
    .replaceAll(/nonce="[^"]*"/g, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
    .replaceAll(/qst_\w+/g, '');
