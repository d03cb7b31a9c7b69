// /account as customers see it: figures, the latest order and what to do next, and the store's blocks in its order.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import * as handling from '../src/orders/handling.ts';
import { anOrder, manyOrders, numberOf, sceneAt } from './support/orders.ts';
import { anAddress, customerIn, signedIn } from './support/people.ts';
import { manyPoints } from './support/points.ts';
import { aPurchase } from './support/reviews.ts';
import { withPolicies } from './support/staff.ts';
import { counting } from './support/storage-faults.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const day = 86_400_000;

async function overview(browser: Visitor): Promise<string> {
  return (await browser.get('/account')).text;
}

/** The tile with this word: where it leads, and what it says. */
function tile(text: string, word: string) {
  const [, path, inside = ''] =
    [...text.matchAll(/<li><a href="([^"]*)">(<strong>.*?)<\/a><\/li>/g)].find(([, , words]) =>
      words?.includes(`>${word}<`),
    ) ?? [];
  return [path, ...inside.split(/<[^>]*>/).filter((one) => one.trim() !== '' && one !== word)];
}

const headings = (text: string) => [...text.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, words]) => words);

describe('the figures', () => {
  it('lead to their pages, and say which group and which points they are about', async () => {
    const browser = await signedIn({ group: 'gold' });
    const id = customerIn(browser);
    const orderId = await anOrder(id);
    await handling.receiveAll(await sceneAt(), { orderId, staffId: null }, Date.now());
    await aPurchase(id);
    await manyPoints(id, [
      { points: 40, expiresAt: Date.now() + 5 * day },
      { points: 2, expiresAt: Date.now() + 20 * day },
      { points: 300, expiresAt: Date.now() + 200 * day },
    ]);
    const text = await overview(browser);

    expect(tile(text, 'Turnover')).toEqual(['/account/orders', '€58.81']);
    expect(tile(text, 'Orders')).toEqual(['/account/orders', '2']);
    expect(tile(text, 'Discount')).toEqual(['/', '10%', 'Gold']);
    expect(tile(text, 'Points')).toEqual(['/account/points', '342', expect.stringMatching(/^40 expire on \d/)]);
    expect(tile(text, 'Products to rate')).toEqual(['/account/reviews', '1']);
  });

  it('name no day where no points expire soon', async () => {
    const browser = await signedIn();
    await manyPoints(customerIn(browser), [{ points: 7, expiresAt: Date.now() + 100 * day }]);

    expect(tile(await overview(browser), 'Points')).toEqual(['/account/points', '7']);
  });
});

