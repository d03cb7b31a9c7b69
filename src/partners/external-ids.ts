// What partners call things of ours. Each partner has ids of its own, so two may call a thing differently and two things alike.
import { sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { reasonOf, type Database, type Statement } from '../web/database.ts';
import { partnerIds } from './schema.ts';

/** What may have an id of a partner's own. */
export type Kind = typeof partnerIds.$inferSelect.kind;

/** What the partner calls the thing of this id of ours, as a value in SQL; null where it calls it nothing. */
export function externalIdOf(partner: SQL, subjectId: SQLWrapper): SQL<string | null> {
  return sql`(select ${partnerIds.externalId} from ${partnerIds} where ${partnerIds.subjectId} = ${subjectId} and ${partnerIds.partnerId} = ${partner})`;
}

/** Our id of what the partner calls this, as a value in SQL; null where there is nothing. */
export function subjectOf(partner: SQL, kind: Kind, externalId: string): SQL<string | null> {
  return sql`(select ${partnerIds.subjectId} from ${partnerIds} where ${partnerIds.partnerId} = ${partner} and ${partnerIds.kind} = ${kind} and ${partnerIds.externalId} = ${externalId})`;
}

/** What a thing is to be called, if `when` holds at the statement's place in its batch; null for nothing. */
export type Naming = { kind: Kind; subjectId: string; externalId: string | null; when?: SQL };

/**
 * The statement by which the partner calls something so from now on, or nothing where that is null. The batch fails
 * (`isExternalIdKnown`) where it calls another thing so.
 */
export function naming(
  db: Database,
  { partnerId, storeId }: { partnerId: string; storeId: string },
  { kind, subjectId, externalId, when = sql`true` }: Naming,
  now: number,
): Statement[] {
  const isOfIt = sql`${partnerIds.subjectId} = ${subjectId} and ${partnerIds.partnerId} = ${partnerId}`;
  if (externalId === null) return [db.delete(partnerIds).where(sql`${isOfIt} and ${when}`)];
  return [
    db
      .insert(partnerIds)
      .select(sql`select ${partnerId}, ${storeId}, ${kind}, ${externalId}, ${subjectId}, ${now} where ${when}`)
      .onConflictDoUpdate({ target: [partnerIds.subjectId, partnerIds.partnerId], set: { externalId } }),
  ];
}

/** Whether a batch failed because the partner calls another thing so. */
export function isExternalIdKnown(error: unknown): boolean {
  return /UNIQUE constraint failed: partner_ids/.test(reasonOf(error));
}
