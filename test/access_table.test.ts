// Who sees what, and may order it: each state of a customer, each policy of the shop and each visibility of a product, on every face of the
// shop. The table says what there is; the test only reads it.
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { filledIn, shownOn } from './support/checkout.ts';
import { indexProducts } from './support/catalog.ts';
import { aProduct, quay } from './support/orders.ts';
import { customerIn, signedIn } from './support/people.ts';
import { value } from './support/records.ts';
import { withPolicies } from './support/staff.ts';
import { demoStore } from './support/stores.ts';
import { visitor, type Visitor } from './support/visitor.ts';
import { keeping } from '../src/checkout/checkouts.ts';
import { money } from '../src/ui/money.ts';
import { batch, openDatabase } from '../src/web/database.ts';
import { newToken, sha256 } from '../src/web/secrets.ts';

/**
 * `price`: it is there with its price; `bare`: without; `-`: nothing of it; `login`: to the sign-in. An order is sent as if all were open: what
 * the button of the review would send is known, the basket and the address are there.
 */
const table = `
  who      shop                  product    page   search  sitemap  json-ld  json   basket  checkout  order
  visitor  everyone              everyone   price  price   yes      offer    price  price   form      placed
  visitor  everyone              customers  404    -       -        -        404    -       empty     refused
  visitor  everyone              groups     404    -       -        -        404    -       empty     refused
  visitor  prices_for_customers  everyone   bare   bare    yes      bare     null   bare    login     refused
  visitor  prices_for_customers  customers  404    -       -        -        404    -       login     refused
  visitor  prices_for_customers  groups     404    -       -        -        404    -       login     refused
  visitor  customers_only        everyone   login  login   -        -        401    login   login     refused
  visitor  customers_only        customers  login  login   -        -        401    login   login     refused
  visitor  customers_only        groups     login  login   -        -        401    login   login     refused
  pending  everyone              everyone   price  price   yes      offer    price  price   form      placed
  pending  everyone              customers  404    -       -        -        404    -       empty     refused
  pending  everyone              groups     404    -       -        -        404    -       empty     refused
  pending  prices_for_customers  everyone   bare   bare    yes      bare     null   bare    login     refused
  pending  prices_for_customers  customers  404    -       -        -        404    -       login     refused
  pending  prices_for_customers  groups     404    -       -        -        404    -       login     refused
  pending  customers_only        everyone   login  login   -        -        401    login   login     refused
  pending  customers_only        customers  login  login   -        -        401    login   login     refused
  pending  customers_only        groups     login  login   -        -        401    login   login     refused
  denied   everyone              everyone   price  price   yes      offer    price  price   form      placed
  denied   everyone              customers  404    -       -        -        404    -       empty     refused
  denied   everyone              groups     404    -       -        -        404    -       empty     refused
  denied   prices_for_customers  everyone   bare   bare    yes      bare     null   bare    login     refused
  denied   prices_for_customers  customers  404    -       -        -        404    -       login     refused
  denied   prices_for_customers  groups     404    -       -        -        404    -       login     refused
  denied   customers_only        everyone   login  login   -        -        401    login   login     refused
  denied   customers_only        customers  login  login   -        -        401    login   login     refused
  denied   customers_only        groups     login  login   -        -        401    login   login     refused
  active   everyone              everyone   price  price   yes      -        price  price   form      placed
  active   everyone              customers  price  price   -        -        price  price   form      placed
  active   everyone              groups     404    -       -        -        404    -       empty     refused
  active   prices_for_customers  everyone   price  price   yes      -        price  price   form      placed
  active   prices_for_customers  customers  price  price   -        -        price  price   form      placed
  active   prices_for_customers  groups     404    -       -        -        404    -       empty     refused
  active   customers_only        everyone   price  price   -        -        price  price   form      placed
  active   customers_only        customers  price  price   -        -        price  price   form      placed
  active   customers_only        groups     404    -       -        -        404    -       empty     refused
  gold     everyone              everyone   price  price   yes      -        price  price   form      placed
  gold     everyone              customers  price  price   -        -        price  price   form      placed
  gold     everyone              groups     price  price   -        -        price  price   form      placed
  gold     prices_for_customers  everyone   price  price   yes      -        price  price   form      placed
  gold     prices_for_customers  customers  price  price   -        -        price  price   form      placed
  gold     prices_for_customers  groups     price  price   -        -        price  price   form      placed
  gold     customers_only        everyone   price  price   -        -        price  price   form      placed
  gold     customers_only        customers  price  price   -        -        price  price   form      placed
  gold     customers_only        groups     price  price   -        -        price  price   form      placed
`;

const [head = [], ...cells] = table
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));

const policies = ['everyone', 'prices_for_customers', 'customers_only'] as const;
const visibilities = ['everyone', 'customers', 'groups'] as const;

type Product = { id: string; slug: string; name: string; priceMinor: number };

/** A browser of somebody, who was signed in before anybody decided about them. */
async function somebody(who: string): Promise<Visitor> {
  if (who === 'visitor') return visitor();
  const browser = await signedIn({ group: who === 'gold' ? 'gold' : null });
  if (who === 'pending' || who === 'denied') {
    await env.DB.prepare('update memberships set status = ?').bind(who).run();
  }
  return browser;
}

