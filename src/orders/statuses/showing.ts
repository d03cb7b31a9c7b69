// What orders are called by their store's own statuses, as lists and pages read it: beside the order, not one query for each.
import { sql, type SQL } from 'drizzle-orm';
import { orders } from '../schema.ts';
import { orderStatuses } from './schema.ts';

export type Colour = (typeof orderStatuses.colour.enumValues)[number];

/** Words by language. */
type Words = Readonly<Record<string, string>>;

/** What a status is called and looks like. */
export type Own = { names: Words; colour: Colour };

/** The own status of an order, as a column beside those of the order; null for the one that the event itself says. */
export const own = sql<Own | null>`(
  select json_object('names', json(${orderStatuses.names}), 'colour', ${orderStatuses.colour})
  from ${orderStatuses} where ${orderStatuses.id} = ${orders.statusId})`
  .mapWith(parsed<Own | null>)
  .as('own_status');

/** Words by language that stand in a column of a status which may not be there. */
export function wordsIn(column: SQL): SQL<Words | null> {
  return column.mapWith(parsed<Words | null>);
}

/** JSON that our own statement has made, so its shape is known. */
function parsed<Shape>(text: string): Shape {
  return JSON.parse(text) as Shape;
}

/** The words of a status of these languages, the first that there are, else any, as a value in SQL. */
export function saidIn(column: typeof orderStatuses.names | typeof orderStatuses.texts, languages: readonly string[]) {
  const each = languages.map((language) => sql`nullif(${column} ->> ${`$.${language}`}, '')`);
  const any = sql`(select value from json_each(${column}) where value <> '' limit 1)`;
  return sql`coalesce(${sql.join([...each, any], sql`, `)}, '')`;
}
