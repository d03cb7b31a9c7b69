// A customer as partners see them: the person, and what they are at the store of the key. One statement reads it, of one or of many.
import { and, eq, is, sql, SQL } from 'drizzle-orm';
import * as z from 'zod';
import type { Place } from '../partners/contract.ts';
import { externalIdOf } from '../partners/external-ids.ts';
import {
  basisPoints,
  byId,
  currency,
  expandOf,
  externalId,
  idField,
  moment,
  momentOf,
  orNull,
  textOrNull as text,
} from '../partners/fields.ts';
import type { Database } from '../web/database.ts';
import { languages } from '../web/i18n.ts';
import { address, bookIn, bookOf, shownAddress } from './addresses/representing.ts';
import { customers, memberships } from './schema.ts';

/** Parameters of a path that is about one customer. */
export const ofCustomer = byId('cus');

/** What else may be asked for at once. */
export const expand = expandOf(['addresses', 'group']);

export const expanding = z.strictObject({ expand });

export const customer = z
  .strictObject({
    id: idField('cus'),
    external_id: externalId.nullable().meta({ description: 'What you call them; other partners do not see it.' }),
    email: z.string(),
    name: text,
    phone: text.meta({ description: 'In international notation.', examples: ['+353 1 555 0100'] }),
    company: text,
    vat_id: text.meta({
      description: 'With the letters of its country; its form is checked, not whether it is in force.',
    }),
    birth_date: text.meta({ examples: ['1985-12-10'] }),
    language: z.enum(languages).nullable().meta({ description: 'Their own choice; null follows the browser.' }),
    status: z.enum(memberships.status.enumValues).meta({
      description: '`pending` waits for activation, `active` may act, `denied` has the terms of a visitor.',
    }),
    is_registered: z
      .boolean()
      .meta({ description: 'Whether they have a login or have registered, and are no mere contact.' }),
    group_id: idField('grp').meta({ description: 'Whoever is in no other group is in the default group.' }),
    is_group_by_hand: z.boolean().meta({ description: 'Whether the group was chosen; the rules leave it alone then.' }),
    group: z
      .strictObject({
        id: idField('grp'),
        name: z.string(),
        discount_basis_points: basisPoints,
        is_default: z.boolean(),
      })
      .nullable()
      .meta({ description: 'Null unless asked for by `expand`.' }),
    turnover_minor: z.int().meta({ description: 'What they have bought here.' }),
    currency,
    order_count: z.int(),
    last_order_at: moment.nullable(),
    points: z.int(),
    newsletter_at: moment.nullable().meta({ description: 'When they asked for the newsletter; null without consent.' }),
    answers: z
      .record(z.string(), z.string())
      .meta({ description: 'What they answered to fields of the store’s own, by their keys; a ticked box is `on`.' }),
    addresses: z.array(address).nullable().meta({ description: 'Null unless asked for by `expand`.' }),
    created_at: moment,
    registered_at: moment.nullable(),
    activated_at: moment.nullable(),
    denied_at: moment.nullable(),
    updated_at: moment,
  })
  .meta({ id: 'Customer' });

const groupColumns = ['id', 'name', 'discount_basis_points', 'is_default'];

/** What is read of a customer. Groups are above customers, hence their table by its name. */
function columnsOf({ store, partner }: Standing, wanted: readonly string[]) {
  const groupId = sql<string>`coalesce(${memberships.groupId}, (select standard.id from groups as standard where standard.store_id = ${store.id} and standard.is_default = 1))`;
  const groupJson = sql.raw(groupColumns.map((name) => `'${name}', theirs.${name}`).join(', '));
  const none = sql<null>`null`;
  return {
    id: sql<string>`${memberships.customerId}`.as('customer_id'),
    externalId: externalIdOf(partner, memberships.customerId).as('external_id'),
    email: sql<string>`${customers.email}`.as('email'),
    name: sql<string>`${customers.name}`.as('name'),
    phone: sql<string>`${customers.phone}`.as('phone'),
    company: sql<string>`${customers.company}`.as('company'),
    vatId: sql<string>`${customers.vatId}`.as('vat_id'),
    birthDate: sql<string>`${customers.birthDate}`.as('birth_date'),
    language: sql<string | null>`${customers.language}`.as('language'),
    status: sql<typeof memberships.$inferSelect.status>`${memberships.status}`.as('status'),
    isRegistered: sql<number>`${memberships.isAccount}`.as('is_registered'),
    groupId: groupId.as('group_id'),
    isGroupByHand: sql<number>`${memberships.isGroupByHand}`.as('is_group_by_hand'),
    group: (wanted.includes('group')
      ? sql<string | null>`(select json_object(${groupJson}) from groups as theirs where theirs.id = ${groupId})`
      : none
    ).as('group_json'),
    turnoverMinor: sql<number>`${memberships.turnoverMinor}`.as('turnover_minor'),
    orderCount: sql<number>`${memberships.orderCount}`.as('order_count'),
    lastOrderAt: sql<number | null>`${memberships.lastOrderAt}`.as('last_order_at'),
    points: sql<number>`${memberships.points}`.as('points'),
    newsletterAt: sql<number | null>`${memberships.newsletterAt}`.as('newsletter_at'),
    answers: sql<string>`${memberships.answers}`.as('answers'),
    addresses: (wanted.includes('addresses') ? bookOf(memberships.customerId) : none).as('addresses_json'),
    createdAt: sql<number>`${memberships.createdAt}`.as('created_at'),
    registeredAt: sql<number | null>`${memberships.registeredAt}`.as('registered_at'),
    activatedAt: sql<number | null>`${memberships.activatedAt}`.as('activated_at'),
    deniedAt: sql<number | null>`${memberships.deniedAt}`.as('denied_at'),
    updatedAt: sql<number>`max(${memberships.updatedAt}, ${memberships.createdAt})`.as('updated_at'),
    revision: sql<number>`${memberships.revision}`.as('revision'),
  };
}

