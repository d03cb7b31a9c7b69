// What went to a partner's webhooks, and sending it again.
import * as z from 'zod';
import { idOf } from '../../../web/ids.ts';
import { reading, writing, type Endpoint } from '../../contract.ts';
import { byId, idField, listOf, listQuery, moment, momentOf, none, nothing, pageOf } from '../../fields.ts';
import { refused } from '../../problems.ts';
import { eventTypes, testType } from '../events.ts';
import { tryProblems } from '../failures.ts';
import { find } from '../webhooks.ts';
import { deliveriesTo, oneOf, replay, stateOf, tryOut, type Delivery } from './deliveries.ts';

const types = [...eventTypes, testType] as const;

const eventId = idField('evt');

const delivery = z
  .strictObject({
    event_id: eventId.meta({ description: 'What `webhook-id` says, the same each time.' }),
    type: z.enum(types),
    subject: z.record(z.string(), z.string()).meta({ description: 'The ids of what it is about.' }),
    status: z
      .enum(['waiting', 'failing', 'delivered', 'given_up'])
      .meta({ description: 'Whether it waits for its first try or the next, has arrived, or is tried no more.' }),
    tries: z.int().min(0),
    next_try_at: moment.nullable(),
    delivered_at: moment.nullable(),
    given_up_at: moment.nullable(),
    created_at: moment.meta({ description: 'When it happened.' }),
    log: z
      .array(
        z.strictObject({
          at: moment,
          http_status: z.int().nullable().meta({ description: 'What the receiver replied with, if it did.' }),
          problem: z.enum(tryProblems).nullable().meta({ description: 'Why it did not arrive; null where it did.' }),
          duration_ms: z.int().min(0),
        }),
      )
      .meta({ description: 'Each try, the last 20.' }),
  })
  .meta({ id: 'WebhookDelivery' });

function shown(row: Delivery): z.input<typeof delivery> {
  return {
    event_id: row.eventId,
    type: types.find((one) => one === row.type) ?? testType,
    subject: row.subject,
    status: stateOf(row),
    tries: row.tries,
    next_try_at: momentOf(row.nextAt),
    delivered_at: momentOf(row.deliveredAt),
    given_up_at: momentOf(row.givenUpAt),
    created_at: momentOf(row.at),
    log: row.log.map(({ at, status, problem, ms }) => ({
      at: momentOf(at),
      http_status: status,
      problem: tryProblems.find((one) => one === problem) ?? null,
      duration_ms: ms,
    })),
  };
}

const tag = 'Webhooks';
const example = '/webhooks/whk_goods_till';

export const webhookDeliveryEndpoints: Endpoint[] = [
  reading({
    tag,
    scope: 'webhooks:read',
    operation: 'listWebhookDeliveries',
    path: '/webhooks/{id}/deliveries',
    summary: 'What was sent to a webhook',
    description: 'The newest first, of the last 30 days.',
    example: { path: `${example}/deliveries` },
    params: byId('whk'),
    query: listQuery(z.tuple([eventId])),
    refusals: ['not_found'],
    reply: listOf(delivery),
    load: (db, { params, query }, { store, partner }) => [
      find(db, store.id, { ...params, partnerId: partner }),
      deliveriesTo(db, store.id, params.id, query.cursor?.[0] ?? null, query.limit + 1),
    ],
    show: ([[webhook], rows], { query }) =>
      webhook ? pageOf(rows, query, (row) => [row.eventId], shown) : refused('not_found'),
  }),
  writing({
    tag,
    scope: 'webhooks:write',
    operation: 'testWebhook',
    method: 'post',
    path: '/webhooks/{id}/test',
    summary: 'Try out a webhook',
    description: 'Sends an event of the type `webhook.test`. What became of it is among the deliveries.',
    example: { path: `${example}/test`, body: {} },
    params: byId('whk'),
    query: none,
    body: nothing,
    reply: delivery,
    status: 202,
    refusals: ['not_found', 'webhook_disabled'],
    act: ({ caller, ...scene }, { params, made }, now) =>
      tryOut(scene, caller.staff.id, { ...params, partnerId: caller.partnerId, eventId: idOf('event', made) }, now),
    load: (db, { params, made }, { store }) => [oneOf(db, store.id, params.id, idOf('event', made))],
    show: ([[row]]) => (row ? shown(row) : refused('not_found')),
  }),
  writing({
    tag,
    scope: 'webhooks:write',
    operation: 'replayWebhookDelivery',
    method: 'post',
    path: '/webhooks/{id}/deliveries/{event_id}/replay',
    summary: 'Send an event again',
    description: 'Whatever became of it, with the same `webhook-id`, and as often as if it were new.',
    example: { path: `${example}/deliveries/evt_goods_paid/replay`, body: {} },
    params: byId('whk').extend({ event_id: eventId }),
    query: none,
    body: nothing,
    reply: delivery,
    status: 202,
    refusals: ['not_found', 'webhook_disabled'],
    act: ({ caller, ...scene }, { params }, now) =>
      replay(scene, caller.staff.id, { id: params.id, partnerId: caller.partnerId, eventId: params.event_id }, now),
    load: (db, { params }, { store }) => [oneOf(db, store.id, params.id, params.event_id)],
    show: ([[row]]) => (row ? shown(row) : refused('not_found')),
  }),
];
