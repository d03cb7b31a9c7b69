// Points for partners: what a customer has, how it came to be, and points given and taken.
import { eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { writing, type Endpoint } from '../partners/contract.ts';
import { idField, momentOf, moment, none } from '../partners/fields.ts';
import { refused } from '../partners/problems.ts';
import { idOf } from '../web/ids.ts';
import { grant } from './granting.ts';
import { pointsEntries } from './schema.ts';

const customerId = idField('cus');

const entry = z
  .strictObject({
    id: idField('pts'),
    customer_id: customerId,
    kind: z.enum(pointsEntries.kind.enumValues),
    points: z.int().meta({ description: 'Negative where they were taken.' }),
    balance: z.int().nullable().meta({ description: 'What there is behind it; null while it does not count yet.' }),
    reason: z.string(),
    order_id: idField('ord').nullable(),
    counts_at: moment,
    expires_at: moment.nullable(),
    created_at: moment,
  })
  .meta({ id: 'PointsEntry' });

function shown(row: typeof pointsEntries.$inferSelect): z.input<typeof entry> {
  return {
    id: row.id,
    customer_id: row.customerId,
    kind: row.kind,
    points: row.points,
    balance: row.balance,
    reason: row.reason,
    order_id: row.orderId,
    counts_at: momentOf(row.countsAt),
    expires_at: momentOf(row.expiresAt),
    created_at: momentOf(row.at),
  };
}

const newEntry = z.strictObject({
  points: z
    .int()
    .min(-999_999)
    .max(999_999)
    .refine((points) => points !== 0)
    .meta({ description: 'How many to give; negative to take them.' }),
  reason: z.string().trim().min(1).max(200).meta({ description: 'The customer reads it.' }),
});

export const pointsEndpoints: Endpoint[] = [
  writing({
    tag: 'Points',
    scope: 'points:write',
    operation: 'addPoints',
    method: 'post',
    path: '/customers/{id}/points',
    summary: 'Give points, or take them',
    description:
      'Points that are given count at once and live as long as the store says. Never more is taken than there is.',
    example: { path: '/customers/cus_ada00000000000000000000000/points', body: { points: 50, reason: 'A thank-you' } },
    params: z.strictObject({ id: customerId }),
    query: none,
    body: newEntry,
    reply: entry,
    status: 201,
    refusals: ['not_found', 'points_too_few'],
    act: ({ caller, ...scene }, { params, body, made }, now) =>
      grant(scene, caller.staff.id, { customerId: params.id, ...body, id: idOf('points', made) }, now),
    load: (db, { made }, { store }) => [
      db
        .select()
        .from(pointsEntries)
        .where(sql`${eq(pointsEntries.id, idOf('points', made))} and ${eq(pointsEntries.storeId, store.id)}`),
    ],
    show: ([[row]]) => (row ? shown(row) : refused('not_found')),
  }),
];
