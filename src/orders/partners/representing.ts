// Orders as partners see them: what is read of them, one statement for any number, and what is shown of that. Names of tables in columns
// are literal where a part of them is read from beside.
import { eq, and, getTableColumns, sql, type SQL } from 'drizzle-orm';
import type * as z from 'zod';
import type { Place } from '../../partners/contract.ts';
import { externalIdOf } from '../../partners/external-ids.ts';
import { shownPostalAndPhone } from '../../customers/addresses/postal.ts';
import { momentOf, orNull } from '../../partners/fields.ts';
import { refused, type Refusal } from '../../partners/problems.ts';
import { chooseLanguage } from '../../web/i18n.ts';
import type { Database, Results } from '../../web/database.ts';
import { eventsAt } from '../desk/desk.ts';
import { trackingLink } from '../details/carriers.ts';
import { taxesIn } from '../papers/content.ts';
import { papersAt } from '../papers/list.ts';
import { orders, type orderLines } from '../schema.ts';
import { own } from '../statuses/showing.ts';
import { owed } from '../steps.ts';
import type { listed, order } from './schemas.ts';

/** What may be shown beside an order. */
export const expansions = ['lines', 'customer'] as const;
export type Expansion = (typeof expansions)[number];

type Line = Omit<typeof orderLines.$inferSelect, 'orderId'>;
type Customer = { id: string; externalId: string | null; name: string; email: string; company: string };

const lines = sql.raw(`(
  select json_group_array(json_object('position', position, 'productId', product_id, 'sku', sku, 'name', name, 'quantity', quantity,
    'listPriceMinor', list_price_minor, 'unitPriceMinor', unit_price_minor, 'taxBasisPoints', tax_basis_points,
    'totalMinor', total_minor, 'taxMinor', tax_minor))
  from (select * from order_lines where order_lines.order_id = orders.id order by order_lines.position))`);

function customerIn(partner: SQL): SQL {
  return sql`(
    select json_object('id', customers.id, 'externalId', ${externalIdOf(partner, sql`customers.id`)}, 'name', customers.name,
      'email', customers.email, 'company', customers.company)
    from customers where customers.id = orders.customer_id)`;
}

type Order = typeof orders.$inferSelect;

/** The columns of an order as values in SQL, so that a list can say by which index it goes; each is what its column is. */
function everyColumn(): { [Name in keyof Order]: SQL.Aliased<Order[Name]> };
function everyColumn(): Record<string, SQL.Aliased> {
  const columns = Object.entries(getTableColumns(orders));
  return Object.fromEntries(columns.map(([name, column]) => [name, sql`${column}`.mapWith(column).as(name)]));
}

/** What is read of an order, as columns of `orders`. */
export function columnsOf({ partner }: Pick<Place, 'partner'>, wanted: readonly Expansion[]) {
  const json = (name: Expansion, part: SQL) => sql`${wanted.includes(name) ? part : sql`null`}`;
  return {
    ...everyColumn(),
    own,
    externalId: externalIdOf(partner, sql`orders.id`).as('external_id'),
    lines: sql<Line[] | null>`${json('lines', lines)}`.mapWith(linesRead).as('lines_json'),
    customer: sql<Customer | null>`${json('customer', customerIn(partner))}`.mapWith(customerRead).as('customer_json'),
  };
}

function linesRead(json: string): Line[] | null {
  return JSON.parse(json);
}

function customerRead(json: string): Customer | null {
  return JSON.parse(json);
}

/** The statements that read one order of the store, by its id (also as a value in SQL), for one batch. */
export function orderBy(db: Database, place: Place, id: string | SQL, wanted: readonly Expansion[] = []) {
  const storeId = place.store.id;
  return [
    db
      .select(columnsOf(place, [...wanted, 'lines']))
      .from(orders)
      .where(and(eq(orders.id, id), eq(orders.storeId, storeId))),
    eventsAt(db, storeId, id),
    papersAt(db, storeId, id),
  ] as const;
}

/** What changes with each change of an order, as a value in SQL. */
export function versionOf({ store }: Place, id: string | SQL): SQL {
  return sql`(select seen.revision from ${orders} as seen where seen.id = ${id} and seen.store_id = ${store.id})`;
}

