// The blocks of the account page as staff put them together, up to what customers see, and the look at it as one of them.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { PolicyChanges } from '../src/stores/policies.ts';
import { atWork } from './support/colleagues.ts';
import { aCustomer, anAddress, customerIn, signedIn } from './support/people.ts';
import { anOrder } from './support/orders.ts';
import { everythingStored, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { counting } from './support/storage-faults.ts';
import { visitor, type Reply, type Visitor } from './support/visitor.ts';

type Form = Record<string, string>;
type Blocks = NonNullable<PolicyChanges['accountPage']>;

const here = '/admin/settings/account-page';
const policies = async () =>
  JSON.parse(String(await value('select policies from stores where id = ?', 'sto_harbour_goods'))) as PolicyChanges;
const blocks = async (): Promise<Blocks> => (await policies()).accountPage ?? [];
const names = async () => (await blocks()).map((one) => ('block' in one ? one.block : (one.markdown.en ?? '')));
const asOf = async () => String(await value('select updated_at from stores where id = ?', 'sto_harbour_goods'));
const problems = ({ text }: Reply) => [...text.matchAll(/id="([^"]*)-problem"/g)].map(([, name]) => name);
const headings = (text: string) => [...text.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, words]) => words);

const fog = { text_en: '## Fog\n\nBring a **lamp**.', audience: 'everyone' };

/** The form of the block of this number as its page shows it, with other words. */
async function typed(staff: Visitor, number: number, form: Form): Promise<Form> {
  const { text } = await staff.get(`${here}/blocks/${number}`);
  const hidden = [...text.matchAll(/<input type="hidden" name="(asOf|number|mark)" value="([^"]*)"/g)];
  return { ...Object.fromEntries(hidden.map(([, name, held]) => [name ?? '', held ?? ''])), ...form };
}

