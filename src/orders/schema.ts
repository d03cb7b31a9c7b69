import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { products } from '../catalog/schema.ts';
import { customers } from '../customers/schema.ts';
import { stores } from '../stores/schema.ts';
import { orderStatuses } from './statuses/schema.ts';

/** An address as it was when the order was placed. */
export type CopiedAddress = {
  name: string;
  company: string;
  line1: string;
  line2: string;
  postalCode: string;
  city: string;
  region: string;
  country: string;
  phone: string;
};

/**
 * An order. It copies what it depends on: prices, group, discount, addresses, tax. Amounts are in minor units of its currency and
 * include tax. The person goes from it when they are erased; the amounts stay.
 */
export const orders = sqliteTable(
  'orders',
  {
    id: text('id').primaryKey(),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    /** Null for a guest's, and once the customer is erased. */
    customerId: text('customer_id').references(() => customers.id),
    /** As people say it: `2026-00412`; one after the other in a store and year. */
    number: text('number').notNull(),
    language: text('language').notNull(),
    currency: text('currency').notNull(),
    status: text('status', {
      enum: ['placed', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded'],
    }).notNull(),
    email: text('email').notNull(),
    /** A guest's address as it is compared, and the hash of the secret that opens the order's page; null for a customer's. */
    guestKey: text('guest_key'),
    secretHash: text('secret_hash'),
    phone: text('phone').notNull(),
    vatId: text('vat_id').notNull(),
    billing: text('billing', { mode: 'json' }).$type<CopiedAddress>(),
    delivery: text('delivery', { mode: 'json' }).$type<CopiedAddress>(),
    /** The group's name and discount then. */
    groupName: text('group_name').notNull(),
    discountBasisPoints: integer('discount_basis_points').notNull(),
    /** What lists say of it: the first line's name, and how many pieces there are of everything. */
    summary: text('summary').notNull(),
    itemCount: integer('item_count').notNull(),
    /** The lines after the discount. */
    itemsMinor: integer('items_minor').notNull(),
    shippingName: text('shipping_name').notNull(),
    shippingMinor: integer('shipping_minor').notNull(),
    shippingTaxBasisPoints: integer('shipping_tax_basis_points').notNull(),
    pointsSpent: integer('points_spent').notNull(),
    /** What the points were worth; it comes off. */
    pointsMinor: integer('points_minor').notNull(),
    totalMinor: integer('total_minor').notNull(),
    /** The tax in the total. */
    taxMinor: integer('tax_minor').notNull(),
    /** Whether the buyer owes the tax, in another country of the European Union: then the prices are without it. */
    isReverseCharge: integer('is_reverse_charge', { mode: 'boolean' }).notNull().default(false),
    paymentMethod: text('payment_method', { enum: ['bank_transfer', 'cash_on_delivery', 'elsewhere'] }).notNull(),
    paidMinor: integer('paid_minor').notNull().default(0),
    refundedMinor: integer('refunded_minor').notNull().default(0),
    carrier: text('carrier').notNull().default(''),
    trackingCode: text('tracking_code').notNull().default(''),
    placedAt: integer('placed_at').notNull(),
    dueAt: integer('due_at'),
    paidAt: integer('paid_at'),
    shippedAt: integer('shipped_at'),
    deliveredAt: integer('delivered_at'),
    cancelledAt: integer('cancelled_at'),
    refundedAt: integer('refunded_at'),
    /** Since when its customer is erased: what it says of them goes too, as soon as it is not open any more. */
    erasedAt: integer('erased_at'),
    /** A status of the store's own, and since when; null for the one that the event itself says. */
    statusId: text('status_id').references(() => orderStatuses.id),
    statusAt: integer('status_at'),
    /** What staff have taken off the whole. */
    rebateMinor: integer('rebate_minor').notNull().default(0),
    /** Of an unpaid order: how many days late it was when the last rule about that did something; 0 before. */
    remindedDays: integer('reminded_days').notNull().default(0),
    /** The how-manieth change of an order of the store this one's last was: src/orders/revisions.ts. */
    revision: integer('revision').notNull().default(0),
    /** When that was; 0 for what has not changed since revisions are written. */
    updatedAt: integer('updated_at').notNull().default(0),
  },
  (table) => [
    uniqueIndex('orders_number').on(table.storeId, table.number),
    index('orders_customer').on(table.customerId, table.storeId, table.placedAt, table.id),
    index('orders_customer_pool').on(table.customerId, table.placedAt, table.id),
    index('orders_customer_status').on(table.customerId, table.storeId, table.status, table.placedAt, table.id),
    index('orders_guest')
      .on(table.storeId, table.guestKey, table.placedAt, table.id)
      .where(sql`guest_key is not null`),
    index('orders_placed').on(table.storeId, table.placedAt, table.id),
    index('orders_status').on(table.storeId, table.status, table.placedAt, table.id),
    index('orders_revision').on(table.storeId, table.revision),
    index('orders_updated').on(table.storeId, table.updatedAt),
    index('orders_own_status')
      .on(table.statusId, table.placedAt, table.id)
      .where(sql`status_id is not null`),
    index('orders_own_status_since')
      .on(table.statusId, table.statusAt)
      .where(sql`status_id is not null`),
    index('orders_due')
      .on(table.storeId, table.dueAt)
      .where(sql`due_at is not null and paid_at is null and cancelled_at is null`),
    index('orders_reminded')
      .on(table.storeId, table.remindedDays, table.dueAt)
      .where(sql`due_at is not null and paid_at is null and cancelled_at is null`),
  ],
);

/** What was ordered, as it was called and cost then. */
export const orderLines = sqliteTable(
  'order_lines',
  {
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id),
    position: integer('position').notNull(),
    /** Null for what is no product of the store. */
    productId: text('product_id').references(() => products.id),
    sku: text('sku').notNull(),
    name: text('name').notNull(),
    quantity: integer('quantity').notNull(),
    /** Of one, before the discount; after it. */
    listPriceMinor: integer('list_price_minor').notNull(),
    unitPriceMinor: integer('unit_price_minor').notNull(),
    taxBasisPoints: integer('tax_basis_points').notNull(),
    totalMinor: integer('total_minor').notNull(),
    taxMinor: integer('tax_minor').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orderId, table.position] })],
);

/** A product that a customer has received at a store, once each; what there is to rate. */
export const purchases = sqliteTable(
  'purchases',
  {
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    productId: text('product_id')
      .notNull()
      .references(() => products.id),
    /** By which order first. */
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id),
    at: integer('at').notNull(),
    ratedAt: integer('rated_at'),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.customerId, table.productId] }),
    index('purchases_customer').on(table.customerId),
    index('purchases_unrated')
      .on(table.customerId, table.storeId, table.at)
      .where(sql`rated_at is null`),
  ],
);

/** A word by which a customer finds an order of theirs: its number, and the words of what was in it. */
export const orderTerms = sqliteTable(
  'order_terms',
  {
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    storeId: text('store_id')
      .notNull()
      .references(() => stores.id),
    term: text('term').notNull(),
    placedAt: integer('placed_at').notNull(),
    orderId: text('order_id')
      .notNull()
      .references(() => orders.id),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.storeId, table.term, table.placedAt, table.orderId] }),
    index('order_terms_order').on(table.orderId),
  ],
);
