// What staff do to orders.
import type { Dice } from '../../../src/demo/dice.ts';
import { query } from '../mortal.ts';
import type { Browser } from '../plain-browser.ts';
import { ofForm, type Deed } from './deeds.ts';
import { stepState } from './states.ts';
import { store, type World } from './world.ts';

/** Somebody at work, who does not touch what others are at. */
export type Clerk = { browser: Browser; name: string };

/** The next step of an order of a guest; of those the one clerk has the even numbers, the other the odd ones. */
export function orderDeed({ state }: World, { browser, name }: Clerk, dice: Dice, tag: string): Deed | null {
  const found = query(
    state,
    `select id, status, total_minor, rebate_minor, revision from orders where guest_key is not null and store_id = ?
      and substr(number, 6) % 2 = ? and status in ('placed', 'paid', 'shipped', 'delivered')
      and email like 'x%' and paid_minor in (0, total_minor) order by id desc limit 6`,
    store.id,
    name === 'max' ? 0 : 1,
  );
  if (found.length === 0) return null;
  const order = dice.pick(found);
  const id = String(order.id);
  const post = async (step: string, form: Record<string, string> = {}) =>
    ofForm(await browser.post(`/admin/orders/${id}/${step}`, form));
  const step = (event: string, whole: string, send: Deed['send']): Deed => ({
    kind: `order ${event}`,
    subject: `order ${id}`,
    ...stepState(id, event),
    whole,
    send,
  });
  switch (order.status) {
    case 'placed': {
      const amount = (Number(order.total_minor) / 100).toFixed(2);
      const one = dice.roll();
      if (one < 0.5) return step('paid', 'paid 1 1 0 0 1 1', () => post('payments', { amount }));
      if (one < 0.6) return step('cancelled', 'cancelled 1 0 0 0 1 1', () => post('cancellation'));
      return one < 0.8 ? changeDeed(browser, order, tag) : noteDeed(browser, id, tag);
    }
    case 'paid':
      if (dice.roll() < 0.3) return step('refunded', 'refunded 1 1 1 0 1 1', () => post('refund'));
      return step('shipped', 'shipped 1 1 0 1 1 1', () =>
        post('shipment', { carrier: 'dpd', trackingCode: '01234567890123' }),
      );
    case 'shipped':
      return step('delivered', 'delivered 1 1 0 1 1 1', () => post('delivery'));
    default:
      return step('refunded', 'refunded 1 1 1 1 1 1', () => post('refund'));
  }
}

/** A rebate of a cent more. */
function changeDeed(browser: Browser, order: Record<string, unknown>, tag: string): Deed {
  const id = String(order.id);
  const rebate = Number(order.rebate_minor) + 1;
  return {
    kind: 'order changed by hand',
    subject: `order ${id}`,
    sql: `select concat_ws(' ', rebate_minor, (select count(*) from order_events where order_id = o.id and text = ?),
      total_minor = items_minor + shipping_minor - rebate_minor - points_minor) from orders o where id = ?`,
    values: [tag, id],
    whole: `${rebate} 1 1`,
    send: async () =>
      ofForm(
        await browser.post(`/admin/orders/${id}/change?revision=${String(order.revision)}`, {
          rebate: (rebate / 100).toFixed(2),
          why: tag,
        }),
      ),
  };
}

/** A word to whoever ordered. */
function noteDeed(browser: Browser, id: string, tag: string): Deed {
  return {
    kind: 'order note',
    subject: tag,
    sql: `select concat_ws(' ', (select count(*) from order_events where order_id = ?1 and text = ?2),
      (select count(*) from outbox where template = 'order_note' and instr(data, ?2) > 0))`,
    values: [id, tag],
    whole: '1 1',
    send: async () => ofForm(await browser.post(`/admin/orders/${id}/notes`, { text: tag, to: 'customer' })),
  };
}