/** One product of each visibility; `groups` is for Gold. */
async function openShop(): Promise<Product[]> {
  const products = await Promise.all(
    visibilities.map(async (visibility, place) => {
      const made = { slug: `for-${visibility}`, name: `Lantern${visibility}`, priceMinor: 11_110 * (place + 1) };
      const { slug, name, priceMinor } = made;
      return { ...made, id: await aProduct({ slug, names: { en: name }, priceMinor, groupIds: ['grp_gold'] }) };
    }),
  );
  await indexProducts();
  return products;
}

const setVisibilities = (isOpen: boolean) =>
  env.DB.prepare(`update products set visibility = case when ? then 'everyone' else substr(slug, 5) end`)
    .bind(isOpen ? 1 : 0)
    .run();

/** The same browser with the product in its basket and a checkout that is filled in, whether it may have them or not. */
async function atCheckout(browser: Visitor, who: string, product: Product): Promise<Visitor> {
  const isCustomer = who === 'active' || who === 'gold';
  const customerId = isCustomer ? customerIn(browser) : null;
  const token = newToken();
  const ways = { method: 'parcel', payment: 'cash_on_delivery', vatId: '', points: 0, isKept: false } as const;
  const details = { ...ways, email: isCustomer ? '' : 'guest@example.com', delivery: quay, billing: quay };
  const kept = { tokenHash: await sha256(token), customerId, details };
  await batch(openDatabase(env), [keeping(openDatabase(env), await demoStore(), kept, Date.now())]);
  await env.DB.prepare('delete from basket_items').run();
  if (isCustomer) {
    await env.DB.prepare(`insert into basket_items values ('sto_harbour_goods', ?, ?, 1, 1)`)
      .bind(customerId, product.id)
      .run();
  }
  const cookies = new Map(browser.cookies).set('__Host-checkout', token).set('__Host-basket', `${product.id}~1`);
  return visitor({ cookies });
}

/** What the button of the review would send if everything were open to them. */
async function knowing(browser: Visitor, who: string, product: Product): Promise<{ shown: string }> {
  const there = await atCheckout(browser, who, product);
  return shownOn(await there.get('/checkout/review'));
}

async function facesOf(browser: Visitor, who: string, product: Product, shown: { shown: string }) {
  const { slug, name, priceMinor } = product;
  const cost = who === 'gold' ? Math.round(priceMinor * 0.9) : priceMinor;
  const price = money(cost, 'EUR', 'en');
  const isLogin = ({ location }: { location: string | null }) => location?.startsWith('/login?next=') === true;
  const listed = (reply: Awaited<ReturnType<Visitor['get']>>) => {
    if (isLogin(reply)) return 'login';
    if (!reply.text.includes(`/products/${slug}`)) return '-';
    return reply.text.includes(price) ? 'price' : 'bare';
  };
  const page = await browser.get(`/products/${slug}`);
  const facts = /<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/s.exec(page.text)?.[1];
  const json = await browser.get(`/products/${slug}.json`);
  const filled = visitor({ cookies: new Map(browser.cookies) });
  const put = await filled.post(`/products/${slug}/basket`, { quantity: '1' });
  const basket = listed(await filled.get('/basket'));
  const checkout = await (await atCheckout(browser, who, product)).get('/checkout');
  const before = await value('select count(*) from orders');
  const forced = await atCheckout(browser, who, product);
  await forced.post('/checkout', { ...filledIn, email: 'guest@example.com' });
  await forced.post('/checkout/order', shown);
  await (await atCheckout(browser, who, product)).post('/checkout/order', shown);
  const placed = Number(await value('select count(*) from orders')) - Number(before);
  return {
    page: page.status === 404 ? '404' : listed(page),
    search: listed(await browser.get(`/search?q=${name}`)),
    sitemap: (await browser.get('/sitemap.xml')).text.includes(slug) ? 'yes' : '-',
    'json-ld': facts === undefined ? '-' : facts.includes('"offers"') ? 'offer' : 'bare',
    json:
      json.status === 200
        ? (JSON.parse(json.text) as { price: unknown }).price === null
          ? 'null'
          : 'price'
        : `${json.status}`,
    basket: put.status === 404 && basket === '-' ? '-' : basket,
    checkout: isLogin(checkout) ? 'login' : checkout.location === '/basket' ? 'empty' : 'form',
    // Sent twice, by two checkouts: both or none.
    order: placed === 2 ? 'placed' : placed === 0 ? 'refused' : 'one of two',
  };
}

it.each(['visitor', 'pending', 'denied', 'active', 'gold'])('%s', async (who) => {
  const products = await openShop();
  const browser = await somebody(who);
  const shown = [];
  for (const product of products) shown.push(await knowing(browser, who, product));
  const seen = [];
  for (const shopAccess of policies) {
    await withPolicies({ shopAccess });
    await setVisibilities(false);
    for (const [place, visibility] of visibilities.entries()) {
      const [product, known] = [products[place], shown[place]];
      if (!product || !known) throw new Error('no product');
      const faces = await facesOf(browser, who, product, known);
      seen.push([who, shopAccess, visibility, ...head.slice(3).map((face) => Reflect.get(faces, face))]);
    }
  }

  expect(seen).toEqual(cells.filter(([of]) => of === who));
});
