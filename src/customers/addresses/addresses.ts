// A customer's address book, shared by the stores where they are one. It holds at most `mostAddresses`, of which at most one is
// the default for billing and one for delivery. Every statement names the customer and the store: an address of somebody
// else, or of nobody who is a customer there, is simply not there. Orders keep copies, so an address may change and go at any time.
import { and, asc, eq, ne, sql, type SQL } from 'drizzle-orm';
import { batch, type Database, type Statement } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { isMember } from '../customers.ts';
import { addresses } from '../schema.ts';
import type { AddressInput } from './input.ts';

/** The most addresses in one book. */
export const mostAddresses = 100;

/** What an address may be the default for. */
export const uses = ['billing', 'delivery'] as const;
export type Use = (typeof uses)[number];

/** Whose book it is, and at which store they are a customer. */
export type Owner = { storeId: string; customerId: string };

export type Address = typeof addresses.$inferSelect;

/** The addresses of the customer, oldest first. */
export function book(db: Database, who: Owner) {
  return db.select().from(addresses).where(isOf(who)).orderBy(asc(addresses.id)).limit(mostAddresses);
}

/** The customer's default addresses, at most two and at most so many; what is read does not grow with the book. */
export function defaultsOf(db: Database, who: Owner, limit = 2) {
  // As the indexes of default addresses say it, literally: SQLite uses them for nothing else.
  const those = sql`(
    select id from ${addresses} where customer_id = ${who.customerId} and is_default_billing = 1
    union select id from ${addresses} where customer_id = ${who.customerId} and is_default_delivery = 1)`;
  return db
    .select()
    .from(addresses)
    .where(and(sql`${addresses.id} in ${those}`, isCustomer(who)))
    .orderBy(asc(addresses.id))
    .limit(limit);
}

/** One address of the customer; none where it is not theirs. */
export function find(db: Database, who: Owner, id: string) {
  return db.select().from(addresses).where(isTheirs(who, id));
}

/** How many addresses the book holds, and whether it has a default of each kind (1 or 0). One row. */
export function summaryOf(db: Database, who: Owner) {
  return db
    .select({
      count: sql<number>`count(*)`,
      hasDefaultBilling: sql<number>`coalesce(max(${addresses.isDefaultBilling}), 0)`,
      hasDefaultDelivery: sql<number>`coalesce(max(${addresses.isDefaultDelivery}), 0)`,
    })
    .from(addresses)
    .where(isOf(who));
}

/** Adds an address; one that the book has already stays one. Problem: `full`. */
export async function add(
  db: Database,
  who: Owner,
  input: AddressInput,
  now: number,
): Promise<{ ok: true } | { ok: false; problem: 'full' }> {
  const same = and(isOf(who), isLike(input));
  const { insertion, defaults } = adding(db, who, input, now);
  const [, found] = await batch(db, [
    insertion,
    db.select({ id: addresses.id }).from(addresses).where(same).limit(1),
    ...defaults,
  ]);
  return found.length === 1 ? { ok: true } : { ok: false, problem: 'full' };
}

/**
 * The same as statements for the caller's batch, in this order; with `when` only if that condition holds at their place in it.
 * Nothing happens where the book is full. What has no `id` yet is given one.
 */
export function adding(
  db: Database,
  who: Owner,
  { id, ...input }: AddressInput & { id?: string | undefined },
  now: number,
  when: SQL = sql`true`,
): { insertion: Statement; defaults: Statement[] } {
  const same = and(isOf(who), isLike(input));
  const insertion = db.insert(addresses).select(sql`
    select ${id ?? newId('address', now)}, ${who.customerId}, ${input.name}, ${input.company}, ${input.line1},
      ${input.line2}, ${input.postalCode}, ${input.city}, ${input.region}, ${input.country}, ${input.phone},
      0, 0, ${now}, ${now}
    where ${isCustomer(who)}
      and (select count(*) from ${addresses} where ${addresses.customerId} = ${who.customerId}) < ${mostAddresses}
      and not exists (select 1 from ${addresses} where ${same})
      and ${when}`);
  const added = sql`(select min(${addresses.id}) from ${addresses} where ${same} and ${when})`;
  return {
    insertion,
    defaults: [
      ...(input.isDefaultBilling ? settingDefault(db, who, 'billing', added) : []),
      ...(input.isDefaultDelivery ? settingDefault(db, who, 'delivery', added) : []),
    ],
  };
}

