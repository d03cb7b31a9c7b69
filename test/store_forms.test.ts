// Forms of a store's own: what an answer makes and what it may not touch, what keeps programs out, and what staff do.
import { env } from 'cloudflare:workers';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { atWork } from './support/colleagues.ts';
import { aForm, aQuestionOf, hasAnswered, sentTo } from './support/forms.ts';
import { postbox } from './support/mail.ts';
import { aCustomer } from './support/people.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { counting } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

const ada = { email: 'ada@example.com', name: 'Ada Lovelace' };

const fields = [
  aQuestionOf({ key: 'company', demand: 'required', label: { en: 'Company', de: 'Firma' } }),
  aQuestionOf({
    key: 'trade',
    type: 'choice',
    label: { en: 'Line of business' },
    choices: [{ value: 'choice_1', label: { en: 'Boat charter', de: 'Bootsverleih' } }],
  }),
  aQuestionOf({ key: 'story', type: 'long_text', label: { en: 'What do you need?' } }),
  aQuestionOf({ key: 'crane', type: 'checkbox', label: { en: 'We have a crane' } }),
  aQuestionOf({ key: 'old', demand: 'off', label: { en: 'Not asked now' } }),
];

const filled = { ...ada, own_company: 'Engines', own_trade: 'choice_1', own_story: 'Rope,\nand more rope' };

/** What is told of people, answers and messages; counts of tries and readings are not. */
const known = () =>
  rows(`select email, name, phone, has_login, status, is_account, registered_at is null as is_contact
    from customers left join memberships on customer_id = customers.id and store_id = 'sto_harbour_goods' order by email`);

const answerCount = () => value('select count(*) from form_answers');

describe('somebody whom nobody knows', () => {
  it('fills in a form and is a contact, found by staff, with the answers in words; the owner is told and not of whom', async () => {
    await withPolicies({
      shopAccess: 'customers_only',
      email: { ownerAddresses: ['one@shop.example', 'two@shop.example'] },
    });
    const formId = await aForm({ fields });
    const post = postbox();
    const browser = visitor({ bindings: { EMAIL: post.binding } });
    const page = await browser.get('/forms/apply');
    expect(page.status).toBe(200);
    for (const words of ['<em>who</em>', 'Company', 'Boat charter', 'We have a crane'])
      expect(page.text).toContain(words);
    expect(page.text).not.toContain('Not asked now');

    expect(await browser.post(await sentTo(formId), filled)).toMatchObject({
      status: 303,
      location: '/forms/apply?done',
    });
    expect((await browser.get('/forms/apply?done')).text).toContain('Harbour Goods has your answers.');
    expect(await known()).toEqual([
      { ...ada, phone: '', has_login: 0, status: 'pending', is_account: 0, is_contact: 1 },
    ]);
    expect(JSON.parse(String(await value('select answers from form_answers')))).toEqual([
      { key: 'email', question: 'E-mail address', answer: ada.email },
      { key: 'name', question: 'Name', answer: ada.name },
      { key: 'phone', question: 'Phone', answer: '' },
      { key: 'company', question: 'Company', answer: 'Engines' },
      { key: 'trade', question: 'Line of business', answer: 'Boat charter' },
      { key: 'story', question: 'What do you need?', answer: 'Rope,\nand more rope' },
      { key: 'crane', question: 'We have a crane', answer: 'No' },
    ]);
    expect(post.sent.map(({ to, subject }) => `${to}: ${subject}`).toSorted()).toEqual([
      'one@shop.example: New answer to the form “Apply”',
      'two@shop.example: New answer to the form “Apply”',
    ]);
    expect(post.sent[0]?.text).toContain(`/admin/forms/${formId}/answers`);
    expect(post.sent.map(({ text, html }) => text + html).join()).not.toMatch(/ada|lovelace|engines/i);
    expect(await value(`select count(*) from search_terms where term = 'lovelace'`)).toBe(1);
    expect((await (await atWork()).get(`/admin/customers?q=lovelace&registered=no`)).text).toContain('Lovelace');
  });

  it('is asked in their language, and told in the same words what they were asked', async () => {
    const formId = await aForm({ fields, titles: { en: 'Apply', de: 'Bewerben' } });
    const browser = visitor({ language: 'de' });
    expect((await browser.get('/forms/apply')).text).toMatch(/<h1><bdi>Bewerben[^]*Firma[^]*Bootsverleih/);
    await browser.post(await sentTo(formId), filled);

    const stored = String(await value('select answers from form_answers'));
    for (const words of ['Firma', 'Bootsverleih', 'Nein']) expect(stored).toContain(words);
  });
});

