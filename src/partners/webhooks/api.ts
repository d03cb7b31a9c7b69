// Webhooks for partners: where they want to be told what happens at the store. A partner sees its own.
import { asc, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { idOf } from '../../web/ids.ts';
import { reading, removing, writing, type Asked, type Endpoint, type Place } from '../contract.ts';
import { byId, idField, listOf, moment, momentOf, none } from '../fields.ts';
import { refused } from '../problems.ts';
import { webhookDeliveryEndpoints } from './deliveries/api.ts';
import { eventTypes } from './events.ts';
import { webhooks } from './schema.ts';
import { secretOf } from './signing.ts';
import { add, change, find, mostHours, mostWebhooks, remove, rotate } from './webhooks.ts';

const named = byId('whk');

const url = z
  .string()
  .max(500)
  .meta({
    description: 'Begins with https://, names a host of the public internet, at port 443 or 8443.',
    examples: ['https://till.example.com/regulars'],
  });
const types = z.array(z.enum(eventTypes)).min(1).nullable();

const shape = {
  id: idField('whk'),
  url: z.string(),
  event_types: types.meta({ description: 'The types of events that it is sent; null for all.' }),
  is_enabled: z.boolean(),
  disabled_at: moment.nullable(),
  disabled_because: z
    .enum(['staff', 'partner', 'failures', 'gone'])
    .nullable()
    .meta({ description: 'Who disabled it; or that nothing arrived for three days, or that it replied 410.' }),
  failing_since: moment.nullable().meta({ description: 'Since when nothing has arrived; null while it does.' }),
  previous_secret_until: moment
    .nullable()
    .meta({ description: 'Until when deliveries are signed with the secret before as well.' }),
  created_at: moment,
  updated_at: moment,
};

const webhook = z.strictObject(shape).meta({ id: 'Webhook' });
const withSecret = z
  .strictObject({
    ...shape,
    secret: z.string().meta({ description: 'What deliveries are signed with. It is shown here and nowhere else.' }),
  })
  .meta({ id: 'WebhookWithSecret' });

type Row = typeof webhooks.$inferSelect;

function shown(row: Row): z.input<typeof webhook> {
  return {
    id: row.id,
    url: row.url,
    event_types: row.events && eventTypes.filter((type) => row.events?.includes(type)),
    is_enabled: row.disabledAt === null,
    disabled_at: momentOf(row.disabledAt),
    disabled_because: row.disabledFor,
    failing_since: momentOf(row.failingSince),
    previous_secret_until: momentOf(row.secretBeforeUntil),
    created_at: momentOf(row.createdAt),
    updated_at: momentOf(row.updatedAt),
  };
}

async function shownWithSecret(row: Row, { openingKeys }: Place): Promise<z.input<typeof withSecret>> {
  return { ...shown(row), secret: await secretOf(openingKeys, row) };
}

type Named = Pick<Asked<{ id: string }, unknown, unknown>, 'params'>;

const version = ({ params }: Named, { partner }: Place) =>
  sql`(select ${webhooks.updatedAt} from ${webhooks} where ${webhooks.id} = ${params.id} and ${webhooks.partnerId} = ${partner})`;

const example = '/webhooks/whk_goods_till';
const reads = { tag: 'Webhooks', scope: 'webhooks:read' } as const;
const writes = { tag: 'Webhooks', scope: 'webhooks:write' } as const;

export const webhookEndpoints: Endpoint[] = [
  reading({
    ...reads,
    operation: 'listWebhooks',
    path: '/webhooks',
    summary: 'Your webhooks',
    description: `There are at most ${mostWebhooks}: they come on one page.`,
    example: { path: '/webhooks' },
    params: none,
    query: none,
    reply: listOf(webhook),
    load: (db, _, { partner }) => [
      db.select().from(webhooks).where(eq(webhooks.partnerId, partner)).orderBy(asc(webhooks.id)),
    ],
    show: ([rows]) => ({ data: rows.map(shown), next_cursor: null }),
  }),
  writing({
    ...writes,
    operation: 'createWebhook',
    method: 'post',
    path: '/webhooks',
    summary: 'Be told what happens',
    description:
      'Each event is sent by POST as the webhooks of this description say, signed by Standard Webhooks. A 2xx within 10 seconds means that it has ' +
      'arrived; else it is sent again for a day, with the same `webhook-id`. It may come twice, and in another order than it happened.',
    example: { path: '/webhooks', body: { url: 'https://till.example.com/regulars', event_types: ['order.paid'] } },
    params: none,
    query: none,
    body: z.strictObject({ url, event_types: types.default(null) }).meta({ id: 'NewWebhook' }),
    reply: withSecret,
    status: 201,
    isSecret: true,
    refusals: ['url_refused', 'webhooks_too_many'],
    act: ({ caller, ...scene }, { body, made }, now) =>
      add(
        scene,
        caller.staff.id,
        { id: idOf('webhook', made), partnerId: caller.partnerId, url: body.url, events: body.event_types },
        now,
      ),
    load: (db, { made }, { store, partner }) => [find(db, store.id, { id: idOf('webhook', made), partnerId: partner })],
    show: async ([[row]], _, place) => (row ? shownWithSecret(row, place) : refused('not_found')),
  }),
  reading({
    ...reads,
    operation: 'getWebhook',
    path: '/webhooks/{id}',
    summary: 'One webhook',
    example: { path: example },
    params: named,
    query: none,
    reply: webhook,
    isSingle: true,
    load: (db, { params }, { store, partner }) => [find(db, store.id, { ...params, partnerId: partner })],
    show: ([[row]]) => (row ? shown(row) : refused('not_found')),
  }),
  writing({
    ...writes,
    operation: 'changeWebhook',
    method: 'patch',
    path: '/webhooks/{id}',
    summary: 'Change a webhook',
    description: 'What waits for one that is disabled is given up; it can be replayed once it is enabled.',
    example: { path: example, body: { event_types: ['order.paid', 'order.shipped'] } },
    params: named,
    query: none,
    body: z
      .strictObject({ url: url.optional(), event_types: types.optional(), is_enabled: z.boolean().optional() })
      .meta({ id: 'ChangedWebhook' }),
    reply: webhook,
    refusals: ['not_found', 'url_refused'],
    version,
    act: ({ caller, ...scene }, { params, body }, now) =>
      change(scene, caller.staff.id, { ...params, partnerId: caller.partnerId, ...changeOf(body) }, now),
    load: (db, { params }, { store, partner }) => [find(db, store.id, { ...params, partnerId: partner })],
    show: ([[row]]) => (row ? shown(row) : refused('not_found')),
  }),
  removing({
    ...writes,
    operation: 'deleteWebhook',
    path: '/webhooks/{id}',
    summary: 'Delete a webhook',
    description: 'What went to it is deleted with it.',
    example: { path: example },
    params: named,
    query: none,
    act: ({ caller, ...scene }, { params }, now) =>
      remove(scene, caller.staff.id, { ...params, partnerId: caller.partnerId }, now),
  }),
  writing({
    ...writes,
    operation: 'rotateWebhookSecret',
    method: 'post',
    path: '/webhooks/{id}/secret',
    summary: 'Give a webhook a new secret',
    description: 'Deliveries are signed with both until the one before has ended.',
    example: { path: `${example}/secret`, body: { previous_hours: 24 } },
    params: named,
    query: none,
    body: z.strictObject({
      previous_hours: z
        .int()
        .min(0)
        .max(mostHours)
        .default(mostHours)
        .meta({ description: 'For how many hours the secret before goes on; 0 where somebody else may have it.' }),
    }),
    reply: withSecret,
    isSecret: true,
    refusals: ['not_found'],
    act: ({ caller, ...scene }, { params, body }, now) =>
      rotate(scene, caller.staff.id, { ...params, partnerId: caller.partnerId, hours: body.previous_hours }, now),
    load: (db, { params }, { store, partner }) => [find(db, store.id, { ...params, partnerId: partner })],
    show: async ([[row]], _, place) => (row ? shownWithSecret(row, place) : refused('not_found')),
  }),
  ...webhookDeliveryEndpoints,
];

type Changed = {
  url?: string | undefined;
  event_types?: (typeof eventTypes)[number][] | null | undefined;
  is_enabled?: boolean | undefined;
};

function changeOf({ url: to, event_types: events, is_enabled: isOn }: Changed) {
  return {
    ...(to === undefined ? {} : { url: to }),
    ...(events === undefined ? {} : { events }),
    ...(isOn === undefined ? {} : { isOn, by: 'partner' as const }),
  };
}
