// What people do at the storefront and in their account.
import type { Dice } from '../../../src/demo/dice.ts';
import { ofForm, type Deed } from './deeds.ts';
import { orderState, wholeOrder } from './states.ts';
import { goods, store, sweater, type Person, type World } from './world.ts';
import { query } from '../mortal.ts';

const filledIn = {
  delivery_name: 'Grace Hopper',
  delivery_postalCode: 'D01 X285',
  delivery_city: 'Dublin',
  delivery_country: 'IE',
  method: 'parcel',
  payment: 'bank_transfer',
};

type Who = { browser: Person['browser']; email?: string; kind: string; touches?: string[] };

/** Goes the way to an order of something, which `tag` names. */
async function ordering({ browser, email, kind, touches = [] }: Who, dice: Dice, tag: string): Promise<Deed> {
  const { slug } = dice.pick(goods);
  await browser.post(`/products/${slug}/basket`, { quantity: '1' });
  await browser.post('/checkout', { ...filledIn, delivery_line1: tag, ...(email === undefined ? {} : { email }) });
  const { text } = await browser.get('/checkout/review');
  const shown = /name="shown" value="([^"]+)"/.exec(text)?.[1] ?? '';
  return {
    kind,
    subject: tag,
    touches,
    ...orderState(`o.delivery ->> 'line1' = ?`, tag),
    whole: wholeOrder,
    send: async () => ofForm(await browser.post('/checkout/order', { shown })),
  };
}

/** The order of a guest. */
export function guestOrder({ visitor }: World, dice: Dice, tag: string): Promise<Deed> {
  return ordering({ browser: visitor(), email: `${tag}@example.com`, kind: 'order of a guest' }, dice, tag);
}

/** Something that a customer does. */
export async function customerDeed(world: World, person: Person, dice: Dice, tag: string): Promise<Deed> {
  const { id, browser } = person;
  const theirs = { customer: id, store: store.id };
  const one = dice.pick(['profile', 'address', 'wish', 'question', 'review', 'basket', 'order', 'order'] as const);
  switch (one) {
    case 'order':
      return ordering({ browser, kind: 'order of a customer', touches: [`basket of ${id}`] }, dice, tag);
    case 'profile':
      return {
        kind: 'profile',
        subject: `profile of ${id}`,
        sql: `select name || ' ' || (select count(*) from search_terms where customer_id = ?1 and store_id = ?2 and term = ?3)
          from customers where id = ?1`,
        values: [theirs.customer, theirs.store, tag],
        whole: `Buyer ${tag} 1`,
        send: async () =>
          ofForm(await browser.post('/account/profile', { name: `Buyer ${tag}`, phone: '', language: '' })),
      };
    case 'address':
      return addressDeed(world, person, tag);
    case 'wish': {
      const slug = dice.pick(['rope-bag', 'storm-lantern', 'wool-sweater']);
      const [product] = query(world.state, 'select id from products where slug = ? and store_id = ?', slug, store.id);
      const productIdThere = String(product?.id);
      const sql = 'select count(*) from wishes where customer_id = ? and product_id = ?';
      const isThere = Number(Object.values(query(world.state, sql, id, productIdThere)[0] ?? {})[0]) === 1;
      return {
        kind: 'wishlist',
        subject: `wish of ${id} for ${slug}`,
        sql,
        values: [id, productIdThere],
        whole: isThere ? '0' : '1',
        send: async () =>
          ofForm(
            isThere
              ? await browser.post(`/account/wishlist/${productIdThere}/removal`)
              : await browser.post('/wishlist', { product: slug }),
          ),
      };
    }
    case 'question':
      return {
        kind: 'question',
        subject: tag,
        sql: 'select count(*) from questions where customer_id = ? and text = ?',
        values: [id, tag],
        whole: '1',
        send: async () => ofForm(await browser.post('/products/rope-bag/questions', { question: tag })),
      };
    case 'review': {
      const [unrated] = query(
        world.state,
        'select product_id from purchases where customer_id = ? and rated_at is null limit 1',
        id,
      );
      if (!unrated) return customerDeed(world, person, dice, tag);
      const product = String(unrated.product_id);
      return {
        kind: 'review',
        subject: `review of ${product} by ${id}`,
        sql: `select concat_ws(' ', (select count(*) from reviews where customer_id = ?1 and product_id = ?2),
          (select count(*) from purchases where customer_id = ?1 and product_id = ?2 and rated_at is not null),
          (select count(*) from points_entries where customer_id = ?1 and kind = 'review' and cause like '%' || ?2))`,
        values: [id, product],
        whole: '1 1 1',
        send: async () => ofForm(await browser.post(`/account/reviews/${product}`, { stars: '5', text: tag })),
      };
    }
    case 'basket':
      return {
        kind: 'basket',
        subject: `basket of ${id}`,
        sql: `select coalesce((select quantity from basket_items where customer_id = ? and product_id = ?), 0)`,
        values: [id, sweater],
        whole: (before) => String(Number(before) + 1),
        send: async () => ofForm(await browser.post('/products/wool-sweater/basket', { quantity: '1' })),
      };
  }
}

