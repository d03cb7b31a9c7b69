// Points for partners: what a customer has, how it came to be, and points given and taken.
import { eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { reading, writing, type Endpoint } from '../partners/contract.ts';
import { byId, idField, listOf, listQuery, moment, momentOf, none, pageOf } from '../partners/fields.ts';
import { refused } from '../partners/problems.ts';
import { idOf } from '../web/ids.ts';
import { requiredLine } from '../web/lines.ts';
import { grant, longestReason } from './granting.ts';
import * as ledger from './ledger.ts';
import { pointsEntries } from './schema.ts';

const customerId = idField('cus');

/** Ada Lovelace of the demo. */
const ada = 'cus_ada00000000000000000000000';

const entry = z
  .strictObject({
    id: idField('pts'),
    customer_id: customerId,
    type: z.enum(pointsEntries.kind.enumValues).meta({
      description: '`hand`: by staff or a partner; `returned`: what was spent on an order that came to nothing.',
    }),
    points: z.int().meta({ description: 'Negative where they were taken.' }),
    points_left: z.int().meta({ description: 'Of points that came and count: how many may still be spent.' }),
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
    type: row.kind,
    points: row.points,
    points_left: row.left,
    balance: row.balance,
    reason: row.reason,
    order_id: row.orderId,
    counts_at: momentOf(row.countsAt),
    expires_at: momentOf(row.expiresAt),
    created_at: momentOf(row.at),
  };
}

/** Where an entry stands: by its position, once it has one. */
function placeOf({ position, countsAt, id }: typeof pointsEntries.$inferSelect): (number | string)[] {
  return position === null ? [countsAt, id] : [position];
}

const newEntry = z
  .strictObject({
    points: z
      .int()
      .min(-999_999)
      .max(999_999)
      .refine((points) => points !== 0)
      .meta({ description: 'How many to give; negative to take them.' }),
    reason: requiredLine(longestReason).meta({ description: 'The customer reads it.' }),
  })
  .meta({ id: 'NewPointsEntry' });

const points = z
  .strictObject({
    customer_id: customerId,
    balance: z.int().min(0).meta({ description: 'What the customer may spend.' }),
    to_count: z
      .array(z.strictObject({ points: z.int(), counts_at: moment }))
      .meta({ description: `What does not count yet, the next first; at most ${ledger.mostAhead}.` }),
    to_expire: z
      .array(z.strictObject({ points: z.int(), expires_at: moment }))
      .meta({ description: `What of the balance expires, the next first; at most ${ledger.mostAhead}.` }),
  })
  .meta({ id: 'Points' });

const waitingPlace = z.tuple([z.int(), z.string()]);
const countedPlace = z.tuple([z.int()]);

const said = { tag: 'Points', params: byId('cus') } as const;

export const pointsEndpoints: Endpoint[] = [
  reading({
    ...said,
    scope: 'points:read',
    operation: 'getPoints',
    path: '/customers/{id}/points',
    summary: 'What a customer may spend, what comes to it and what goes',
    description: 'What begins to count, or expires, does so within the hour. The entries tell all of it.',
    example: { path: `/customers/${ada}/points` },
    query: none,
    reply: points,
    isSingle: true,
    load: (db, { params }, { store }) => {
      const whose = { storeId: store.id, customerId: params.id };
      return [ledger.balanceOf(db, whose), ledger.waitingOf(db, whose), ledger.expiringOf(db, whose)];
    },
    show: ([[membership], waiting, expiring], { params }) => {
      if (!membership) return refused('not_found');
      const next = (rows: readonly ledger.Ahead[]) => rows.slice(0, ledger.mostAhead);
      return {
        customer_id: params.id,
        balance: membership.points,
        to_count: next(waiting).map((one) => ({ points: one.points, counts_at: momentOf(one.at) })),
        to_expire: next(expiring).map((one) => ({ points: one.points, expires_at: momentOf(one.at) })),
      };
    },
  }),
  reading({
    ...said,
    scope: 'points:read',
    operation: 'listPointsEntries',
    path: '/customers/{id}/points/entries',
    summary: 'How a customer came by their points',
    description:
      'First what does not count yet, then what does, each the last first: `balance` is what there was behind an entry. Whoever turns ' +
      'the pages misses none; one that begins to count meanwhile comes a second time, then with its balance.',
    example: { path: `/customers/${ada}/points/entries` },
    query: listQuery(z.union([waitingPlace, countedPlace])),
    reply: listOf(entry),
    refusals: ['not_found'],
    load: (db, { params, query }, { store }) => {
      const whose = { storeId: store.id, customerId: params.id };
      const { limit, cursor } = query;
      const waiting = waitingPlace.safeParse(cursor).data ?? null;
      const counted = countedPlace.safeParse(cursor).data?.[0] ?? null;
      return [
        ledger.balanceOf(db, whose),
        // Behind the first that counts there are none that wait.
        ledger.allWaiting(db, whose, { limit: counted === null ? limit : -1, behind: waiting }),
        ledger.allCounted(db, whose, { limit, behind: counted }),
      ];
    },
    show: ([[membership], waiting, counted], { query }) => {
      if (!membership) return refused('not_found');
      return pageOf([...waiting, ...counted].slice(0, query.limit + 1), query, placeOf, shown);
    },
  }),
  writing({
    ...said,
    scope: 'points:write',
    operation: 'addPoints',
    method: 'post',
    path: '/customers/{id}/points',
    summary: 'Give points, or take them',
    description:
      'Points that are given count at once and live as long as the store says. Never more is taken than there is.',
    example: { path: `/customers/${ada}/points`, body: { points: 50, reason: 'A thank-you' } },
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