describe('an address that is known', () => {
  const phone = '+353 1 555 0100';
  const given = { ...filled, name: 'Somebody Else', phone };

  it.each([
    ['of a contact without a name', { hasLogin: false, name: '' }, { name: 'Somebody Else', phone }],
    ['of a contact with a name', { hasLogin: false, name: 'Ada' }, { name: 'Ada', phone }],
    ['of a customer', {}, { name: 'Grace Hopper', phone: '' }],
    ['of a customer without a name', { name: '' }, { name: '', phone: '' }],
    ['of a denied customer', { status: 'denied', name: '' }, { name: '', phone: '' }],
  ] as const)('%s: what is empty of a contact is filled in, and nothing is written over', async (_, traits, after) => {
    await aCustomer({ email: ada.email, ...traits });
    const [before] = await known();
    const reply = await visitor().post(await sentTo(await aForm({ fields })), { ...given, email: ' ADA@example.com' });

    expect(reply.status).toBe(303);
    expect(await known()).toEqual([{ ...before, ...after }]);
    expect(await answerCount()).toBe(1);
  });

  it('of a customer of another store of the pool stays theirs: they are nothing here until they come', async () => {
    await aCustomer({ email: ada.email, store: 'outlet' });
    const formId = await aForm({ fields });
    await visitor().post(await sentTo(formId), given);

    expect(await rows('select store_id from memberships')).toEqual([{ store_id: 'sto_harbour_outlet' }]);
    const { text } = await (await atWork()).get(`/admin/forms/${formId}/answers`);
    expect(text).toContain(ada.email);
    expect(text).not.toContain('/admin/customers/cus_');
  });
});