describe('the latest order', () => {
  it('says what to do next: pay, look where it is, rate', async () => {
    const browser = await signedIn();
    const orderId = await anOrder(customerIn(browser));
    const path = `/account/orders/${await numberOf(orderId)}`;
    const scene = await sceneAt();
    const acting = { orderId, staffId: null };
    const acts = async () => {
      const panel = /<h2>Latest order<\/h2>.*?<\/section>/s.exec(await overview(browser))?.[0] ?? '';
      return [...panel.matchAll(/<a class="btn[^"]*" href="([^"]*)"[^>]*>(.*?)<\/a>/g)].map(([, to, word]) => [
        word,
        to,
      ]);
    };
    const view = ['View the order', path];

    expect(await acts()).toEqual([['Pay', path], view]);
    await handling.receivePayment(scene, acting, 1000, Date.now());
    expect(await acts()).toEqual([['Pay', path], view]);
    await handling.receiveAll(scene, acting, Date.now());
    expect(await acts()).toEqual([view]);
    await handling.ship(scene, acting, { carrier: 'dpd', trackingCode: '01234567890123' }, Date.now());
    expect(await acts()).toEqual([
      ['Track 01234567890123', expect.stringContaining('parcelNumber=01234567890123')],
      view,
    ]);
    await handling.deliver(scene, acting, Date.now());
    expect(await acts()).toEqual([['Rate what you received', '/account/reviews'], view]);
  });

  it('asks nobody to pay what is cancelled, or where the shop has no account', async () => {
    const browser = await signedIn();
    const orderId = await anOrder(customerIn(browser));
    await withPolicies({ shop: { bankAccount: null } });
    expect(await overview(browser)).not.toContain('>Pay<');
    await handling.cancel(await sceneAt(), { orderId, staffId: null }, Date.now());
    expect(await overview(browser)).toContain('Cancelled · €64.80');
  });
});

describe('the store’s blocks', () => {
  it('stand where and in which order the store says, and no others', async () => {
    const browser = await signedIn();
    await anAddress(customerIn(browser), { isDefaultBilling: true });
    await aPurchase(customerIn(browser));
    const own = { markdown: { en: '# Our shop\n\nCome and *see* us.' } };
    await withPolicies({ accountPage: [{ block: 'addresses' }, own, { block: 'latest_order' }] });
    const text = await overview(browser);

    expect(headings(text)).toEqual(['Addresses', 'Our shop', 'Latest order']);
    expect(text).toContain('<p>Come and <em>see</em> us.</p>');
    expect(text).not.toContain('class="figures"');
    await withPolicies({ accountPage: [] });
    expect(headings(await overview(browser))).toEqual([]);
  });

  it('are by default the figures, the latest order, what can be rated, and the addresses', async () => {
    const browser = await signedIn({ store: 'outlet' });
    await aPurchase(customerIn(browser), { store: 'outlet' });
    const text = await overview(browser);

    expect(text).toContain('class="figures"');
    expect(headings(text)).toEqual(['Latest order', 'Products to rate', 'Addresses']);
  });

  it('with words of the shop are in the customer’s language, else in the store’s first', async () => {
    const browser = await signedIn({ language: 'de' });
    await withPolicies({ accountPage: [{ markdown: { en: 'Fog', de: 'Nebel' } }, { markdown: { en: 'Rain' } }] });
    const text = await overview(browser);

    expect(text).toContain('<p>Nebel</p>');
    expect(text).toContain('<p>Rain</p>');
  });

  it('let nothing of HTML through', async () => {
    const browser = await signedIn();
    await withPolicies({ accountPage: [{ markdown: { en: '[a](javascript:alert(1)) <script>alert(1)</script>' } }] });

    expect(await overview(browser)).toContain('<p>a &lt;script&gt;');
  });

  it('name three products to rate, and lead to more', async () => {
    const browser = await signedIn();
    for (let count = 0; count < 3; count += 1) await aPurchase(customerIn(browser));
    const named = (text: string) => [...text.matchAll(/href="\/account\/reviews\/prd_/g)].length;
    const three = await overview(browser);
    expect([named(three), three.includes('All products to rate')]).toEqual([3, false]);
    await aPurchase(customerIn(browser));
    const four = await overview(browser);
    expect([named(four), four.includes('All products to rate')]).toEqual([3, true]);
  });

  it('show the addresses that are filled in at checkout, or say that there is none', async () => {
    const browser = await signedIn();
    await anAddress(customerIn(browser), { line1: '1 Nowhere Lane' });
    expect(await overview(browser)).toContain('No default address yet');
    await anAddress(customerIn(browser), { line1: '2 Mill Street', isDefaultDelivery: true });
    const text = await overview(browser);
    expect(text).toContain('2 Mill Street');
    expect(text).not.toContain('1 Nowhere Lane');
  });
});

describe('costs the same', () => {
  const seen = new Set<number>();

  it.each([10, 10_000])(
    'with %i orders, with addresses and points in plenty',
    async (count) => {
      const browser = await signedIn({ group: 'gold' });
      const id = customerIn(browser);
      await manyOrders(id, count);
      const points = (_: unknown, at: number) => ({ points: 1, expiresAt: Date.now() + (at + 1) * 60_000 });
      await manyPoints(id, Array.from({ length: Math.max(count, 50) }, points));
      for (let product = 0; product < 5; product += 1) await aPurchase(id);
      for (let address = 0; address < count / 120; address += 1) await anAddress(id);
      await anAddress(id, { line1: '1 Quay', isDefaultBilling: true });
      await anAddress(id, { line1: '2 Quay', isDefaultDelivery: true });
      const { counts, ...counted } = counting();
      const reply = await visitor({ cookies: browser.cookies, ...counted }).get('/account');

      expect(reply.text).toContain('2 Quay');
      expect(gzipSync(reply.bytes).length).toBeLessThanOrEqual(10 * 1024);
      expect(counts).toMatchObject({ waits: 1, statements: 5 });
      expect(counts.rowsRead).toBeLessThanOrEqual(60);
      seen.add(counts.rowsRead);
      expect(seen.size).toBe(1);
    },
    60_000,
  );
});
