// What a store says in its own words. Every change is a version of its own; the newest counts, and one without texts is the default again.
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Database } from '../../web/database.ts';
import { messageTemplates, outbox } from '../schema.ts';
import type { Parts } from './parts.ts';

/** What the outbox knows of it. */
type Sent = { storeId: string; template: string; language: string };

/** By what the own texts of a portion of the outbox are found again. */
function keyOf({ storeId, template, language }: Sent): string {
  return JSON.stringify([storeId, template, language]);
}

/** The own texts that count for these messages, in one query; none for a message that says the default. */
export async function ownTexts(db: Database, sent: readonly Sent[]): Promise<(one: Sent) => Parts | undefined> {
  const wanted = `[${[...new Set(sent.map(keyOf))].join(',')}]`;
  const { storeId, name, language, version } = messageTemplates;
  const rows = await db
    .select()
    .from(messageTemplates)
    .where(
      sql`(${storeId}, ${name}, ${language}, ${version}) in (
        select one.value ->> 0, one.value ->> 1, one.value ->> 2, (
          select max(newest.version) from ${messageTemplates} as newest
          where newest.store_id = one.value ->> 0 and newest.name = one.value ->> 1 and newest.language = one.value ->> 2
        ) from json_each(${wanted}) as one)`,
    );
  const own = new Map(rows.map((row) => [keyOf({ ...row, template: row.name }), partsIn(row)]));
  return (one) => own.get(keyOf(one)) ?? undefined;
}

/** The own text that a message of the outbox would say now; `ownIn` reads what comes. */
export function ownTextOf(db: Database, storeId: string, messageId: string) {
  const { name, language, version } = messageTemplates;
  const said = sql`(select ${outbox.template}, ${outbox.language} from ${outbox} where ${outbox.id} = ${messageId})`;
  return db
    .select()
    .from(messageTemplates)
    .where(and(eq(messageTemplates.storeId, storeId), sql`(${name}, ${language}) = ${said}`))
    .orderBy(desc(version))
    .limit(1);
}

/** The text of the newest version; nothing where the default counts. */
export function ownIn([row]: readonly Row[]): Parts | undefined {
  return (row && partsIn(row)) ?? undefined;
}

type Row = typeof messageTemplates.$inferSelect;

/** The texts of a version; null where it is the default again. */
export function partsIn({ subject, html, text }: Pick<Row, 'subject' | 'html' | 'text'>): Parts | null {
  return subject === null || html === null || text === null ? null : { subject, html, text };
}