describe('the blocks', () => {
  it('are moved, taken off and shown again, and customers see them so', async () => {
    const manager = await atWork({ role: 'manager' });
    await withPolicies({ accountPage: [{ block: 'figures' }, { block: 'latest_order' }, { block: 'addresses' }] });
    const customer = await signedIn();
    const shown = async () => headings((await customer.get('/account')).text);
    await manager.post(`${here}/blocks/3/move`, { direction: 'up' });
    await manager.post(`${here}/blocks/1/move`, { direction: 'up' });
    expect(await names()).toEqual(['figures', 'addresses', 'latest_order']);
    await manager.post(`${here}/blocks/1/removal`);
    expect(await names()).toEqual(['addresses', 'latest_order']);
    expect(await shown()).toEqual(['Addresses', 'No orders yet']);

    for (let time = 0; time < 2; time += 1) await manager.post(`${here}/blocks`, { block: 'figures' });
    await manager.post(`${here}/blocks/new`, fog);
    expect(await names()).toEqual(['addresses', 'latest_order', 'figures', fog.text_en]);
    expect(await shown()).toEqual(['Addresses', 'No orders yet', 'Fog']);
    await manager.post(
      `${here}/blocks/4`,
      await typed(manager, 4, { ...fog, text_en: '## Rain', text_de: '## Regen' }),
    );
    expect(await shown()).toEqual(['Addresses', 'No orders yet', 'Rain']);
    await manager.post(`${here}/blocks/4/removal`);
    expect(await shown()).toEqual(['Addresses', 'No orders yet']);
  });

  it('of own words are for everybody or for groups, of which the default one is one, and for nobody whose groups are gone', async () => {
    const manager = await atWork({ role: 'manager' });
    await withPolicies({ accountPage: [] });
    const add = (text_en: string, groups: Form) => manager.post(`${here}/blocks/new`, { text_en, ...groups });
    await add('For all', { audience: 'everyone', group_grp_gold: 'on' });
    await add('For gold', { audience: 'groups', group_grp_gold: 'on' });
    await add('For the rest', { audience: 'groups', group_grp_standard_goods: 'on' });
    await add('For both', { audience: 'groups', group_grp_gold: 'on', group_grp_standard_goods: 'on' });
    const gold = await signedIn({ group: 'gold' });
    const plain = await signedIn({ email: 'plain@example.com' });
    const seenBy = async (browser: Visitor) =>
      [...(await browser.get('/account')).text.matchAll(/<p>(For [a-z ]+)<\/p>/g)].map(([, words]) => words);
    expect(await seenBy(gold)).toEqual(['For all', 'For gold', 'For both']);
    expect(await seenBy(plain)).toEqual(['For all', 'For the rest', 'For both']);

    await manager.post('/admin/groups/grp_gold/removal');
    expect(await seenBy(gold)).toEqual(['For all', 'For the rest', 'For both']);
    const { text } = await manager.get(here);
    expect(text).toContain('Nobody: its groups are no more');
    expect(text).toMatch(/a group that is gone, Standard|Standard, a group that is gone/);
    const form = await typed(manager, 2, { text_en: 'For gold', audience: 'groups', group_grp_gold: 'on' });
    expect(problems(await manager.post(`${here}/blocks/2`, form))).toEqual(['audience']);
  });

  it.each<[string, Form, string[]]>([
    ['no words in the first language', { ...fog, text_en: ' ', text_de: 'Nebel' }, ['text_en']],
    ['too many words', { ...fog, text_en: 'x'.repeat(10_001) }, ['text_en']],
    ['groups, and none of them', { ...fog, audience: 'groups' }, ['audience']],
    ['a group of another store', { ...fog, audience: 'groups', group_grp_standard_outlet: 'on' }, ['audience']],
    ['readers that there are not', { ...fog, audience: 'staff' }, ['audience']],
  ])('refuse %s', async (_, form, wrong) => {
    const manager = await atWork({ role: 'manager' });
    const before = await everythingStored();
    const reply = await manager.post(`${here}/blocks/new`, form);

    expect([reply.status, problems(reply)]).toEqual([422, wrong]);
    expect(await everythingStored()).toBe(before);
  });

  it('are at most twenty', async () => {
    const manager = await atWork({ role: 'manager' });
    await withPolicies({ accountPage: Array.from({ length: 20 }, () => ({ markdown: { en: 'Fog' } })) });
    const before = await policies();
    const full = [
      await manager.post(`${here}/blocks`, { block: 'figures' }),
      await manager.post(`${here}/blocks/new`, fog),
    ];

    for (const { status, text } of full)
      expect([status, text.includes('as many as there may be')]).toEqual([409, true]);
    expect(full[1]?.text).toContain('Bring a **lamp**.</textarea>');
    expect(await policies()).toEqual(before);
  });

  it.each(['0', '6', '-1', '1.5', '99999', 'x', '%EF%BF%BE'])('have no number %s', async (number) => {
    const manager = await atWork({ role: 'manager' });
    const before = await policies();
    expect((await manager.get(`${here}/blocks/${number}`)).location).toBe(`${here}?problem=gone`);
    for (const rest of ['', '/move', '/removal']) {
      const reply = await manager.post(`${here}/blocks/${number}${rest}`, { ...fog, direction: 'down' });
      expect([reply.status, reply.text.includes('is not there any more')]).toEqual([409, true]);
    }
    expect((await manager.post(`${here}/blocks`, { block: 'basket' })).status).toBe(409);
    expect(await policies()).toEqual(before);
  });

  it('let nothing of HTML through, neither to customers nor to staff', async () => {
    const manager = await atWork({ role: 'manager' });
    const hostile = {
      ...fog,
      text_en: '# <script>alert(1)</script>\n\n[a](javascript:alert(1)) <img src=x onerror=alert(1)>',
    };
    await manager.post(`${here}/blocks/new`, hostile);
    const customer = await signedIn();
    const places = [
      await customer.get('/account'),
      await manager.get(here),
      await manager.get(`${here}/blocks/6`),
      await manager.post(`${here}/blocks/new/preview`, hostile),
      await manager.get(`${here}/preview?customer=${customerIn(customer)}`),
      await manager.post(`${here}/preview`, { ...hostile, customer: customerIn(customer) }),
    ];

    for (const { status, text } of places) {
      expect([status, /<script>alert|<img|href="javascript/.test(text)]).toEqual([200, false]);
    }
  });

  it('are never changed in place of another: who is late is told, and what they typed finds its block', async () => {
    const [one, other] = [await atWork({ role: 'manager', name: 'Mary' }), await atWork({ email: 'b@example.com' })];
    const own = (en: string) => ({ markdown: { en } });
    await withPolicies({ accountPage: [own('First'), own('Second'), own('Third')] });
    const form = await typed(other, 2, { ...fog, text_en: 'Second, by me' });
    await one.post(`${here}/blocks/2/move`, { direction: 'up', asOf: await asOf() });
    expect(await names()).toEqual(['Second', 'First', 'Third']);

    const late = await other.post(`${here}/blocks/2`, form);
    expect([late.status, late.text.includes('Second, by me</textarea>')]).toEqual([409, true]);
    for (const rest of ['/move', '/removal']) {
      expect((await other.post(`${here}/blocks/2${rest}`, { asOf: form.asOf ?? '' })).status).toBe(409);
    }
    expect(await names()).toEqual(['Second', 'First', 'Third']);
    await other.post(`${here}/blocks/2`, { ...form, asOf: await asOf() });
    expect(await names()).toEqual(['Second, by me', 'First', 'Third']);

    const gone = await one.post(`${here}/blocks/1`, { ...form, text_en: 'Second, by Mary', asOf: await asOf() });
    expect([gone.status, gone.text.includes('Second, by Mary</textarea>')]).toEqual([409, true]);
    expect(await names()).toEqual(['Second, by me', 'First', 'Third']);
  });

  it('are shown to support, who change nothing', async () => {
    const support = await atWork({ role: 'support' });
    const { text } = await support.get(here);

    expect(text).toContain('Our shop by the harbour');
    expect(text).not.toContain('<form method="post" action="/admin/settings');
    expect((await support.get(`${here}/blocks/4`)).text).not.toContain('>Save</button>');
  });
});

describe('the preview', () => {
  const panel = ({ text }: Reply) => /<div class="panel preview.*?<\/section>\s*<\/main>/s.exec(text)?.[0] ?? '';

  it('is what the customer sees, in their language and with the blocks of their group, and changes nothing', async () => {
    const manager = await atWork({ role: 'manager' });
    const own = { markdown: { en: 'Fog', de: 'Nebel' }, groupIds: ['grp_gold'] };
    await withPolicies({ accountPage: [own, { block: 'figures' }, { block: 'latest_order' }, { block: 'addresses' }] });
    const customer = await signedIn({ group: 'gold', language: 'de' });
    const id = customerIn(customer);
    await anOrder(id);
    await anAddress(id, { isDefaultBilling: true });
    const theirs = await customer.get('/account');
    const before = await everythingStored();
    const { counts, ...counted } = counting();
    const reply = await visitor({ cookies: manager.cookies, ...counted }).get(`${here}/preview?customer=${id}`);
    const [, parts = ''] = /<h1>[^<]*<\/h1>(.*?)<\/div>\s*<\/div>\s*<\/main>/s.exec(theirs.text) ?? [];

    expect(parts).toContain('<p>Nebel</p>');
    expect(reply.text).toContain(`<div class="panel preview gap-4" lang="de" inert="">`);
    expect(reply.text).toContain(parts);
    expect(reply.text.match(/<h1/g)).toHaveLength(1);
    expect(counts).toMatchObject({ waits: 1, statements: 5 });
    expect(await everythingStored()).toBe(before);
  });

  it('is of whoever is on record, and of nobody of another store', async () => {
    const manager = await atWork({ role: 'manager' });
    const at = (id: string) => `${here}/preview?customer=${id}`;
    await withPolicies({ accountPage: [{ markdown: { en: 'Fog' } }] });
    const people = [
      await aCustomer({ email: 'a@example.com', name: 'A contact', hasLogin: false }),
      await aCustomer({ email: 'b@example.com', name: 'Somebody denied', status: 'denied' }),
      await aCustomer({ email: 'c@example.com', name: 'Somebody waiting', status: 'pending' }),
    ];
    for (const id of people) expect(panel(await manager.get(at(id)))).toContain('<p>Fog</p>');
    const elsewhere = [
      await aCustomer({ store: 'outlet', email: 'd@example.com' }),
      await aCustomer({ store: 'trade' }),
    ];
    for (const id of [...elsewhere, 'nobody', "' or 1=1 --"]) {
      expect((await manager.get(at(encodeURIComponent(id)))).status).toBe(404);
      expect((await manager.post(`${here}/preview`, { ...fog, customer: id })).status).toBe(404);
    }
    expect((await manager.get(`/admin/customers/${people[0] ?? ''}`)).text).toContain(at(people[0] ?? ''));
  });

  it('finds customers by words, with or without a login', async () => {
    const support = await atWork({ role: 'support' });
    const login = await aCustomer({ name: 'Grace Hopper' });
    const contact = await aCustomer({ name: 'Grace Kelly', email: 'kelly@example.com', hasLogin: false });
    await env.DB.prepare('update memberships set registered_at = null, is_account = 0 where customer_id = ?')
      .bind(contact)
      .run();
    await aCustomer({ name: 'Grace Jones', email: 'jones@example.com', store: 'outlet' });
    const { counts, ...counted } = counting();
    const found = await visitor({ cookies: support.cookies, ...counted }).get(`${here}/preview?q=grace`);

    expect([...found.text.matchAll(/name="customer" value="([^"]*)"/g)].map(([, id]) => id)).toEqual([login, contact]);
    expect(counts.waits).toBe(1);
    expect((await support.get(`${here}/preview?q=nobody+at+all`)).text).toContain('Nobody is found by that.');
  });

  it('shows a block as it is typed in its place, and saves nothing', async () => {
    const manager = await atWork({ role: 'manager' });
    const own = (en: string) => ({ markdown: { en } });
    await withPolicies({ accountPage: [own('First'), own('Second'), own('Third')] });
    const customer = await aCustomer({ group: 'gold' });
    const form = await typed(manager, 2, { ...fog, text_en: 'Fog & rain', audience: 'groups', group_grp_gold: 'on' });
    const words = (reply: Reply) =>
      [...panel(reply).matchAll(/<div class="words"><p>(.*?)<\/p>/g)].map(([, one]) => one);
    const before = await everythingStored();

    const finding = await manager.post(`${here}/preview`, { ...form, q: 'grace' });
    expect(finding.text).toContain('name="text_en" value="Fog &amp; rain"');
    expect(finding.text).toContain(`name="customer" value="${customer}"`);
    const seen = await manager.post(`${here}/preview`, { ...form, q: 'grace', customer });
    expect(words(seen)).toEqual(['First', 'Fog &amp; rain', 'Third']);
    expect(seen.text).toContain('which is not saved');
    const added = { ...form, number: 'new', customer };
    expect(words(await manager.post(`${here}/preview`, added))).toEqual(['First', 'Second', 'Third', 'Fog &amp; rain']);
    const unready = await manager.post(`${here}/preview`, { ...form, text_en: '', customer });
    expect(words(unready)).toEqual(['First', 'Second', 'Third']);
    expect(unready.text).toContain('The block cannot be shown yet');
    expect(await everythingStored()).toBe(before);
  });
});
