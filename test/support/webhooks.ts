// Webhooks for tests: one in D1, events for it, and a receiver that answers as it is told.
import { env } from 'cloudflare:workers';
import { seal } from '../../src/credentials/sealing.ts';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import { event, type EventType } from '../../src/partners/webhooks/events.ts';
import { webhookDeliveries, webhooks } from '../../src/partners/webhooks/schema.ts';
import { courierOf } from '../../src/partners/webhooks/sending.ts';
import { batch, openDatabase } from '../../src/web/database.ts';
import { newId } from '../../src/web/ids.ts';
import { aPartner } from './partners.ts';

type Traits = Partial<Omit<typeof webhooks.$inferInsert, 'secret'>> & { store?: DemoStore; secret?: string };

/** The secret of a webhook that was given none. */
export const secret = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';

/** Where nobody answers, at once. */
export const nowhere = 'http://127.0.0.1:9/webhooks';

/** A webhook of a new partner for every event; returns its id. */
export async function aWebhook({ store = 'goods', ...traits }: Traits = {}): Promise<string> {
  const id = traits.id ?? newId('webhook', Date.now());
  await openDatabase(env)
    .insert(webhooks)
    .values({
      storeId: demoStores[store].id,
      partnerId: traits.partnerId ?? (await aPartner(store)),
      url: 'https://till.example.com/regulars',
      createdAt: 1,
      updatedAt: 1,
      ...traits,
      id,
      secret: await seal(env.SEALING_KEY, id, traits.secret ?? secret),
    });
  return id;
}

/** Something that happens at the store, to the customer of this id. */
export async function happening(type: EventType, customerId = 'cus_ada', store: DemoStore = 'goods'): Promise<void> {
  const one = { storeId: demoStores[store].id, type, subject: { customer_id: customerId } };
  const db = openDatabase(env);
  await batch(db, [event(db, one, Date.now())]);
}

/** An event that was given up, on its way to a webhook; returns its id. */
export async function aDelivery(
  webhookId: string,
  traits: Partial<typeof webhookDeliveries.$inferInsert> = {},
): Promise<string> {
  const at = Date.now();
  const eventId = traits.eventId ?? newId('event', at);
  const state = { type: 'order.paid', subject: { order_id: 'ord_one' }, givenUpAt: at, tries: 10, log: [] };
  const rest = { storeId: demoStores.goods.id, at, ...state, ...traits, webhookId, eventId };
  await openDatabase(env).insert(webhookDeliveries).values(rest);
  return eventId;
}

/** What a receiver was sent. */
export type Received = { url: string; headers: Record<string, string>; body: string; at: number };

/** Answers with a status, or does what a network does. */
type Answering = (received: Received, request: RequestInit) => number | Promise<Response>;

/** A receiver, what it was sent, and the binding through which it is reached. */
export function receiver(answering: Answering = () => 204) {
  const received: Received[] = [];
  const fetch = async (url: string, request: RequestInit): Promise<Response> => {
    const headers = Object.fromEntries(new Headers(request.headers));
    const one = { url, headers, body: await new Response(request.body).text(), at: Date.now() };
    received.push(one);
    const answer = answering(one, request);
    return typeof answer === 'number' ? new Response(null, { status: answer }) : answer;
  };
  const bindings = { WEBHOOK_EXIT: { fetch } as unknown as Fetcher };
  return { received, bindings, courier: courierOf({ ...env, ...bindings }) };
}

/** A receiver that cannot be reached. */
export const down = () => Promise.reject<Response>(new TypeError('Network connection lost.'));
