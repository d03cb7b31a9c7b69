// What staff write down about a customer of their store, for each other: who wrote it and when stands beside it, and it is never
// changed. Its author takes it away, or a manager.
import { and, desc, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { staff } from '../staff/schema.ts';
import type { Database } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import { requiredText } from '../web/lines.ts';
import { isMember } from './customers.ts';
import { customerNotes } from './schema.ts';

/** A customer of a store. */
export type About = { storeId: string; customerId: string };

/** The most notes that are shown. */
const mostNotes = 100;

/** The most characters of one. */
export const longestNote = 2000;

export const noteSchema = z.object({ note: requiredText(longestNote).prefault('') });

/** The notes about the customer, newest first, at most `mostNotes`, with who wrote them. */
export function notesOf(db: Database, { storeId, customerId }: About) {
  return db
    .select({
      id: customerNotes.id,
      text: customerNotes.text,
      at: customerNotes.at,
      staffId: customerNotes.staffId,
      author: staff.name,
    })
    .from(customerNotes)
    .innerJoin(staff, eq(staff.id, customerNotes.staffId))
    .where(and(eq(customerNotes.customerId, customerId), eq(customerNotes.storeId, storeId)))
    .orderBy(desc(customerNotes.id))
    .limit(mostNotes);
}

export type Note = Awaited<ReturnType<typeof notesOf>>[number];

/** The statement that writes a note; nothing where the customer is not on record at the store. */
export function adding(db: Database, { storeId, customerId }: About, note: { by: string; text: string }, now: number) {
  return db.insert(customerNotes).select(sql`
    select ${newId('note', now)}, ${storeId}, ${customerId}, ${note.by}, ${note.text}, ${now}
    where ${isMember(storeId, sql`${customerId}`)}`);
}

/** The statement that takes a note away; of somebody who is no manager only their own. */
export function removing(
  db: Database,
  { storeId, customerId }: About,
  { noteId, by, isManager }: { noteId: string; by: string; isManager: boolean },
) {
  return db
    .delete(customerNotes)
    .where(
      and(
        eq(customerNotes.id, noteId),
        eq(customerNotes.customerId, customerId),
        eq(customerNotes.storeId, storeId),
        isManager ? undefined : eq(customerNotes.staffId, by),
      ),
    );
}
