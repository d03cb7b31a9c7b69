// Why a customer sees what they see and pays what they pay, as staff read it. That it is true of every price is tested in test/prices.
import { expect, it } from 'vitest';
import { atWork } from './support/colleagues.ts';
import { aProduct } from './support/orders.ts';
import { aCustomer, anAddress } from './support/people.ts';
import { aList } from './support/price-lists.ts';
import { withPolicies } from './support/staff.ts';

const shownIn = (text: string) =>
  text
    .replace(/^[^]*<\/nav>/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

/** What the page of this customer says about a product. */
async function askedAbout(traits: Parameters<typeof aCustomer>[0], product = 'rope-bag', country?: string) {
  const id = await aCustomer(traits);
  if (country) await anAddress(id, { country, isDefaultDelivery: true });
  const { text } = await (await atWork({ role: 'support' })).get(`/admin/customers/${id}/terms?product=${product}`);
  return shownIn(text);
}

it('names the rule that won and what became of every list, in order', async () => {
  const id = await aProduct({ slug: 'rope-bag', sku: 'RB-1' });
  const prices = { [id]: 4990 };
  const now = Date.now();
  await aList({ name: 'Gone', position: 1, endsAt: now - 1, prices });
  await aList({ name: 'Coming', position: 2, startsAt: now + 86_400_000, prices });
  await aList({ name: 'Czech', position: 3, countries: ['CZ'], prices });
  await aList({ name: 'Others', position: 4, groupIds: ['grp_standard_goods'], prices });
  await aList({ name: 'Bare', position: 5 });
  await aList({ name: 'Gold in Germany', position: 6, groupIds: ['grp_gold'], countries: ['DE'], prices });
  await aList({ name: 'All', position: 7, percentBasisPoints: 500 });
  const text = await askedAbout({ group: 'gold' }, 'RB-1', 'DE');

  for (const words of [
    'Gold, 10% off, chosen by hand',
    'Germany, of their address for delivery',
    'They see this product.',
    'They pay Instead of €59.90 €49.90',
    'It is the price in the list Gold in Germany.',
    'Gone Has ended Coming Has not started Czech Not for their country Others Not for their group',
    'Bare Has no price for this product Gold in Germany Decides All Comes behind the one that decides',
  ]) {
    expect(text).toContain(words);
  }
});

it.each([
  ['a list’s percentage', { percentBasisPoints: 2000 }, 'The list Spring takes 20% off the standard price.', '€47.92'],
  [
    'the discount of the group',
    { countries: ['CZ'], percentBasisPoints: 2000 },
    'The group Gold takes 10% off',
    '€53.91',
  ],
])('says what decided: %s', async (_, list, words, price) => {
  await aProduct({ slug: 'rope-bag' });
  await aList(list);
  const text = await askedAbout({ group: 'gold' });

  expect(text).toContain(words);
  expect(text).toContain(`They pay Instead of €59.90 ${price}`);
});

it.each(['pending', 'denied'] as const)('a customer who is %s has a visitor’s terms', async (status) => {
  await withPolicies({ shopAccess: 'prices_for_customers' });
  await aProduct({ slug: 'rope-bag' });
  await aList({ groupIds: ['grp_gold'], percentBasisPoints: 2000 });
  const text = await askedAbout({ status, group: 'gold' }, 'rope-bag', 'CZ');

  for (const words of [
    'has a visitor’s terms',
    'None, as for a visitor',
    'Ireland, as long as nothing says where they are',
    'sees products, but prices are for customers',
    'They are told no price. It would be €59.90',
    'Spring Not for their group',
    'it is the standard price',
  ]) {
    expect(text).toContain(words);
  }
});

const unseen: readonly [string, Parameters<typeof aProduct>[0], Parameters<typeof aCustomer>[0], string][] = [
  ['retired', { retiredAt: 1 }, {}, 'no longer sold'],
  ['for others', { visibility: 'groups', groupIds: ['grp_gold', 'grp_x'] }, {}, 'in Gold, a group that is gone'],
  ['for customers', { visibility: 'customers' }, { status: 'pending' }, 'for active customers'],
];

it.each(unseen)('says why they do not see a product: %s', async (_, product, traits, words) => {
  await aProduct({ slug: 'rope-bag', ...product });

  expect(await askedAbout(traits)).toMatch(new RegExp(`They do not see this product: [^.]*${words}`));
});

it('says that the shop is closed to them, and that a product is unknown or another store’s', async () => {
  await withPolicies({ shopAccess: 'customers_only' });
  await aProduct({ slug: 'rope-bag' });
  await aProduct({ slug: 'elsewhere', store: 'trade' });
  const id = await aCustomer({ status: 'denied' });
  const support = await atWork({ role: 'support' });
  const about = async (product: string) =>
    shownIn((await support.get(`/admin/customers/${id}/terms?product=${product}`)).text);

  expect(await about('rope-bag')).toContain('the shop is closed to visitors');
  for (const product of ['elsewhere', 'never']) expect(await about(product)).toContain('The shop has no product');
  expect((await support.get(`/admin/customers/${await aCustomer({ store: 'trade' })}/terms`)).status).toBe(404);
});
