// What the shop has offered, as staff see it: the newest first, page by page, and one with everything that came of it.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { customers } from '../../../customers/schema.ts';
import { documents } from '../../../documents/schema.ts';
import { staff } from '../../../staff/schema.ts';
import type { Database } from '../../../web/database.ts';
import { orNot } from '../../../web/lines.ts';
import { paged, placeIn } from '../../../web/paging.ts';
import { orders } from '../../schema.ts';
import { quotations } from '../schema.ts';

/** Quotations on a page. */
const pageSize = 20;

export const states = ['open', 'accepted', 'declined', 'over'] as const;

/** What is asked for, as it stands in the address. What cannot be used is as if it were not there. */
export const wantedSchema = z.object({
  state: orNot(z.enum(states)),
  after: orNot(z.string().min(1).max(300)),
});

type Wanted = z.output<typeof wantedSchema>;

const customer = sql<string | null>`coalesce(nullif(${customers.name}, ''), ${customers.email})`.as('customer_name');

const shown = {
  id: quotations.documentId,
  number: documents.number,
  issuedAt: documents.issuedAt,
  validUntil: quotations.validUntil,
  acceptedAt: quotations.acceptedAt,
  declinedAt: quotations.declinedAt,
  customer,
};

/** One more than a page of the store's quotations, from the place of a cursor on. */
export function listOf(db: Database, storeId: string, { state, after }: Wanted, now: number) {
  const place = placeIn(z.tuple([z.string()]), after);
  const { documentId, draft } = quotations;
  return db
    .select({
      ...shown,
      summary: sql<string | null>`${draft} ->> '$.lines[0].name'`.as('summary'),
      totalMinor: sql<number>`${draft} ->> '$.totalMinor'`.as('total_minor'),
      currency: sql<string>`${draft} ->> '$.currency'`.as('currency'),
    })
    .from(quotations)
    .innerJoin(documents, eq(documents.id, documentId))
    .leftJoin(customers, eq(customers.id, quotations.customerId))
    .where(
      and(
        eq(quotations.storeId, storeId),
        state === undefined ? undefined : isIn(state, now),
        place === null ? undefined : sql`${documentId} < ${place[0]}`,
      ),
    )
    .orderBy(sql`${documentId} desc`)
    .limit(pageSize + 1);
}

export type Row = Awaited<ReturnType<typeof listOf>>[number];

/** The page of the rows that were read. */
export function pageOf(rows: readonly Row[]): { quotations: readonly Row[]; next: string | null } {
  const { shown: page, next } = paged(rows, pageSize, ({ id }) => [id]);
  return { quotations: page, next };
}

function isIn(state: (typeof states)[number], now: number): SQL {
  const { acceptedAt, declinedAt, validUntil } = quotations;
  const isAnswered = { accepted: sql`${acceptedAt} is not null`, declined: sql`${declinedAt} is not null` };
  if (state === 'accepted' || state === 'declined') return isAnswered[state];
  const holds = state === 'open' ? sql`${validUntil} > ${now}` : sql`${validUntil} <= ${now}`;
  return sql`${acceptedAt} is null and ${declinedAt} is null and ${holds}`;
}

/** A quotation of the store, who offered it to whom, and the order that came of it. */
export function quotationAt(db: Database, storeId: string, id: string) {
  return db
    .select({
      ...shown,
      draft: quotations.draft,
      note: quotations.note,
      remindAt: quotations.remindAt,
      customerId: quotations.customerId,
      by: sql<string | null>`${staff.name}`.as('staff_name'),
      orderId: quotations.orderId,
      orderNumber: sql<string | null>`${orders.number}`.as('order_number'),
    })
    .from(quotations)
    .innerJoin(documents, eq(documents.id, quotations.documentId))
    .leftJoin(customers, eq(customers.id, quotations.customerId))
    .leftJoin(staff, eq(staff.id, quotations.staffId))
    .leftJoin(orders, eq(orders.id, quotations.orderId))
    .where(and(eq(quotations.documentId, id), eq(quotations.storeId, storeId)));
}

export type Found = Awaited<ReturnType<typeof quotationAt>>[number];
