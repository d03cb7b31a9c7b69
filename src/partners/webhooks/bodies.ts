// What a receiver is sent: that something happened to a thing, and where the thing is found. Nothing else of it (decision 039).
import * as z from 'zod';
import { idField, moment, momentOf } from '../fields.ts';
import { eventTypes, testType } from './events.ts';

/** Where what an event is about is found, by what its id is called. */
const placesOf: Partial<Record<string, { url: string; at: (id: string) => string }>> = {
  customer_id: { url: 'customer_url', at: (id) => `/customers/${id}` },
  order_id: { url: 'order_url', at: (id) => `/orders/${id}` },
  document_id: { url: 'document_url', at: (id) => `/documents/${id}` },
  webhook_id: { url: 'webhook_url', at: (id) => `/webhooks/${id}` },
};

/** The body as the description of the API says it. */
export const eventBody = z
  .strictObject({
    type: z.enum([...eventTypes, testType]),
    timestamp: moment.meta({ description: 'When it happened.' }),
    data: z
      .strictObject({
        customer_id: idField('cus').optional().meta({ description: 'Not there where nobody is on record.' }),
        customer_url: z.url().optional(),
        order_id: idField('ord').optional(),
        order_url: z.url().optional(),
        document_id: idField('doc').optional(),
        document_url: z.url().optional(),
        points_entry_id: idField('pts').optional(),
        webhook_id: idField('whk').optional(),
        webhook_url: z.url().optional(),
      })
      .meta({
        description:
          'The ids of what it is about, and where in this API that is found. Ask there with a key that may read it.',
      }),
  })
  .meta({ id: 'Event' });

/** An event as it is kept: what happened, when (ms since 1970), and to what. */
type Kept = { type: string; at: number; subject: Readonly<Record<string, string>> };

/** The body of an event at the store of this origin: the same bytes each time. */
export function bodyOf({ type, at, subject }: Kept, origin: string): string {
  const data = Object.entries(subject).flatMap(([name, id]) => {
    const place = placesOf[name];
    return [[name, id], ...(place ? [[place.url, `${origin}/api/v1${place.at(id)}`]] : [])];
  });
  return JSON.stringify({ type, timestamp: momentOf(at), data: Object.fromEntries(data) });
}
