// What partners call orders of ours, and customers and products in them. Each partner has ids of its own: two may call an order
// differently, and two orders alike.
import { sql, type SQL } from 'drizzle-orm';
import { partnerIds } from '../../partners/schema.ts';
import { insertIf, type Database, type Statement } from '../../web/database.ts';

type Kind = (typeof partnerIds.kind.enumValues)[number];

/** Our id of what a partner (as a value) calls so, as a value in SQL; null where it calls nothing so. */
export function subjectOf(partner: SQL | string, kind: Kind, externalId: string): SQL<string | null> {
  const { subjectId, partnerId } = partnerIds;
  return sql`(select ${subjectId} from ${partnerIds}
    where ${partnerId} = ${partner} and ${partnerIds.kind} = ${kind} and ${partnerIds.externalId} = ${externalId})`;
}

/** What a partner (as a value) calls the thing of which the id stands in this column, like `orders.id`; as a value in SQL. */
export function externalIdOf(partner: SQL | string, column: `${string}.id`): SQL<string | null> {
  return sql`(select called.external_id from ${partnerIds} as called
    where called.subject_id = ${sql.raw(column)} and called.partner_id = ${partner})`;
}

/**
 * The statement by which a partner calls an order so, if `when` holds at its place in the batch, which fails where it calls another one
 * so.
 */
export function naming(
  db: Database,
  named: { partnerId: string; storeId: string; externalId: string; subjectId: string },
  now: number,
  when: SQL,
): Statement {
  return insertIf(db, partnerIds, { ...named, kind: 'order', createdAt: now }, when);
}
