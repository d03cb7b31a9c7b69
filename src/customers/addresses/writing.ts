// The statements that write into a customer's address book. Each says for itself whose book it is and what must be true for it.
import { and, eq, ne, sql, type SQL } from 'drizzle-orm';
import type { Database, Statement } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { isMember } from '../customers.ts';
import { addresses } from '../schema.ts';
import type { Owner, Use } from './addresses.ts';
import type { AddressInput } from './input.ts';

/** The most addresses in one book. */
export const mostAddresses = 100;

/**
 * The statements that add an address where `when` holds, unless the book is full or has it already, and make it the default of what
 * it is to be. Who uses them tells of the customer (customers/revisions.ts).
 */
export function putting(db: Database, who: Owner, input: AddressInput, now: number, when: SQL): Statement[] {
  const same = and(isOf(who), isLike(input));
  const insertion = db.insert(addresses).select(sql`
    select ${newId('address', now)}, ${who.customerId}, ${input.name}, ${input.company}, ${input.line1},
      ${input.line2}, ${input.postalCode}, ${input.city}, ${input.region}, ${input.country}, ${input.phone},
      0, 0, ${now}, ${now}
    where ${isCustomer(who)} and ${hasRoom(who)} and not exists (select 1 from ${addresses} where ${same})
      and ${when}`);
  const added = sql`(select min(${addresses.id}) from ${addresses} where ${same} and ${when})`;
  return [
    insertion,
    ...(input.isDefaultBilling ? settingDefault(db, who, 'billing', added) : []),
    ...(input.isDefaultDelivery ? settingDefault(db, who, 'delivery', added) : []),
  ];
}

/** The column that says whether an address is the default of a kind. */
export function columnOf(use: Use) {
  return use === 'billing' ? addresses.isDefaultBilling : addresses.isDefaultDelivery;
}

/**
 * Takes the default from whichever address has it and gives it to the target, for the caller's batch. Nothing happens
 * where the target (an id, as SQL) is not an address of the customer.
 */
export function settingDefault(db: Database, who: Owner, use: Use, target: SQL): Statement[] {
  const set = (is: boolean) => (use === 'billing' ? { isDefaultBilling: is } : { isDefaultDelivery: is });
  const isThere = sql`exists (
    select 1 from ${addresses} as target where target.id = ${target} and target.customer_id = ${who.customerId})`;
  return [
    db
      .update(addresses)
      .set(set(false))
      .where(and(isOf(who), eq(columnOf(use), true), ne(addresses.id, target), isThere)),
    db
      .update(addresses)
      .set(set(true))
      .where(and(isOf(who), eq(addresses.id, target))),
  ];
}

/** Whether there is room for another address in the book. */
export function hasRoom({ customerId }: Owner): SQL {
  return sql`(select count(*) from ${addresses} where ${addresses.customerId} = ${customerId}) < ${mostAddresses}`;
}

/** Belongs to the customer, who is one of the store. */
export function isOf(who: Owner) {
  return and(eq(addresses.customerId, who.customerId), isCustomer(who));
}

/** Whether the owner is a customer of the store, as a condition. */
export function isCustomer({ storeId, customerId }: Owner): SQL {
  return isMember(storeId, sql`${customerId}`);
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