/** Which customers, in which order: the memberships to begin with, with the index to go by, and at most so many. */
export type Which = { from: SQL; where: SQL; orderBy: SQL; limit: number };

/** As much of where a call is answered as its reply depends on. */
export type Standing = Pick<Place, 'partner'> & { store: Pick<Place['store'], 'id'> };

/** The statement that reads them. Cross joins: SQLite then goes through the tables as they are written. */
export function reading(
  db: Database,
  place: Standing,
  wanted: readonly string[],
  { from, where, orderBy, limit }: Which,
) {
  return db
    .select(columnsOf(place, wanted))
    .from(from)
    .crossJoin(customers)
    .where(and(eq(memberships.storeId, place.store.id), eq(customers.id, memberships.customerId), where))
    .orderBy(orderBy)
    .limit(limit);
}

/** The customer of this id (also as SQL); no row where they are not on record at the store. */
export function customerOf(db: Database, place: Standing, id: string | SQL, wanted: readonly string[] = []) {
  return reading(db, place, wanted, {
    from: sql`${memberships}`,
    where: sql`${memberships.customerId} = ${id}`,
    orderBy: sql`${memberships.customerId}`,
    limit: 1,
  });
}

/** What is shown of a customer, as one value in SQL: it changes with each change of that. */
export function versionOf(place: Standing, id: string | SQL, wanted: readonly string[] = []): SQL {
  const values = Object.values(columnsOf(place, wanted)).map((column) =>
    is(column, SQL.Aliased) ? column.sql : column,
  );
  return sql`(
    select json_array(${sql.join(values, sql`, `)}) from ${memberships} join ${customers} on ${customers.id} = ${memberships.customerId}
    where ${memberships.storeId} = ${place.store.id} and ${memberships.customerId} = ${id})`;
}

export type Row = Awaited<ReturnType<typeof reading>>[number];

/** A customer as partners see them. */
export function shown(row: Row, { store }: Pick<Place, 'store'>): z.input<typeof customer> {
  return {
    id: row.id,
    external_id: row.externalId,
    email: row.email,
    name: orNull(row.name),
    phone: orNull(row.phone),
    company: orNull(row.company),
    vat_id: orNull(row.vatId),
    birth_date: orNull(row.birthDate),
    language: languages.find((one) => one === row.language) ?? null,
    status: row.status,
    is_registered: row.isRegistered === 1,
    group_id: row.groupId,
    is_group_by_hand: row.isGroupByHand === 1,
    group: row.group === null ? null : groupIn(row.group),
    turnover_minor: row.turnoverMinor,
    currency: store.currency,
    order_count: row.orderCount,
    last_order_at: momentOf(row.lastOrderAt),
    points: row.points,
    newsletter_at: momentOf(row.newsletterAt),
    answers: answersIn(row.answers),
    addresses: row.addresses === null ? null : bookIn(row.addresses).map(shownAddress),
    created_at: momentOf(row.createdAt),
    registered_at: momentOf(row.registeredAt),
    activated_at: momentOf(row.activatedAt),
    denied_at: momentOf(row.deniedAt),
    updated_at: momentOf(row.updatedAt),
  };
}

/** What is empty is no answer. */
function answersIn(json: string): Record<string, string> {
  const answers = z.record(z.string(), z.string()).parse(JSON.parse(json));
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== ''));
}

const groupRead = z.object({
  id: z.string(),
  name: z.string(),
  discount_basis_points: basisPoints,
  is_default: z.int(),
});

function groupIn(json: string): z.input<typeof customer>['group'] {
  const read = groupRead.parse(JSON.parse(json));
  return { ...read, is_default: read.is_default === 1 };
}
