// Pages of a store's own words: who reads them, where they are linked, and how staff keep them.
import { expect, describe, it } from 'vitest';
import { atWork } from './support/colleagues.ts';
import { aPage } from './support/pages.ts';
import { signedIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { counting } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

const path = '/pages/imprint';
const toSignIn = `/login?next=${encodeURIComponent(path)}`;
const typed = { title_en: 'Imprint', text_en: 'Ada **answers**.', slug: 'imprint', visibility: 'everyone' };

/** What each of them gets at the page: its status, and where it leads. */
async function answers() {
  const readers = [visitor(), await signedIn({ email: 'plain@example.com' }), await signedIn({ group: 'gold' })];
  return Promise.all(readers.map(async (one) => one.get(path).then(({ status, location }) => location ?? status)));
}

describe('a page is for those whom it is for', () => {
  const gold = { visibility: 'groups', groupIds: ['grp_gold'] } as const;
  const cases: readonly [string, Parameters<typeof aPage>[0], 'everyone' | 'customers_only', (number | string)[]][] = [
    ['everybody', {}, 'everyone', [200, 200, 200]],
    ['customers', { visibility: 'customers' }, 'everyone', [404, 200, 200]],
    ['a group', { ...gold, groupIds: ['grp_gold'] }, 'everyone', [404, 404, 200]],
    ['the standard group', { visibility: 'groups', groupIds: ['grp_standard_goods'] }, 'everyone', [404, 200, 404]],
    ['everybody, of a closed shop', {}, 'customers_only', [toSignIn, 200, 200]],
    ['everybody, always open', { isAlwaysOpen: true }, 'customers_only', [200, 200, 200]],
    ['customers, always open', { visibility: 'customers', isAlwaysOpen: true }, 'customers_only', [toSignIn, 200, 200]],
    ['nobody: there is none', { slug: 'other' }, 'everyone', [404, 404, 404]],
    ['nobody: there is none in a closed shop', { slug: 'other' }, 'customers_only', [toSignIn, 404, 404]],
    ['another store’s', { store: 'trade' }, 'everyone', [404, 404, 404]],
  ];
  it.each(cases)('%s', async (_, page, shopAccess, expected) => {
    await withPolicies({ shopAccess });
    await aPage(page);

    expect(await answers()).toEqual(expected);
  });

  it.each(['pending', 'denied'] as const)('and to somebody who is %s what it is to a visitor', async (status) => {
    await aPage({ visibility: 'customers' });

    expect((await (await signedIn({ status })).get(path)).status).toBe(404);
  });
});

it('is read in the visitor’s language, else in the store’s, as Markdown of which nothing is HTML', async () => {
  await aPage({ titles: { en: 'Imprint', de: 'Impressum' }, texts: { en: '# Who\n\n<b>Ada</b> & [us](/login)' } });
  const { text } = await visitor({ language: 'de' }).get(path);

  expect(text).toContain('<h1><bdi>Impressum</bdi></h1>');
  expect(text).toContain('<h2>Who</h2><p>&lt;b&gt;Ada&lt;/b&gt; &amp; <a href="/login">us</a></p>');
});

describe('the footer of every page of the shop', () => {
  const linked = async (browser = visitor(), from = '/') =>
    [...(await browser.get(from)).text.matchAll(/href="\/pages\/([^"]+)"/g)].map(([, slug]) => slug);

  it('links to the pages that shall be, in their order, if everybody may read them', async () => {
    await aPage({ slug: 'second', isLinked: true, position: 2 });
    await aPage({ slug: 'first', isLinked: true, position: 1, isAlwaysOpen: true });
    await aPage({ slug: 'unlinked' });
    await aPage({ slug: 'customers', isLinked: true, visibility: 'customers' });
    await aPage({ slug: 'elsewhere', isLinked: true, store: 'trade' });
    const customer = await signedIn();

    expect(await linked()).toEqual(['first', 'second']);
    expect(await linked(visitor(), '/login')).toEqual(['first', 'second']);
    expect(await linked(customer, '/account')).toEqual(['first', 'second']);
    await withPolicies({ shopAccess: 'customers_only' });
    expect(await linked(visitor(), '/login')).toEqual(['first']);
    expect(await linked(customer, '/account')).toEqual(['first', 'second']);
    expect(await linked(await atWork(), '/admin')).toEqual([]);
  });

  it('costs no page a read, and says at once what staff have just changed', async () => {
    const id = await aPage({ isLinked: true });
    expect(await linked()).toEqual(['imprint']);
    const { counts, ...counted } = counting();
    expect(await linked(visitor(counted), '/login')).toEqual(['imprint']);
    expect(counts.waits).toBe(0);
    const manager = await atWork({ role: 'manager' });
    await manager.post(`/admin/pages/${id}`, { ...typed, slug: 'about-us', isLinked: 'on' });
    expect(await linked()).toEqual(['about-us']);
    await manager.post(`/admin/pages/${id}/removal`);
    expect(await linked()).toEqual([]);
  });
});

describe('staff', () => {
  it('add, change and delete pages, and the audit tells of it', async () => {
    const manager = await atWork({ role: 'manager' });
    const fresh = { ...typed, slug: '', title_en: 'Delivery & Terms', title_de: '', text_de: 'Ada **bürgt**.' };
    expect((await manager.post('/admin/pages', { ...fresh, isLinked: 'on' })).location).toBe('/admin/pages?done=added');
    const [page] = await rows('select * from pages');
    expect(page).toMatchObject({
      slug: 'delivery-terms',
      titles: JSON.stringify({ en: 'Delivery & Terms' }),
      texts: JSON.stringify({ en: 'Ada **answers**.', de: 'Ada **bürgt**.' }),
      visibility: 'everyone',
      is_linked: 1,
      is_always_open: 0,
    });
    const at = `/admin/pages/${String(page?.id)}`;
    await manager.post(at, { ...typed, visibility: 'groups', group_grp_gold: 'on', position: '7' });
    expect(await value('select group_ids from pages')).toBe('["grp_gold"]');
    await manager.post(`${at}/removal`);
    expect(await rows('select * from pages')).toEqual([]);
    const told = (await rows('select act, before, after from audit order by id')).map(({ act, before, after }) => [
      act,
      JSON.parse(String(before))?.page,
      JSON.parse(String(after))?.page,
    ]);
    expect(told).toEqual([
      ['page_added', undefined, 'delivery-terms'],
      ['page_changed', 'delivery-terms', 'imprint'],
      ['page_deleted', 'imprint', undefined],
    ]);
  });

  it('see a page of theirs before they save it, and keep all that they typed', async () => {
    const manager = await atWork({ role: 'manager' });
    const long = `# Terms\n\n${'Pay on the quay. '.repeat(550)}`;
    const { status, text } = await manager.post('/admin/pages/preview', { ...typed, text_en: long });

    expect(status).toBe(200);
    expect(text).toContain('<h2>Terms</h2>');
    expect(text.split('<textarea')[1]).toContain('Pay on the quay. '.repeat(549));
    expect(await rows('select * from pages')).toEqual([]);
  });

  it.each([
    [{ title_en: '' }, 422, 'title_en'],
    [{ slug: 'Im print' }, 422, 'slug'],
    [{ slug: '', title_en: '港' }, 422, 'slug'],
    [{ visibility: 'groups' }, 422, 'visibility'],
    [{ text_en: 'x'.repeat(10_001) }, 422, 'text_en'],
    [{ slug: 'taken' }, 409, 'slug'],
  ])('are told what cannot be: %j', async (form, status, field) => {
    await aPage({ slug: 'taken' });
    await aPage({ slug: 'taken', store: 'trade' });
    const manager = await atWork({ role: 'manager' });
    for (const at of ['/admin/pages', `/admin/pages/${await aPage({ slug: 'old' })}`]) {
      const reply = await manager.post(at, { ...typed, ...form });
      expect(reply.status).toBe(status);
      expect(reply.text).toContain(`id="${field}-problem"`);
    }
    expect(await rows('select * from audit')).toEqual([]);
  });

  it('who come later are told, and nothing happens', async () => {
    const id = await aPage();
    const manager = await atWork({ role: 'manager' });
    const asOf = String(await value('select updated_at from pages'));
    await manager.post(`/admin/pages/${id}`, { ...typed, title_en: 'Earlier', asOf });
    const later = await manager.post(`/admin/pages/${id}`, { ...typed, title_en: 'Later', asOf });
    const deleting = await manager.post(`/admin/pages/${id}/removal`, { asOf });

    expect(later.status).toBe(409);
    expect(later.text).toContain('value="Later"');
    expect(deleting.location).toContain('problem=changed_meanwhile');
    expect(await value('select titles from pages')).toBe('{"en":"Earlier"}');
    expect(await rows('select act from audit')).toEqual([{ act: 'page_changed' }]);
  });

  it('do not find a page of another store', async () => {
    const foreign = await aPage({ store: 'trade' });
    const manager = await atWork({ role: 'manager' });
    for (const rest of ['', '/preview', '/removal']) {
      expect((await manager.post(`/admin/pages/${foreign}${rest}`, typed)).status).toBe(404);
    }
    expect((await manager.get(`/admin/pages/${foreign}`)).status).toBe(404);
  });
});