type Found = { ok: true } | { ok: false; problem: 'not_found' };

/** What belongs to a change in its batch: that it is told, and how the address looked to whoever decided on it, if that matters. */
type Around = { told?: readonly Statement[]; before?: Address };

/** Writes an address anew, its defaults too. Problem: `not_found`, also where it is not as it was `before` any more. */
export async function change(
  db: Database,
  who: Owner,
  { id, told = [], before, ...input }: AddressInput & Around & { id: string },
  now: number,
): Promise<Found> {
  const { isDefaultBilling, isDefaultDelivery, ...written } = input;
  const isAsBefore = before && and(isLike(before), eq(addresses.updatedAt, before.updatedAt));
  // Only of what was written: it says now what it was to say.
  const target = sql`(select ${addresses.id} from ${addresses} where ${and(isTheirs(who, id), isLike(input))})`;
  const [changed] = await batch(db, [
    db
      .update(addresses)
      .set({
        ...written,
        ...(isDefaultBilling ? {} : { isDefaultBilling }),
        ...(isDefaultDelivery ? {} : { isDefaultDelivery }),
        updatedAt: now,
      })
      .where(and(isTheirs(who, id), isAsBefore))
      .returning({ id: addresses.id }),
    ...told,
    ...(isDefaultBilling ? settingDefault(db, who, 'billing', target) : []),
    ...(isDefaultDelivery ? settingDefault(db, who, 'delivery', target) : []),
  ]);
  return outcomeOf(changed);
}

/** Removes an address; a default that it was is nobody's then. `told` goes into the same batch behind it. Problem: `not_found`. */
export async function remove(db: Database, who: Owner, id: string, told: readonly Statement[] = []): Promise<Found> {
  const [removed] = await batch(db, [
    db.delete(addresses).where(isTheirs(who, id)).returning({ id: addresses.id }),
    ...told,
  ]);
  return outcomeOf(removed);
}

/** Makes an address the one default of its kind. Problem: `not_found`. */
export async function makeDefault(db: Database, who: Owner, { id, use }: { id: string; use: Use }): Promise<Found> {
  const [found] = await batch(db, [find(db, who, id), ...settingDefault(db, who, use, sql`${id}`)]);
  return outcomeOf(found);
}

/**
 * Takes the default from whichever address has it and gives it to the target, for the caller's batch. Nothing happens
 * where the target (an id, as SQL) is not an address of the customer.
 */
function settingDefault(db: Database, who: Owner, use: Use, target: SQL): Statement[] {
  const column = use === 'billing' ? addresses.isDefaultBilling : addresses.isDefaultDelivery;
  const set = (is: boolean) => (use === 'billing' ? { isDefaultBilling: is } : { isDefaultDelivery: is });
  const isThere = sql`exists (
    select 1 from ${addresses} as target where target.id = ${target} and target.customer_id = ${who.customerId})`;
  return [
    db
      .update(addresses)
      .set(set(false))
      .where(and(isOf(who), eq(column, true), ne(addresses.id, target), isThere)),
    db
      .update(addresses)
      .set(set(true))
      .where(and(isOf(who), eq(addresses.id, target))),
  ];
}

/** Belongs to the customer, who is one of the store. */
export function isOf(who: Owner) {
  return and(eq(addresses.customerId, who.customerId), isCustomer(who));
}

function isCustomer({ storeId, customerId }: Owner): SQL {
  return isMember(storeId, sql`${customerId}`);
}

function isTheirs(who: Owner, id: string) {
  return and(eq(addresses.id, id), isOf(who));
}

/** Says the same as this input, defaults aside. */
export function isLike(input: AddressInput) {
  return and(
    eq(addresses.name, input.name),
    eq(addresses.company, input.company),
    eq(addresses.line1, input.line1),
    eq(addresses.line2, input.line2),
    eq(addresses.postalCode, input.postalCode),
    eq(addresses.city, input.city),
    eq(addresses.region, input.region),
    eq(addresses.country, input.country),
    eq(addresses.phone, input.phone),
  );
}

function outcomeOf(rows: readonly unknown[]): Found {
  return rows.length === 1 ? { ok: true } : { ok: false, problem: 'not_found' };
}
