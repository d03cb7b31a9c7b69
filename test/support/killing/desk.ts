// What staff do at their desk.
import type { Dice } from '../../../src/demo/dice.ts';
import { query } from '../mortal.ts';
import { ofForm, type Deed } from './deeds.ts';
import { orderDeed, type Clerk } from './orders.ts';
import { store, type World } from './world.ts';

/** Something that staff do. */
export function deskDeed(world: World, clerk: Clerk, dice: Dice, tag: string): Deed {
  const isOrders = dice.roll() < 0.5;
  return (isOrders ? orderDeed(world, clerk, dice, tag) : null) ?? otherDeed(world, clerk, dice, tag);
}

const acts = ['new', 'new', 'edit', 'deny', 'group', 'note', 'points', 'product', 'price', 'settings', 'bulk'] as const;

function otherDeed(world: World, { browser, name }: Clerk, dice: Dice, tag: string): Deed {
  const one = dice.pick(acts);
  // Whom this clerk has put on record; nobody else is at them.
  const [somebody] = query(
    world.state,
    `select c.id, m.status, m.group_id from customers c join memberships m on m.customer_id = c.id
      where c.email like ? order by c.id desc limit 1`,
    `${name}-%`,
  );
  const id = String(somebody?.id);
  const audited = (act: string) => `(select count(*) from audit where act = '${act}' and customer_id = ?1)`;
  const counted = (before: string) => Number(before.split(' ').at(-1)) + 1;
  const act = somebody || ['points', 'product', 'price', 'settings'].includes(one) ? one : 'new';
  switch (act) {
    case 'new': {
      const email = `${name}-${tag}@example.com`;
      return {
        kind: 'customer put on record',
        subject: email,
        sql: `select concat_ws(' ', count(*), sum(exists (select 1 from memberships where customer_id = c.id)),
          sum((select count(*) from outbox where to_address = c.email and template = 'invitation')),
          sum((select count(*) from audit where act = 'customer_opened' and customer_id = c.id)),
          sum((select count(*) from webhook_deliveries where type = 'customer.created' and subject ->> 'customer_id' = c.id)),
          sum(exists (select 1 from search_terms where customer_id = c.id))) from customers c where email = ?`,
        values: [email],
        whole: '1 1 1 1 1 1',
        send: async () =>
          ofForm(await browser.post('/admin/customers', { email, name: 'Mary Ward', language: '', isInvited: 'on' })),
      };
    }
    case 'edit':
      return {
        kind: 'customer changed',
        subject: `customer ${id}`,
        sql: `select name || ' ' || (select count(*) from search_terms where customer_id = ?1 and term = ?2) || ' ' || ${audited('customer_changed')}
          from customers where id = ?1`,
        values: [id, tag],
        whole: (before) => `Mary ${tag} 1 ${counted(before)}`,
        send: async () => ofForm(await browser.post(`/admin/customers/${id}`, { name: `Mary ${tag}`, language: '' })),
      };
    case 'deny': {
      const isDenied = somebody?.status === 'denied';
      return {
        kind: isDenied ? 'customer allowed' : 'customer denied',
        subject: `customer ${id}`,
        sql: `select status || ' ' || ${audited(isDenied ? 'customer_allowed' : 'customer_denied')} from memberships where customer_id = ?1`,
        values: [id],
        whole: (before) => (isDenied ? `pending ${counted(before)}` : `denied ${counted(before)}`),
        send: async () =>
          ofForm(
            await browser.post(`/admin/customers/${id}/denial`, {
              ...(isDenied ? {} : { denied: 'on' }),
              where: 'here',
            }),
          ),
      };
    }
    case 'group': {
      const groupId = somebody?.group_id === 'grp_gold' ? 'grp_silver' : 'grp_gold';
      return {
        kind: 'group',
        subject: `customer ${id}`,
        sql: `select coalesce(group_id, 'none') || ' ' || is_group_by_hand || ' ' || ${audited('customer_grouped')} from memberships where customer_id = ?1`,
        values: [id],
        whole: (before) => `${groupId} 1 ${counted(before)}`,
        send: async () => ofForm(await browser.post(`/admin/customers/${id}/group`, { groupId })),
      };
    }
    case 'note':
      return {
        kind: 'note',
        subject: tag,
        sql: `select concat_ws(' ', count(*), coalesce(sum(exists (
          select 1 from audit where act = 'note_added' and customer_id = ?1 and at = n.at)), 0))
          from customer_notes n where customer_id = ?1 and text = ?2`,
        values: [id, tag],
        whole: '1 1',
        send: async () => ofForm(await browser.post(`/admin/customers/${id}/notes`, { note: tag })),
      };
    case 'points': {
      const buyer = dice.pick(world.people).id;
      return {
        kind: 'points by hand',
        subject: tag,
        sql: `select concat_ws(' ', (select count(*) from points_entries where customer_id = ?1 and reason = ?2),
          (select count(*) from points_entries e where reason = ?2 and exists (
            select 1 from audit where act = 'points_changed' and customer_id = ?1 and at = e.at)),
          (select count(*) from webhook_deliveries w join points_entries e on w.subject ->> 'points_entry_id' = e.id where reason = ?2))`,
        values: [buyer, tag],
        whole: '1 1 1',
        send: async () => ofForm(await browser.post(`/admin/customers/${buyer}/points`, { points: '7', reason: tag })),
      };
    }
    case 'product':
      return {
        kind: 'product',
        subject: tag,
        sql: `select concat_ws(' ', count(*), (select count(*) from audit where act = 'product_added' and instr(after, ?1) > 0))
          from products where sku = ?1`,
        values: [tag],
        whole: '1 1',
        send: async () =>
          ofForm(
            await browser.post('/admin/products', {
              name_en: `Ladder ${tag}`,
              sku: tag,
              price: '49.90',
              taxClass: 'standard',
              visibility: 'everyone',
            }),
          ),
      };
    case 'price': {
      const [list] = query(world.state, 'select id from price_lists where store_id = ? order by id limit 1', store.id);
      const product = name === 'max' ? 'RB-01' : 'SL-02';
      const price = 5000 + Math.floor(dice.roll() * 4000);
      return {
        kind: 'price',
        subject: `price of ${product}`,
        sql: `select coalesce((select i.price_minor from price_list_items i join products p on p.id = i.product_id
          where list_id = ? and p.sku = ? and p.store_id = ?), 'none')`,
        values: [String(list?.id), product, store.id],
        whole: `${price}`,
        send: async () =>
          ofForm(
            await browser.post(`/admin/price-lists/${String(list?.id)}/items`, {
              product,
              price: (price / 100).toFixed(2),
            }),
          ),
      };
    }
    case 'settings': {
      if (name !== 'olive') return otherDeed(world, { browser, name }, dice, tag);
      const days = 31 + Math.floor(dice.roll() * 50);
      const form = {
        registration: 'open',
        activation: 'email',
        passwordAtRegistration: 'chosen',
        forgottenPassword: 'link',
        passwordMinimum: '12',
        removeUnactivatedAfterDays: `${days}`,
      };
      return {
        kind: 'settings',
        subject: 'settings',
        sql: `select policies ->> 'removeUnactivatedAfterDays' from stores where id = ?`,
        values: [store.id],
        whole: `${days}`,
        send: async () => ofForm(await browser.post('/admin/settings/access', form)),
      };
    }
    case 'bulk':
      return {
        kind: 'bulk act',
        subject: `bulk for ${id}`,
        touches: [`customer ${id}`],
        sql: 'select count(*) from bulk_results where customer_id = ?',
        values: [id],
        whole: (before) => `${counted(before)}`,
        send: async () =>
          ofForm(
            await browser.post('/admin/customers/bulk', {
              act: 'group',
              into: 'grp_gold',
              scope: 'ticked',
              customer: id,
            }),
          ),
      };
  }
}