type Read = Results<ReturnType<typeof orderBy>>;
export type Row = Read[0][number];

/** One order; `not_found` where there is none. */
export function shownOrder([[row], events, documents]: Read, place: Place): z.input<typeof order> | Refusal {
  if (!row) return refused('not_found');
  const found = row.lines ?? [];
  return {
    ...shownFields(row, place),
    lines: found.map(shownLine),
    taxes: taxesIn({ ...row, lines: found }).map(({ taxBasisPoints, netMinor, taxMinor }) => ({
      tax_basis_points: taxBasisPoints,
      net_minor: netMinor,
      tax_minor: taxMinor,
    })),
    events: events.map(({ id, event, at, amountMinor, note, names, by, changes }) => ({
      id,
      type: event,
      at: momentOf(at),
      amount_minor: amountMinor,
      text: orNull(note),
      status_names: names,
      by,
      changes: (changes ?? []).map(({ what, name, before, after }) => ({ what, name: name ?? null, before, after })),
    })),
    documents: documents.map(({ id, type, number }) => ({ id, type, number })),
  };
}

/** One of a list. */
export function shownListed(row: Row, place: Place): z.input<typeof listed> {
  return { ...shownFields(row, place), lines: row.lines?.map(shownLine) ?? null };
}

function shownFields(row: Row, { store }: Place) {
  const isOver = row.cancelledAt !== null || row.refundedAt !== null;
  return {
    id: row.id,
    number: row.number,
    external_id: row.externalId,
    customer_id: row.customerId,
    customer: row.customer && shownCustomer(row.customer),
    is_guest: row.guestKey !== null,
    email: orNull(row.email),
    phone: orNull(row.phone),
    vat_id: orNull(row.vatId),
    billing: row.billing && shownPostalAndPhone(row.billing),
    delivery: row.delivery && shownPostalAndPhone(row.delivery),
    language: chooseLanguage(store.languages, [row.language]),
    status: row.status,
    own_status: row.own && row.statusId !== null ? { id: row.statusId, names: row.own.names } : null,
    currency: row.currency,
    summary: row.summary,
    item_count: row.itemCount,
    items_minor: row.itemsMinor,
    shipping: {
      name: orNull(row.shippingName),
      price_minor: row.shippingMinor,
      tax_basis_points: row.shippingTaxBasisPoints,
    },
    group_name: orNull(row.groupName),
    discount_basis_points: row.discountBasisPoints,
    rebate_minor: row.rebateMinor,
    points_spent: row.pointsSpent,
    points_minor: row.pointsMinor,
    total_minor: row.totalMinor,
    tax_minor: row.taxMinor,
    is_reverse_charge: row.isReverseCharge,
    payment_method: row.paymentMethod,
    paid_minor: row.paidMinor,
    refunded_minor: row.refundedMinor,
    owed_minor: isOver ? 0 : owed(row),
    due_at: momentOf(row.dueAt),
    paid_at: momentOf(row.paidAt),
    carrier: orNull(row.carrier),
    tracking_code: orNull(row.trackingCode),
    tracking_url: trackingLink(row.carrier, row.trackingCode),
    placed_at: momentOf(row.placedAt),
    shipped_at: momentOf(row.shippedAt),
    delivered_at: momentOf(row.deliveredAt),
    cancelled_at: momentOf(row.cancelledAt),
    refunded_at: momentOf(row.refundedAt),
    updated_at: row.updatedAt === 0 ? null : momentOf(row.updatedAt),
  };
}

function shownLine(line: Line) {
  return {
    position: line.position,
    product_id: line.productId,
    sku: orNull(line.sku),
    name: line.name,
    quantity: line.quantity,
    list_price_minor: line.listPriceMinor,
    unit_price_minor: line.unitPriceMinor,
    tax_basis_points: line.taxBasisPoints,
    total_minor: line.totalMinor,
    tax_minor: line.taxMinor,
  };
}

function shownCustomer({ id, externalId, name, email, company }: Customer) {
  return { id, external_id: externalId, name: orNull(name), email, company: orNull(company) };
}
