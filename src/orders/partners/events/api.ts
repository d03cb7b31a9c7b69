// What partners say happens to an order: each is the verb that staff use, in the name of whoever made the key, with the same messages.
import * as z from 'zod';
import {
  writing,
  type Acting,
  type Asked,
  type Endpoint,
  type Outcome,
  type Place,
} from '../../../partners/contract.ts';
import { byId, nothing } from '../../../partners/fields.ts';
import type { Problem } from '../../../partners/problems.ts';
import { checked, invalid } from '../../../partners/wrong.ts';
import * as audit from '../../../staff/audit/audit.ts';
import { mostMinor } from '../../../ui/amounts.ts';
import { requiredText } from '../../../web/lines.ts';
import { longestNote } from '../../changing/input.ts';
import { note } from '../../changing/noting.ts';
import { longestCode } from '../../details/carriers.ts';
import { parcelSchema } from '../../details/parcels.ts';
import * as handling from '../../handling.ts';
import type { Telling } from '../../taking.ts';
import { expanding } from '../reading/lists.ts';
import { orderBy, shownOrder, versionOf } from '../representing.ts';
import { order } from '../schemas.ts';

const params = byId('ord');
type Named = z.output<typeof params>;
type Of<Body> = Asked<Named, z.output<typeof expanding>, Body>;

/** What every one of these has in common. */
function shared<Body>() {
  return {
    tag: 'Orders',
    scope: 'orders:write',
    method: 'post',
    params,
    query: expanding,
    reply: order,
    version: (asked: Of<Body>, at: Place) => versionOf(at, asked.params.id),
    load: (db: Acting['db'], asked: Of<Body>, at: Place) => orderBy(db, at, asked.params.id, asked.query.expand),
    show: (rows: Parameters<typeof shownOrder>[0], _: unknown, at: Place) => shownOrder(rows, at),
  } as const;
}

/** The problems of a step, beside those of every one. */
function refusalsOf(...own: Problem[]): Problem[] {
  return ['not_found', ...own, 'is_cancelled', 'is_refunded', 'changed_meanwhile'];
}

/** Who acts on which order, and the entry in the audit about it. */
function by(
  { caller: { staff }, ...scene }: Acting,
  { params: { id } }: { params: Named },
  act: audit.Act,
  now: number,
) {
  const told = { by: staff.id, act, after: { order: id } };
  const telling: Telling = (happened) => [audit.entry(scene, told, now, happened)];
  return { scene, acting: { orderId: id, staffId: staff.id }, telling };
}

const payment = z.strictObject({
  amount_minor: z.int().min(1).max(mostMinor).nullish().meta({ description: 'Left out it is all that is owed.' }),
});

const shipment = z.strictObject({
  carrier: z
    .string()
    .max(40)
    .nullish()
    .meta({ description: 'One of the store’s, by its key.', examples: ['dhl'] }),
  tracking_code: z.string().max(longestCode).nullish(),
});

const newNote = z.strictObject({
  text: z.string().min(1).max(longestNote),
  to: z.enum(['staff', 'customer']).meta({ description: 'Who reads it; whoever ordered is sent it.' }),
});

/** Money came: so much, or all of it. */
function pay(from: Acting, asked: Of<z.output<typeof payment>>, now: number): Promise<Outcome> {
  const { scene, acting, telling } = by(from, asked, 'order_paid', now);
  const { amount_minor: amountMinor } = asked.body;
  return typeof amountMinor === 'number'
    ? handling.receivePayment(scene, acting, amountMinor, now, telling)
    : handling.receiveAll(scene, acting, now, telling);
}

/** A parcel left, as the form of staff takes it. */
async function ship(from: Acting, asked: Of<z.output<typeof shipment>>, now: number): Promise<Outcome> {
  const { carrier, tracking_code: trackingCode } = asked.body;
  const parcel = checked(parcelSchema(from.store), { carrier: carrier ?? '', trackingCode: trackingCode ?? '' });
  if (!parcel.ok) return invalid(parcel.fields);
  const { scene, acting, telling } = by(from, asked, 'order_shipped', now);
  return handling.ship(scene, acting, parcel.value, now, telling);
}

