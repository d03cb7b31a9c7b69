// What partners call things of ours. Each partner has ids of its own, so two may call a thing differently and two things alike.
import { and, eq, ne, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { insertIf, type Database, type Statement } from '../web/database.ts';
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

/**
 * The statements by which the partner calls something so from now on, or nothing where that is null. The batch fails
 * (`isExternalIdKnown`) where it calls another thing so.
 */
export function naming(
  db: Database,
  whose: { partnerId: string; storeId: string },
  { kind, subjectId, externalId }: { kind: Kind; subjectId: string; externalId: string | null },
  now: number,
): Statement[] {
  const isOfIt = and(eq(partnerIds.subjectId, subjectId), eq(partnerIds.partnerId, whose.partnerId));
  if (externalId === null) return [db.delete(partnerIds).where(isOfIt)];
  const isSo = and(isOfIt, eq(partnerIds.externalId, externalId));
  const row = { ...whose, kind, externalId, subjectId, createdAt: now };
  return [
    db.delete(partnerIds).where(and(isOfIt, ne(partnerIds.externalId, externalId))),
    insertIf(db, partnerIds, row, sql`not exists (select 1 from ${partnerIds} where ${isSo})`),
  ];
}

/** Whether a batch failed because the partner calls another thing so. */
export function isExternalIdKnown(error: unknown): boolean {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return reason instanceof Error && /UNIQUE constraint failed: partner_ids/.test(reason.message);
}
