// What the storage says of an order, as texts of counts: what belongs together is there together.

type Asked = { sql: string; values: string[] };

const numbered = (template: string) =>
  `(select count(*) from outbox where template like '${template}' and data ->> 'number' = o.number and store_id = o.store_id)`;
const told = (type: string) =>
  `(select count(*) from webhook_deliveries where type = '${type}' and subject ->> 'order_id' = o.id)`;

/** Of orders of which `which` holds: how many, with lines, and how often they are in their history, on paper, in the post, and told of. */
export function orderState(which: string, value: string): Asked {
  return {
    sql: `select concat_ws(' ', count(*),
      coalesce(sum(exists (select 1 from order_lines where order_id = o.id)), 0),
      coalesce(sum((select count(*) from order_events where order_id = o.id and event = 'placed')), 0),
      coalesce(sum((select count(*) from documents where order_id = o.id and type = 'order')), 0),
      coalesce(sum(${numbered('order_confirmation%')}), 0), coalesce(sum(${told('order.placed')}), 0))
      from orders o where ${which}`,
    values: [value],
  };
}

export const wholeOrder = '1 1 1 1 1 1';

/** Of one order: its status; how often that is in its history; invoices, credit notes, delivery notes; messages, and webhooks about it. */
export function stepState(orderId: string, event: string): Asked {
  const papers = (type: string) => `(select count(*) from documents where order_id = o.id and type = '${type}')`;
  const mails = `(select count(*) from outbox where template = 'order_status' and data ->> 'number' = o.number
    and store_id = o.store_id and data ->> 'event' = '${event}')`;
  return {
    sql: `select concat_ws(' ', o.status, (select count(*) from order_events where order_id = o.id and event = '${event}'),
      ${papers('invoice')}, ${papers('credit_note')}, ${papers('delivery_note')}, ${mails}, ${told(`order.${event}`)})
      from orders o where o.id = ?`,
    values: [orderId],
  };
}
