// What happens to an order is written into its history, in the batch that does it.
import type { SQL } from 'drizzle-orm';
import { insertIf, type Database, type Statement } from '../../web/database.ts';
import { orderEvents } from './schema.ts';

export type Event = (typeof orderEvents.event.enumValues)[number];

/** What was changed by hand: a field by its name, or a line by what it is called; amounts in minor units, empty for nothing. */
export type Difference = { what: string; name?: string; before: string | number; after: string | number };

/** The statement that writes an event of an order, if `when` holds at its place in the batch. */
export function happening(db: Database, event: typeof orderEvents.$inferInsert, when: SQL): Statement {
  return insertIf(db, orderEvents, event, when);
}
