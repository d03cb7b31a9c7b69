// Addresses as partners see and send them. What an address must be is said by the rules of the form: addresses/input.ts.
import { getTableColumns, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import * as z from 'zod';
import { country, idField, moment, momentOf } from '../../partners/fields.ts';
import { addresses } from '../schema.ts';
import type { Address } from './addresses.ts';
import { postalAndPhone, postalAsTyped, postalSent, shownPostalAndPhone } from './postal.ts';
import { mostAddresses } from './writing.ts';

export const addressId = idField('adr');

export const address = z
  .strictObject({
    id: addressId,
    customer_id: idField('cus'),
    ...postalAndPhone,
    is_default_billing: z.boolean(),
    is_default_delivery: z.boolean(),
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: 'Address' });

/** An address as partners see it. */
export function shownAddress(row: Address): z.input<typeof address> {
  return {
    id: row.id,
    customer_id: row.customerId,
    ...shownPostalAndPhone(row),
    is_default_billing: row.isDefaultBilling,
    is_default_delivery: row.isDefaultDelivery,
    created_at: momentOf(row.createdAt),
    updated_at: momentOf(row.updatedAt),
  };
}

/** What of an address is sent. */
const sent = { ...postalSent, is_default_billing: z.boolean().optional(), is_default_delivery: z.boolean().optional() };

/** A new address; which fields it must have depends on its country. */
export const newAddress = z.strictObject({ ...sent, country }).meta({ id: 'NewAddress' });

/** What is to change about an address. */
export const changedAddress = z.strictObject({ ...sent, country: country.optional() }).meta({ id: 'ChangedAddress' });

export type SentAddress = z.output<typeof changedAddress>;

/** What was sent as the form of an address would have it; `before` is what stays where nothing was sent. */
export function asTyped(typed: SentAddress, before?: Address): Record<string, string | undefined> {
  const box = (isTicked: boolean | undefined) => (isTicked ? 'on' : undefined);
  return {
    ...postalAsTyped(typed, before),
    isDefaultBilling: box(typed.is_default_billing ?? before?.isDefaultBilling),
    isDefaultDelivery: box(typed.is_default_delivery ?? before?.isDefaultDelivery),
  };
}

/** The book of a customer as JSON, oldest first, as a value in SQL: rows that `shownAddress` takes. */
export function bookOf(customerId: SQLWrapper): SQL<string> {
  const fields = Object.entries(getTableColumns(addresses)).flatMap(([name, column]) => [
    sql.raw(`'${name}'`),
    sql`${column}`,
  ]);
  return sql`(
    select json_group_array(json_object(${sql.join(fields, sql`, `)})) from (
      select * from ${addresses} where ${addresses.customerId} = ${customerId} order by ${addresses.id} limit ${mostAddresses}
    ) as ${addresses})`;
}

const text = z.string();
const box = z.int().transform((value) => value === 1);
const at = z.int();
const bookRead = z.array(
  z.object({
    id: text,
    customerId: text,
    name: text,
    company: text,
    line1: text,
    line2: text,
    postalCode: text,
    city: text,
    region: text,
    country: text,
    phone: text,
    isDefaultBilling: box,
    isDefaultDelivery: box,
    createdAt: at,
    updatedAt: at,
  }),
);

/** The rows of it. */
export function bookIn(json: string): Address[] {
  return bookRead.parse(JSON.parse(json));
}
