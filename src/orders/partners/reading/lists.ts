// The orders of a store for partners: the newest first, or those that changed since, the longest ago first. Either way goes along an index
// that has exactly its order, and a cursor is a place in it; so what comes in or changes meanwhile moves nothing that was there.
import { and, eq, gt, gte, lt, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import type { Place } from '../../../partners/contract.ts';
import { subjectOf } from '../../../partners/external-ids.ts';
import { expandOf, externalId, idField, listQuery, momentTyped } from '../../../partners/fields.ts';
import type { Database } from '../../../web/database.ts';
import { orders } from '../../schema.ts';
import { columnsOf, expansions, type Row } from '../representing.ts';

/** Where a page ended: the moment and id of its last order, or its revision where the list is of changes. */
const cursor = z.union([z.tuple([z.int(), z.string()]), z.tuple([z.int()])]);

/** The parameters of one order: also where it is changed, so that it looks the same, with the same tag, behind it. */
export const expanding = z.strictObject({ expand: expandOf(expansions) });

/** What a list of changes cannot be narrowed by: that would be looked for order by order. */
const narrowing = ['customer_id', 'status', 'number', 'external_id', 'placed_from', 'placed_to'] as const;

/** The parameters of the list. */
export const wanted = listQuery(cursor)
  .extend({
    customer_id: idField('cus').optional(),
    status: z.enum(orders.status.enumValues).optional(),
    number: z.string().min(1).max(60).optional().meta({ description: 'The whole number, as it is written.' }),
    external_id: externalId.optional(),
    placed_from: momentTyped.optional().meta({ description: 'Placed then or later.' }),
    placed_to: momentTyped.optional().meta({ description: 'Placed before.' }),
    updated_since: momentTyped
      .optional()
      .meta({ description: 'Changed then or later; in the order of the changes. By itself, without another filter.' }),
    expand: expandOf(expansions),
  })
  .superRefine((query, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const isOfChanges = query.updated_since !== undefined;
    for (const name of isOfChanges ? narrowing : []) {
      if (query[name] !== undefined) refuse(name, 'This does not go together with updated_since.');
    }
    if (query.cursor && (query.cursor.length === 1) !== isOfChanges)
      refuse('cursor', 'This is a cursor of another list.');
  });

export type Wanted = z.output<typeof wanted>;

/** One more than a page of the orders that are wanted. */
export function listOf(db: Database, place: Place, query: Wanted) {
  const { index, where, order } = query.updated_since === undefined ? byTime(place, query) : byChange(place, query);
  return db
    .select(columnsOf(place, query.expand))
    .from(sql`${orders} ${index}`)
    .where(and(eq(orders.storeId, place.store.id), where))
    .orderBy(order)
    .limit(query.limit + 1);
}

/** The place of an order in the list. */
export function placeOf({ updated_since: since }: Wanted): (row: Row) => readonly (string | number)[] {
  return ({ placedAt, id, revision }) => (since === undefined ? [placedAt, id] : [revision]);
}

type Way = { index: SQL; where: SQL | undefined; order: SQL };

/** The newest first, along the index that answers the filters. */
function byTime({ partner }: Place, query: Wanted): Way {
  const { customer_id: customerId, status, number, external_id: external, placed_from: from, placed_to: to } = query;
  const { id, placedAt } = orders;
  return {
    index: indexFor(query),
    order: sql`${placedAt} desc, ${id} desc`,
    where: and(
      external === undefined ? undefined : eq(id, subjectOf(partner, 'order', external)),
      number === undefined ? undefined : eq(orders.number, number),
      customerId === undefined ? undefined : eq(orders.customerId, customerId),
      status === undefined ? undefined : eq(orders.status, status),
      from === undefined ? undefined : gte(placedAt, from),
      // SQLite begins to read at one upper bound, so it gets the nearer one.
      query.cursor ? sql`(${placedAt}, ${id}) < (${query.cursor[0]}, ${query.cursor[1] ?? ''})` : undefined,
      query.cursor || to === undefined ? undefined : lt(placedAt, to),
    ),
  };
}

function indexFor({ customer_id: customerId, status, number, external_id: external }: Wanted): SQL {
  if (external !== undefined) return sql``;
  if (number !== undefined) return sql`indexed by orders_number`;
  if (customerId !== undefined) {
    return status === undefined ? sql`indexed by orders_customer` : sql`indexed by orders_customer_status`;
  }
  return status === undefined ? sql`indexed by orders_placed` : sql`indexed by orders_status`;
}

/** How long a request may take between the moment that it writes and its revision, generously. */
const slackMs = 60_000;

/** How many of the first to have changed are asked for the first revision. */
const firstOnes = 100;

/**
 * The longest ago first, by revision: that grows with each change, whatever the clock says. The moment only tells at which revision to
 * begin: at the least of those that were written first since then, and a little before.
 */
function byChange({ store }: Place, { updated_since: since = 0, cursor: place }: Wanted): Way {
  const { revision, updatedAt } = orders;
  const start = sql`(
    select min(revision) from (
      select began.revision from ${orders} as began indexed by orders_updated
      where began.store_id = ${store.id} and began.updated_at >= ${since - slackMs}
      order by began.updated_at limit ${firstOnes}))`;
  // Of what has not changed since moments are kept there is none, so nothing tells where to begin.
  const isEver = since <= slackMs;
  const bound = place ? gt(revision, place[0]) : isEver ? undefined : sql`${revision} >= ${start}`;
  return { index: sql`indexed by orders_revision`, order: sql`${revision}`, where: and(bound, gte(updatedAt, since)) };
}
