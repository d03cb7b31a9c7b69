// The bell at the edge: requests that write orders ring it, and staff listen to it.
import { createMiddleware } from 'hono/factory';
import type { AnyContext, AppEnv } from '../../web/context.ts';
import { openDatabase } from '../../web/database.ts';
import { afterResponse } from '../../web/requests.ts';
import { noting, ring } from './ringing.ts';

/** Rings the bell of the store, once the response is on its way, after every request that wrote an order. */
export const ringing = createMiddleware<AppEnv>(async (c, next) => {
  const { env, isWritten } = noting(c.env);
  c.set('db', openDatabase(env));
  await next();
  // Of other stores nobody is told by a request: what they typed might look like the name of one.
  if (isWritten()) afterResponse(c, 'bell', () => ring(c.env.ORDER_BELLS, [c.var.store.id]));
});

/** Connects whoever asks, and may, with the bell of their store. */
export async function listening(c: AnyContext): Promise<Response> {
  const { webSocket } = await c.env.ORDER_BELLS.getByName(c.var.store.id).fetch(c.req.raw);
  // A response of its own, since the headers of one that comes from elsewhere cannot be added to.
  return new Response(null, { status: 101, webSocket: webSocket ?? null });
}
