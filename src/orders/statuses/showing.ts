// What orders are called by their store's own statuses, as lists and pages read it: beside the order, not one query for each.
import { sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { orders } from '../schema.ts';
import { colours, orderStatuses } from './schema.ts';

export type Colour = (typeof orderStatuses.colour.enumValues)[number];

/** Words by language. */
const wordsSchema = z.record(z.string(), z.string());
type Words = Readonly<z.output<typeof wordsSchema>>;

const ownSchema = z.object({ names: wordsSchema, colour: z.enum(colours) });
const choicesSchema = z.array(z.object({ id: z.string(), names: wordsSchema }));

/** What a status is called and looks like. */
export type Own = Readonly<z.output<typeof ownSchema>>;

/** The own status of an order, as a column beside those of the order; null for the one that the event itself says. */
export const own = sql<Own | null>`(
  select json_object('names', json(${orderStatuses.names}), 'colour', ${orderStatuses.colour})
  from ${orderStatuses} where ${orderStatuses.id} = ${orders.statusId})`
  .mapWith((json: string): Own | null => ownSchema.parse(JSON.parse(json)))
  .as('own_status');

/** A status that staff can set. */
export type ChoiceOfStatus = { id: string; names: Words };

/** The statuses of a store that staff can set by hand, in their order, as a column. */
export function choicesAt(storeId: string) {
  const { id, names, position, retiredAt, trigger } = orderStatuses;
  return sql<ChoiceOfStatus[]>`(
    select json_group_array(json_object('id', id, 'names', json(names))) from (
      select ${id}, ${names} from ${orderStatuses}
      where ${orderStatuses.storeId} = ${storeId} and ${retiredAt} is null and ${trigger} in ('hand', 'overdue', 'follows')
      order by ${position}, ${id}))`
    .mapWith((json: string): ChoiceOfStatus[] => choicesSchema.parse(JSON.parse(json)))
    .as('status_choices');
}

/** What the status of this id is called and says, as columns; null where there is none. */
export function saidOf(statusId: SQL) {
  const one = (words: typeof orderStatuses.names | typeof orderStatuses.texts) =>
    sql<Words | null>`(select ${words} from ${orderStatuses} where ${orderStatuses.id} = ${statusId})`.mapWith(
      (json: string): Words | null => wordsSchema.parse(JSON.parse(json)),
    );
  return { names: one(orderStatuses.names).as('status_names'), texts: one(orderStatuses.texts).as('status_texts') };
}

/** The words of a status of these languages, the first that there are, else any, as a value in SQL. */
export function saidIn(column: typeof orderStatuses.names | typeof orderStatuses.texts, languages: readonly string[]) {
  const each = languages.map((language) => sql`nullif(${column} ->> ${`$.${language}`}, '')`);
  const any = sql`(select value from json_each(${column}) where value <> '' limit 1)`;
  return sql`coalesce(${sql.join([...each, any], sql`, `)}, '')`;
}
