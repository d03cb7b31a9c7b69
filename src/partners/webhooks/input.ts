// Webhooks as staff type them. Which events are wanted is a box for each; none ticked are all.
import * as z from 'zod';
import { requiredLine, tick } from '../../web/lines.ts';
import { addressOf } from './addresses.ts';
import { eventTypes, type EventType } from './events.ts';
import type { Webhook } from './claiming.ts';

/** For how many hours the secret before may go on. */
export const hoursKept = ['24', '1', '0'] as const;

/** What the box of a type of event is called. */
export function boxOf(type: EventType): string {
  return `event_${type.replace('.', '_')}`;
}

const boxes = Object.fromEntries(eventTypes.map((type) => [boxOf(type), tick]));

/** Whether the store sends there is decided by the act; this one says no to what nobody ever sends to. */
const addressTyped = requiredLine(500)
  .refine((typed) => addressOf(typed, true) !== null, 'url_refused')
  .prefault('');

export const webhookSchema = z.object({ url: addressTyped, ...boxes }).transform((typed) => {
  const events = eventTypes.filter((type) => Reflect.get(typed, boxOf(type)) === true);
  return { url: typed.url, events: events.length === 0 ? null : events };
});

export const newWebhookSchema = z
  .object({
    partner: z
      .string('invalid')
      .regex(/^ptn_[0-9a-z_]{1,60}$/, 'invalid')
      .prefault(''),
  })
  .and(webhookSchema)
  .transform(({ partner, ...rest }) => ({ partnerId: partner, ...rest }));

export const rotationSchema = z.object({
  hours: z.enum(hoursKept).transform(Number).catch(Number(hoursKept[0])),
  seen: z.coerce.number().int().catch(0),
});

export const switchSchema = z.object({ to: z.enum(['on', 'off']).catch('off') });

export const replaySchema = z.object({ event: requiredLine(64).optional().catch(undefined) });

/** A webhook as its form shows it. */
export function webhookAsTyped({ url, events }: Pick<Webhook, 'url' | 'events'>): Record<string, string> {
  const ticked = eventTypes.filter((type) => events?.includes(type));
  return { url, ...Object.fromEntries(ticked.map((type) => [boxOf(type), 'on'])) };
}