describe('the same answer', () => {
  it('sent twenty times at once is recorded once, with one contact and one message', async () => {
    await withPolicies({ email: { ownerAddresses: ['one@shop.example'] } });
    const path = await sentTo(await aForm({ fields }));
    const browser = visitor();
    const replies = await Promise.all(Array.from({ length: 20 }, () => browser.post(path, filled)));

    expect(new Set(replies.map(({ status, location }) => `${status} ${location}`))).toEqual(
      new Set(['303 /forms/apply?done']),
    );
    expect(await answerCount()).toBe(1);
    expect(await value('select count(*) from customers')).toBe(1);
    expect(await value(`select count(*) from outbox where template = 'form_answered'`)).toBe(1);
    expect((await browser.post(path, filled)).status).toBe(303);
    expect(await answerCount()).toBe(1);
  });

  it('of one address by two forms at once makes one contact', async () => {
    const [one, other] = [await aForm({ fields }), await aForm({ fields, slug: 'other' })];
    const paths = [await sentTo(one), await sentTo(other), await sentTo(one)];
    const replies = await Promise.all(paths.map((path) => visitor().post(path, filled)));

    expect(replies.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect([await answerCount(), await value('select count(*) from customers')]).toEqual([3, 1]);
  });

  it('that was corrected on the way back is not taken for it: it is shown again, to be sent as another', async () => {
    const path = await sentTo(await aForm({ fields }));
    await visitor().post(path, filled);
    const reply = await visitor().post(path, { ...filled, own_company: 'Looms' });

    expect(reply.status).toBe(409);
    expect(reply.text).toContain('We already have what you sent first.');
    expect(reply.text).toContain('value="Looms"');
    expect(await answerCount()).toBe(1);
  });
});

describe('programs and advertisers', () => {
  const links = 'https://www.a.example www.b.example '.repeat(3);

  it.each([
    ['no token', filled, (path: string) => path.split('?')[0] ?? ''],
    ['a token that was tampered with', filled, (path: string) => path.replace('token=', 'token=1')],
    ['a token without proof', filled, (path: string) => path.replace(/\.[^.]*$/, '')],
    [
      'a token of another form',
      filled,
      async () => (await sentTo(await aForm({ slug: 'other' }))).replace('other', 'apply'),
    ],
    ['something where nobody sees a field', { ...filled, website: 'https://buy.example' }, (path: string) => path],
    ['many links', { ...filled, own_story: links }, (path: string) => path],
  ])('are shown the form again with what was typed: %s', async (_, form, pathOf) => {
    const formId = await aForm({ fields });
    const path = await pathOf(await sentTo(formId));
    const before = await everythingStored();
    const reply = await visitor().post(path, form);

    expect(reply.status).toBe(422);
    expect(reply.text).toMatch(/role="alert">(Please look through it|There are too many links)/);
    for (const typed of ['value="Ada Lovelace"', 'value="choice_1" selected']) expect(reply.text).toContain(typed);
    expect(reply.text).not.toContain('buy.example');
    expect(await everythingStored()).toBe(before);
  });

  it.each([
    [0, 422],
    [2, 422],
    [4, 303],
    [86_000, 303],
    [86_500, 422],
  ])('and people: a form that was shown %i seconds ago is answered %i', async (seconds, status) => {
    expect((await visitor().post(await sentTo(await aForm({ fields }), seconds), filled)).status).toBe(status);
  });

  it('is given a token with the form that can be sent later', async () => {
    await aForm({ fields });
    const [, action = ''] = /action="([^"]*token=[^"]*)"/.exec((await visitor().get('/forms/apply')).text) ?? [];
    const reply = await visitor().post(action, filled);

    expect([reply.status, reply.text.includes('send it once more')]).toEqual([422, true]);
  });

  it.each([
    ['from one network', 20, (turn: number) => ({ email: `${turn}@example.com` }), { network: '192.0.2.1' }],
    ['by one address', 5, () => ({ email: ada.email }), {}],
  ])('are told to wait after many answers %s, and nothing is recorded', async (_, most, who, where) => {
    const formId = await aForm({ fields });
    const statuses = [];
    for (let turn = 0; turn <= most; turn += 1) {
      statuses.push((await visitor(where).post(await sentTo(formId), { ...filled, ...who(turn) })).status);
    }

    expect(statuses.slice(-2)).toEqual([303, 429]);
    expect(await answerCount()).toBe(most);
  });

  it('cannot fill a form without end in a day', async () => {
    const formId = await aForm({ fields });
    await visitor().post(await sentTo(formId), filled);
    await env.DB.prepare('update throttles set count = 500 where ends_at > ?')
      .bind(Date.now() + 7_200_000)
      .run();
    const reply = await visitor().post(await sentTo(formId), { ...filled, email: 'other@example.com' });

    expect(reply.status).toBe(429);
    expect(await value('select count(*) from customers')).toBe(1);
  });
});

it('what somebody types is text wherever staff read it, and no formula in a spreadsheet', async () => {
  const evil = '<script>alert(1)</script> **bold** {{ store.name }}';
  const formId = await hasAnswered(ada.email, { 'Say <b>it</b>': evil, formula: '=1+1' });
  const customerId = String(await value('select id from customers'));
  const staff = await atWork();
  for (const path of [`/admin/forms/${formId}/answers`, `/admin/customers/${customerId}/activity`]) {
    const { status, text } = await staff.get(path);
    expect(status).toBe(200);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; **bold** {{ store.name }}');
    expect(text).not.toMatch(/<script>alert|<b>it/);
  }
  const file = await staff.post(`/admin/forms/${formId}/export`);
  expect(file.headers.get('Content-Disposition')).toMatch(/^attachment; filename=form-/);
  const [row] = Papa.parse<Record<string, string>>(file.text.replace('\uFEFF', ''), { header: true }).data;
  expect(row).toMatchObject({ 'E-mail address': ada.email, formula: `'=1+1`, 'Say <b>it</b>': evil });
});

describe('staff', () => {
  it('add a form, ask, put the questions into order, close it and open it again', async () => {
    const staff = await atWork({ role: 'manager' });
    const added = await staff.post('/admin/forms', { title_en: 'Ask us', slug: 'ask-us' });
    const at = added.location?.split('?')[0] ?? '';
    expect(added).toMatchObject({ status: 303, location: `${at}?done=added` });
    const question = { demand: 'required', type: 'text' };
    await staff.post(`${at}/fields/new`, { ...question, label_en: 'First?' });
    const choices = { choices_en: 'Red\r\n\r\nBlue', choices_de: 'Rot\r\nBlau' };
    await staff.post(`${at}/fields/new`, { ...question, type: 'choice', label_en: 'Second?', ...choices });
    const keys = () =>
      rows(`select json_extract(value, '$.key') as key from forms, json_each(fields)`).then((all) =>
        all.map(({ key }) => String(key)),
      );
    const [first, second] = await keys();
    await staff.post(`${at}/fields/${second}/move`, { direction: 'up' });
    expect(await keys()).toEqual([second, first]);
    expect((await visitor({ language: 'de' }).get('/forms/ask-us')).text).toMatch(/Second\?[^]*Rot[^]*Blau[^]*First\?/);
    expect((await staff.get(`${at}/fields/${second}`)).text).toContain('>Red\nBlue</textarea>');

    await staff.post(`${at}/fields/${second}/removal`);
    await staff.post(at, { title_en: 'Ask', slug: 'ask', text_en: '**Hello** <script>x</script>' });
    const page = (await visitor().get('/forms/ask')).text;
    expect(page).toContain('<strong>Hello</strong>');
    expect(page).not.toMatch(/<script>x|Second/);
    expect((await visitor().get('/forms/ask-us')).status).toBe(404);

    await staff.post(`${at}/closing`);
    expect((await visitor().get('/forms/ask')).text).toContain('This form of Harbour Goods is closed.');
    const formId = at.split('/').at(-1) ?? '';
    expect((await visitor().post(await sentTo(formId), { ...ada, [`own_${first}`]: 'x' })).status).toBe(409);
    await staff.post(`${at}/opening`);
    expect((await visitor().post(await sentTo(formId), { ...ada, [`own_${first}`]: 'x' })).status).toBe(303);
    expect((await rows(`select act from audit where act like 'form_%' order by id`)).map(({ act }) => act)).toEqual([
      'form_added',
      ...Array<string>(5).fill('form_changed'),
      'form_closed',
      'form_opened',
    ]);
  });

  it('read old answers with the questions as they were, page by page, and delete one', async () => {
    const staff = await atWork();
    const formId = await hasAnswered(ada.email, { Company: 'Engines' });
    await staff.post(`/admin/forms/${formId}/fields/Company`, { label_en: 'Firm', type: 'number', demand: 'off' });
    await staff.post(`/admin/forms/${formId}/fields/Company/removal`);
    await env.DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 1100)
      insert into form_answers select 'fan_' || i, form_id, store_id, customer_id,
        json_array(json_object('key', 'email', 'question', 'E-mail', 'answer', 'number ' || i)), i from form_answers, n`,
    ).run();
    const at = `/admin/forms/${formId}/answers`;
    const { counts, ...counted } = counting();
    const { text } = await visitor({ cookies: staff.cookies, ...counted }).get(at);
    expect(text).toMatch(/<dt>Company<\/dt><dd><bdi>Engines/);
    expect(text.match(/<article/g)).toHaveLength(20);
    expect(counts.rowsRead).toBeLessThanOrEqual(20 * 4);
    const [, next = ''] = /href="([^"]*after=[^"]*)"/.exec(text) ?? [];
    const second = await staff.get(next.replaceAll('&amp;', '&'));
    expect(second.text).toContain('number 1081<');
    expect(second.text).not.toContain('number 1082<');
    expect((await staff.get('/admin/forms')).text).toContain('more than 1,000');
    const file = (await staff.post(`/admin/forms/${formId}/export`)).text.trim().split('\r\n');
    expect(file).toHaveLength(1102);
    expect(file[0]).toMatch(/,No longer asked$/);
    expect(file[1]).toMatch(/,Company: Engines$/);

    const id = String(await value('select id from form_answers order by at desc'));
    const removed = await staff.post(`${at}/${id}/removal`);
    expect(removed.location).toBe(`${at}?done=answer_removed`);
    expect((await staff.get(at)).text).not.toContain('Engines');
    await staff.post(`${at}/${id}/removal`);
    expect(await value(`select count(*) from audit where act = 'form_answer_removed'`)).toBe(1);
  });

  it('who save at once do not undo each other, and no form takes the address of another', async () => {
    const staff = await atWork();
    const formId = await aForm({ fields });
    await aForm({ slug: 'taken' });
    const taken = await staff.post(`/admin/forms/${formId}`, { title_en: 'Apply', slug: 'taken' });
    expect([taken.status, taken.text.includes('has this place in addresses')]).toEqual([409, true]);
    const moves = ['company', 'trade', 'story'].map((key) =>
      staff.post(`/admin/forms/${formId}/fields/${key}/removal`),
    );
    const ends = (await Promise.all(moves)).map(({ location }) => location?.split('?')[1]);
    const left = Number(await value('select json_array_length(fields) from forms where id = ?', formId));

    expect(ends.filter((end) => end === 'done=question_removed')).toHaveLength(fields.length - left);
  });

  it('of another store see no form of this one, and neither do its visitors', async () => {
    const formId = await hasAnswered(ada.email);
    const staff = await atWork({ store: 'outlet' });
    const id = String(await value('select id from form_answers'));
    for (const path of ['', '/answers', '/fields/new']) {
      expect((await staff.get(`/admin/forms/${formId}${path}`)).status).toBe(404);
    }
    for (const path of ['', '/closing', '/export', `/answers/${id}/removal`]) {
      expect((await staff.post(`/admin/forms/${formId}${path}`, { title_en: 'x', slug: 'x' })).status).toBe(404);
    }
    await aForm({ fields });
    expect((await visitor({ store: 'outlet' }).get('/forms/apply')).status).toBe(404);
  });
});
