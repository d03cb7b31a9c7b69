// A customer's address book, shared by the stores where they are one. It holds at most `mostAddresses`, of which at most one is
// the default for billing and one for delivery. Every statement names the customer and the store: an address of somebody
// else, or of nobody who is a customer there, is simply not there. Orders keep copies, so an address may change and go at any time.
import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import { batch, reading, type Database, type Statement } from '../../web/database.ts';
import { touching } from '../revisions.ts';
import { addresses } from '../schema.ts';
import type { AddressInput } from './input.ts';
import { columnOf, hasRoom, isCustomer, isLike, isOf, mostAddresses, putting, settingDefault } from './writing.ts';

export { mostAddresses };

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
  const [found] = await batch(db, [isRoomFor(db, who, same), ...adding(db, who, input, now)] as const);
  return found.length === 1 ? { ok: true } : { ok: false, problem: 'full' };
}

/** One row where the book has such an address, or room for another. */
function isRoomFor(db: Database, who: Owner, same: SQL | undefined) {
  const isThere = sql`exists (select 1 from ${addresses} where ${same})`;
  const isRoom = sql<number>`1`.as('is_room');
  return reading(db, { isRoom }).where(sql`${isCustomer(who)} and (${isThere} or ${hasRoom(who)})`);
}

/**
 * The same as statements for the caller's batch, in this order; with `when` only if that condition holds at their place in it.
 * Nothing happens where the book is full. What has no `id` yet is given one.
 */
export function adding(
  db: Database,
  who: Owner,
  input: AddressInput & { id?: string },
  now: number,
  when: SQL = sql`true`,
): Statement[] {
  const same = and(isOf(who), isLike(input));
  const isThere = sql`exists (select 1 from ${addresses} where ${same})`;
  const isOther = sql`exists (select 1 from ${addresses} where ${same} and ${becomesDefault(input)})`;
  const isNews = sql`${isCustomer(who)} and (${isOther} or (${hasRoom(who)} and not ${isThere})) and (${when})`;
  return [...touching(db, who.customerId, now, isNews), ...putting(db, who, input, now, when)];
}

/** Whether an address is not yet a default that it is to be, as a condition. */
function becomesDefault({ isDefaultBilling, isDefaultDelivery }: AddressInput): SQL {
  const { isDefaultBilling: isForBilling, isDefaultDelivery: isForDelivery } = addresses;
  return sql`(${isForBilling} < ${Number(isDefaultBilling)} or ${isForDelivery} < ${Number(isDefaultDelivery)})`;
}

type Found = { ok: true } | { ok: false; problem: 'not_found' };

/** What belongs to a change in its batch: what tells of it, and how the address looked to whoever decided on it, if that matters. */
type Around = { told?: readonly Statement[]; before?: Address };

/**
 * Writes an address anew, its defaults too. Problem: `not_found`, also where it is not as it was `before` any more. `told` goes into the
 * same batch before it.
 */
export async function change(
  db: Database,
  who: Owner,
  { id, told = [], before, ...input }: AddressInput & Around & { id: string },
  now: number,
): Promise<Found> {
  const { isDefaultBilling, isDefaultDelivery, ...written } = input;
  const isIt = isAsRead(who, id, before);
  const isOther = sql`exists (select 1 from ${addresses} where ${isIt} and not (${isSame(input)}))`;
  // Only of what was written: it says by then what it was to say.
  const target = sql`(select ${addresses.id} from ${addresses} where ${and(isTheirs(who, id), isLike(input))})`;
  const [found] = await batch(db, [
    db.select().from(addresses).where(isIt),
    ...told,
    ...touching(db, who.customerId, now, isOther),
    db
      .update(addresses)
      .set({
        ...written,
        ...(isDefaultBilling ? {} : { isDefaultBilling }),
        ...(isDefaultDelivery ? {} : { isDefaultDelivery }),
        updatedAt: now,
      })
      .where(isIt),
    ...(isDefaultBilling ? settingDefault(db, who, 'billing', target) : []),
    ...(isDefaultDelivery ? settingDefault(db, who, 'delivery', target) : []),
  ] as const);
  return outcomeOf(found);
}

/** Says the same as this input, its defaults too. */
function isSame(input: AddressInput) {
  const { isDefaultBilling, isDefaultDelivery } = input;
  return and(
    isLike(input),
    eq(addresses.isDefaultBilling, isDefaultBilling),
    eq(addresses.isDefaultDelivery, isDefaultDelivery),
  );
}

/** Is this address of the customer, and as it was read, if that is given: as a condition on addresses. */
export function isAsRead(who: Owner, id: string, before?: Address) {
  return and(isTheirs(who, id), before && isSame(before), before && eq(addresses.updatedAt, before.updatedAt));
}

/** Removes an address; a default that it was is nobody's then. `told` goes into the same batch. Problem: `not_found`. */
export async function remove(
  db: Database,
  who: Owner,
  { id, told = [] }: { id: string; told?: readonly Statement[] },
  now: number,
): Promise<Found> {
  const isThere = sql`exists (select 1 from ${addresses} where ${isTheirs(who, id)})`;
  const [found] = await batch(db, [
    find(db, who, id),
    ...told,
    ...touching(db, who.customerId, now, isThere),
    db.delete(addresses).where(isTheirs(who, id)),
  ] as const);
  return outcomeOf(found);
}

/** Makes an address the one default of its kind. Problem: `not_found`. */
export async function makeDefault(
  db: Database,
  who: Owner,
  { id, use }: { id: string; use: Use },
  now: number,
): Promise<Found> {
  const isOther = sql`exists (select 1 from ${addresses} where ${isTheirs(who, id)} and ${columnOf(use)} = 0)`;
  const [found] = await batch(db, [
    find(db, who, id),
    ...touching(db, who.customerId, now, isOther),
    ...settingDefault(db, who, use, sql`${id}`),
  ] as const);
  return outcomeOf(found);
}

function isTheirs(who: Owner, id: string) {
  return and(eq(addresses.id, id), isOf(who));
}

function outcomeOf(rows: readonly unknown[]): Found {
  return rows.length === 1 ? { ok: true } : { ok: false, problem: 'not_found' };
}
