// Whom a change of the settings would shut out, counted before it is saved. It is counted only where such a change is asked for: who is no
// active customer is found by reading every membership of the store, guests by reading the orders of the last days.
import { and, eq, gte, inArray, isNotNull, ne, or, sql } from 'drizzle-orm';
import { memberships } from '../customers/schema.ts';
import { orders } from '../orders/schema.ts';
import { owedIn } from '../orders/steps.ts';
import { staff, staffRoles } from '../staff/schema.ts';
import type { Store } from '../stores/stores.ts';
import type { Database } from '../web/database.ts';

/** How far back it is looked who would not have got in. */
export const lookedBackDays = 30;

const day = 86_400_000;

/**
 * Who it is: people who registered by themselves lately; guests who ordered lately; people on record who are no active customers;
 * staff without a second step; whoever has still to transfer what an order costs.
 */
const concerns = ['registered', 'guests', 'not_customers', 'staff', 'transfers'] as const;
export type Concern = (typeof concerns)[number];

/** Of each kind that the change may shut out, the statement that counts them; none where it shuts out nobody. */
export function concernedBy(db: Database, { before, after }: { before: Store; after: Store }, now: number) {
  const counting = { registered, guests, not_customers: notCustomers, staff: withoutSecondStep, transfers };
  return concernsOf(before, after).map((concern) => ({
    concern,
    statement: counting[concern](db, before.id, now - lookedBackDays * day),
  }));
}

function concernsOf({ policies: old }: Store, { policies }: Store): Concern[] {
  const becomes = <Name extends 'registration' | 'shopAccess' | 'checkout'>(name: Name, value: (typeof old)[Name]) =>
    old[name] !== value && policies[name] === value;
  const isClosed = becomes('shopAccess', 'customers_only');
  const hidesPrices = becomes('shopAccess', 'prices_for_customers') && old.shopAccess === 'everyone';
  const shutsGuestsOut = isClosed || hidesPrices || becomes('checkout', 'account_required');
  return [
    ...(becomes('registration', 'invitation') ? (['registered'] as const) : []),
    ...(shutsGuestsOut ? (['guests'] as const) : []),
    ...(isClosed || hidesPrices ? (['not_customers'] as const) : []),
    ...(old.staff.secondStep !== 'required' && policies.staff.secondStep === 'required' ? (['staff'] as const) : []),
    ...(old.shop.bankAccount !== null && policies.shop.bankAccount === null ? (['transfers'] as const) : []),
  ];
}

const count = sql<number>`count(*)`.as('count');

function registered(db: Database, storeId: string, since: number) {
  return db
    .select({ count })
    .from(memberships)
    .where(
      and(eq(memberships.storeId, storeId), isNotNull(memberships.registeredAt), gte(memberships.registeredAt, since)),
    );
}

function guests(db: Database, storeId: string, since: number) {
  return db
    .select({ count: sql<number>`count(distinct ${orders.guestKey})`.as('count') })
    .from(orders)
    .where(and(eq(orders.storeId, storeId), isNotNull(orders.guestKey), gte(orders.placedAt, since)));
}

function notCustomers(db: Database, storeId: string) {
  return db
    .select({ count })
    .from(memberships)
    .where(
      and(eq(memberships.storeId, storeId), or(ne(memberships.status, 'active'), eq(memberships.isAccount, false))),
    );
}

function withoutSecondStep(db: Database, storeId: string) {
  return db
    .select({ count })
    .from(staffRoles)
    .innerJoin(staff, eq(staff.id, staffRoles.staffId))
    .where(
      and(eq(staffRoles.storeId, storeId), sql`${staffRoles.disabledAt} is null and ${staff.secondStepAt} is null`),
    );
}

function transfers(db: Database, storeId: string) {
  const isWaiting = and(eq(orders.storeId, storeId), inArray(orders.status, ['placed', 'paid']));
  return db
    .select({ count })
    .from(orders)
    .where(and(isWaiting, eq(orders.paymentMethod, 'bank_transfer'), sql`${owedIn} > 0`));
}
