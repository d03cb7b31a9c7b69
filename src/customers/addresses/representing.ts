// Addresses as partners see and send them. What an address must be is said by the rules of the form: addresses/input.ts.
import { getTableColumns, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import * as z from 'zod';
import { idField, moment, momentOf } from '../../partners/fields.ts';
import { orNull, textSent } from '../details/sent.ts';
import { addresses } from '../schema.ts';
import type { Address } from './addresses.ts';
import { mostAddresses } from './writing.ts';

export const addressId = idField('adr');

const line = z.string().nullable();

export const address = z
  .strictObject({
    id: addressId,
    name: line.meta({ description: 'Who receives what is sent there.' }),
    company: line,
    line1: line,
    line2: line,
    postal_code: line.meta({ description: 'As its country writes it.' }),
    city: line,
    region: line.meta({ description: 'The code of ISO 3166-2 without the country where the country has such.' }),
    country: z.string().meta({ description: 'ISO 3166-1, two letters.', examples: ['IE'] }),
    phone: line,
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
    name: orNull(row.name),
    company: orNull(row.company),
    line1: orNull(row.line1),
    line2: orNull(row.line2),
    postal_code: orNull(row.postalCode),
    city: orNull(row.city),
    region: orNull(row.region),
    country: row.country,
    phone: orNull(row.phone),
    is_default_billing: row.isDefaultBilling,
    is_default_delivery: row.isDefaultDelivery,
    created_at: momentOf(row.createdAt),
    updated_at: momentOf(row.updatedAt),
  };
}

/** What of an address is sent. */
const sent = {
  name: textSent(100),
  company: textSent(100),
  line1: textSent(100),
  line2: textSent(100),
  postal_code: textSent(20),
  city: textSent(100),
  region: textSent(100),
  phone: textSent(40),
  is_default_billing: z.boolean().optional(),
  is_default_delivery: z.boolean().optional(),
};

const country = z
  .string()
  .max(2)
  .meta({ description: 'ISO 3166-1, two letters.', examples: ['IE'] });

/** A new address; which fields it must have depends on its country. */
export const newAddress = z.strictObject({ ...sent, country }).meta({ id: 'NewAddress' });

/** What is to change about an address. */
export const changedAddress = z.strictObject({ ...sent, country: country.optional() }).meta({ id: 'ChangedAddress' });

export type SentAddress = z.output<typeof changedAddress>;

/** What was sent as the form of an address would have it; `before` is what stays where nothing was sent. */
export function asTyped(typed: SentAddress, before?: Address): Record<string, string | undefined> {
  const box = (isTicked: boolean | undefined) => (isTicked ? 'on' : undefined);
  const text = (value: string | null | undefined, was: string | undefined) => (value === undefined ? was : value) ?? '';
  return {
    name: text(typed.name, before?.name),
    company: text(typed.company, before?.company),
    line1: text(typed.line1, before?.line1),
    line2: text(typed.line2, before?.line2),
    postalCode: text(typed.postal_code, before?.postalCode),
    city: text(typed.city, before?.city),
    region: text(typed.region, before?.region),
    country: text(typed.country, before?.country),
    phone: text(typed.phone, before?.phone),
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