async function write(from: Acting, asked: Of<z.output<typeof newNote>>, now: number): Promise<Outcome> {
  const text = checked(requiredText(longestNote), asked.body.text, '/text');
  if (!text.ok) return invalid(text.fields);
  const isTold = asked.body.to === 'customer';
  const { scene, acting, telling } = by(from, asked, isTold ? 'order_told' : 'order_noted', now);
  return note(scene, acting, { text: text.value, isTold }, now, telling);
}

/** What happens to an order as a whole, once. */
type Whole = {
  operation: string;
  what: 'delivery' | 'cancellation' | 'refund' | 'repayment';
  summary: string;
  description?: string;
  refusals: Problem[];
  act: audit.Act;
  verb: typeof handling.deliver;
};

function whole({ operation, what, summary, description, refusals, act, verb }: Whole): Endpoint {
  return writing({
    ...shared<z.output<typeof nothing>>(),
    operation,
    path: `/orders/{id}/${what}`,
    summary,
    ...(description === undefined ? {} : { description }),
    example: { path: `/orders/${examples[what]}/${what}`, body: {} },
    body: nothing,
    refusals: refusalsOf(...refusals),
    act: (from, asked, now) => {
      const { scene, acting, telling } = by(from, asked, act, now);
      return verb(scene, acting, now, telling);
    },
  });
}

/** Orders of the demo to which this can happen. */
const examples = {
  delivery: 'ord_ada5',
  cancellation: 'ord_tillwaitstoo',
  refund: 'ord_ada4',
  repayment: 'ord_tilloverpaid',
};

export const orderEvents: Endpoint[] = [
  writing({
    ...shared<z.output<typeof payment>>(),
    operation: 'payOrder',
    path: '/orders/{id}/payments',
    summary: 'Money came for an order',
    description:
      'Once it is all there, the order is paid and counts as turnover, points are earned and the invoice is issued.',
    example: { path: '/orders/ord_tillwaits/payments', body: { amount_minor: 1000 } },
    body: payment,
    refusals: refusalsOf('is_paid', 'amount_invalid'),
    act: pay,
  }),
  writing({
    ...shared<z.output<typeof shipment>>(),
    operation: 'shipOrder',
    path: '/orders/{id}/shipment',
    summary: 'An order has left',
    description:
      'Its delivery note is issued, and the invoice where there is none; whoever ordered is told, with a link to the parcel.',
    example: { path: '/orders/ord_tillpaid/shipment', body: { carrier: 'dpd', tracking_code: '01234567890123' } },
    body: shipment,
    refusals: refusalsOf('is_shipped', 'not_paid'),
    act: ship,
  }),
  whole({
    operation: 'deliverOrder',
    what: 'delivery',
    summary: 'An order has arrived',
    description: 'What was in it can be rated.',
    refusals: ['not_shipped', 'is_delivered'],
    act: 'order_delivered',
    verb: handling.deliver,
  }),
  whole({
    operation: 'cancelOrder',
    what: 'cancellation',
    summary: 'An order comes to nothing',
    description:
      'One that nobody has paid or shipped. Stock and points come back; an invoice is taken back by a credit note.',
    refusals: ['is_shipped', 'is_paid'],
    act: 'order_cancelled',
    verb: handling.cancel,
  }),
  whole({
    operation: 'refundOrder',
    what: 'refund',
    summary: 'Everything that is held for an order went back',
    description: 'The order comes to nothing. The money itself moves elsewhere.',
    refusals: ['not_paid'],
    act: 'order_refunded',
    verb: handling.refund,
  }),
  whole({
    operation: 'repayOrder',
    what: 'repayment',
    summary: 'What was paid too much went back',
    description: 'Of an order that costs less than was paid for it; the order stands.',
    refusals: ['not_too_much'],
    act: 'order_repaid',
    verb: handling.repay,
  }),
  writing({
    ...shared<z.output<typeof newNote>>(),
    operation: 'addOrderNote',
    path: '/orders/{id}/notes',
    summary: 'Write a note about an order',
    example: { path: '/orders/ord_ada6/notes', body: { text: 'Rings at the side door.', to: 'staff' } },
    body: newNote,
    refusals: ['not_found', 'nobody', 'changed_meanwhile'],
    act: write,
  }),
];
