// What partners are told of by webhooks, as OpenAPI 3.1 says it: a request that comes to them, by the type of the event.
import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathItemObject } from 'zod-openapi';
import { bodyOf, eventBody } from '../../src/partners/webhooks/bodies.ts';
import { eventTypes, testType, type EventType } from '../../src/partners/webhooks/events.ts';

type Type = EventType | typeof testType;
type Named = Exclude<keyof z.output<typeof eventBody>['data'], `${string}_url`>;

/** When each type of event is sent, and the ids that it always names. */
const meanings: Record<Type, { when: string; names: readonly Named[] }> = {
  'customer.created': {
    when: 'A customer came to be: by registering, by filling in a form, by coming from a store that shares its customers, by staff or by a partner.',
    names: ['customer_id'],
  },
  'customer.updated': {
    when: 'What is known of a customer changed, or the group that they are in.',
    names: ['customer_id'],
  },
  'customer.activated': { when: 'A customer’s account can be used from now on.', names: ['customer_id'] },
  'customer.denied': { when: 'A customer may not use their account any more.', names: ['customer_id'] },
  'customer.allowed': { when: 'A customer who was denied may use their account again.', names: ['customer_id'] },
  'customer.deleted': { when: 'A customer is gone. Delete what you keep of them.', names: ['customer_id'] },
  'order.placed': { when: 'An order was placed, or put by a partner.', names: ['order_id'] },
  'order.updated': {
    when: 'Something in an order changed: its lines, its addresses, its status.',
    names: ['order_id'],
  },
  'order.paid': { when: 'An order is paid.', names: ['order_id'] },
  'order.shipped': { when: 'An order is on its way.', names: ['order_id'] },
  'order.delivered': { when: 'An order has arrived.', names: ['order_id'] },
  'order.cancelled': { when: 'An order came to nothing.', names: ['order_id'] },
  'order.refunded': { when: 'The money for an order was given back.', names: ['order_id'] },
  'document.issued': { when: 'A document was issued. Its PDF can be had from now on.', names: ['document_id'] },
  'points.changed': {
    when: 'An entry of points began to count: the customer has more, or fewer.',
    names: ['customer_id', 'points_entry_id'],
  },
  [testType]: {
    when: 'You, or the shop, try out whether something arrives. It is sent to every webhook, whatever that wants.',
    names: ['webhook_id'],
  },
};

/** The request that brings each type of event, by the type. */
export function webhooksOf(): Record<string, ZodOpenApiPathItemObject> {
  return Object.fromEntries(([...eventTypes, testType] as const).map((type) => [type, { post: bringing(type) }]));
}

/** The headers that every delivery has. */
export const signatureHeaders = {
  WebhookId: {
    in: 'header' as const,
    name: 'webhook-id',
    required: true,
    description: 'The event. It is the same whenever the event is sent again: whoever has it already passes it over.',
    schema: { type: 'string' as const, pattern: '^evt_' },
    example: 'evt_01k9zq3v7x8m2n4p6r8t0w2y4a',
  },
  WebhookTimestamp: {
    in: 'header' as const,
    name: 'webhook-timestamp',
    required: true,
    description: 'When it was sent, in seconds since 1970. What is older than five minutes is not ours.',
    schema: { type: 'string' as const, pattern: '^[0-9]+$' },
    example: '1764149400',
  },
  WebhookSignature: {
    in: 'header' as const,
    name: 'webhook-signature',
    required: true,
    description:
      'HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}` with the secret, in base64 behind `v1,`. While a secret is being replaced there are two, with a blank between them: one that is right is enough.',
    schema: { type: 'string' as const, pattern: '^v1,' },
    example: 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  },
};

function bringing(type: Type): ZodOpenApiOperationObject {
  const { when, names } = meanings[type];
  return {
    operationId: `on${nameOf(type)}`,
    tags: ['Webhooks'],
    summary: type,
    description: when,
    security: [],
    parameters: Object.keys(signatureHeaders).map((name) => ({ $ref: `#/components/parameters/${name}` })),
    requestBody: {
      required: true,
      content: { 'application/json': { schema: bodyOfType(type, names), example: exampleOf(type, names) } },
    },
    responses: {
      '2XX': { description: 'You have it. Anything else, or no answer in time, and it is sent again.' },
      '410': { description: 'You want nothing there any more: the webhook is disabled.' },
    },
  };
}

/** The body of one type of event: what is always named is required. */
function bodyOfType(type: Type, names: readonly Named[]) {
  const { data } = eventBody.shape;
  const required = Object.fromEntries(names.map((name) => [name, true])) as Partial<Record<Named, true>>;
  return eventBody
    .extend({ type: z.literal(type), data: data.required(required).meta(data.meta() ?? {}) })
    .meta({ id: `Event${nameOf(type)}` });
}

function exampleOf(type: Type, names: readonly Named[]): unknown {
  const prefixes: Record<Named, string> = {
    customer_id: 'cus',
    order_id: 'ord',
    document_id: 'doc',
    points_entry_id: 'pts',
    webhook_id: 'whk',
  };
  const subject = Object.fromEntries(names.map((name) => [name, `${prefixes[name]}_01k9zq3v7x8m2n4p6r8t0w2y4a`]));
  return JSON.parse(bodyOf({ type, at: Date.parse('2026-11-26T09:30:00Z'), subject }, 'https://account.example.com'));
}

/** `order.paid` as `OrderPaid`. */
function nameOf(type: Type): string {
  return type.replaceAll(/(?:^|\.)(\w)/g, (_, first: string) => first.toUpperCase());
}