/** Adds an address, or takes one away when there are some. */
function addressDeed({ state }: World, { id, browser }: Person, tag: string): Deed {
  const known = query(state, 'select id, line1 from addresses where customer_id = ? order by id', id);
  const first = known.length > 3 ? known[0] : undefined;
  const line1 = first ? String(first.line1) : tag;
  const form = { country: 'IE', name: 'Grace Hopper', line1, city: 'Dublin', postalCode: 'D01 X285' };
  const defaults = { isDefaultBilling: 'on', isDefaultDelivery: 'on' };
  return {
    kind: 'address',
    subject: `address ${line1} of ${id}`,
    sql: 'select count(*) from addresses where customer_id = ? and line1 = ?',
    values: [id, line1],
    whole: first ? '0' : '1',
    send: async () =>
      ofForm(
        first
          ? await browser.post(`/account/addresses/${String(first.id)}/removal`)
          : await browser.post('/account/addresses', { ...form, ...defaults }),
      ),
  };
}

/** A registration, which hashes a password. */
export function registration(
  { visitor }: World,
  tag: string,
): { deed: Deed; browser: Person['browser']; email: string } {
  const browser = visitor();
  const email = `${tag}@example.com`;
  const deed: Deed = {
    kind: 'registration',
    subject: tag,
    sql: `select concat_ws(' ', count(*), sum(exists (select 1 from memberships where customer_id = c.id)),
      sum((select count(*) from outbox where to_address = c.email and template = 'activation')),
      sum((select count(*) from webhook_deliveries where type = 'customer.created' and subject ->> 'customer_id' = c.id)))
      from customers c where email = ?`,
    values: [email],
    whole: '1 1 1 1',
    send: async () =>
      ofForm(await browser.post('/register', { email, password: 'seven gulls above the harbour', name: 'Ada King' })),
  };
  return { deed, browser, email };
}

/** Using the link of the message to this address. */
export function activation({ taken }: World, browser: Person['browser'], email: string): Deed | null {
  const text = taken.mails.find(({ to }) => to === email)?.text ?? '';
  const path = /\/activate\/\S+/.exec(text)?.[0];
  if (!path) return null;
  return {
    kind: 'activation',
    subject: `activation of ${email}`,
    sql: `select concat_ws(' ', m.status, (select count(*) from logins where customer_id = c.id),
      (select count(*) from webhook_deliveries where type = 'customer.activated' and subject ->> 'customer_id' = c.id))
      from customers c join memberships m on m.customer_id = c.id where email = ?`,
    values: [email],
    whole: 'active 1 1',
    send: async () => ofForm(await browser.post(path)),
  };
}
