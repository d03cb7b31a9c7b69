// The bell at the edge: staff listen to it.
import type { AnyContext } from '../../web/context.ts';

/** Connects whoever asks, and may, with the bell of their store. */
export async function listening(c: AnyContext): Promise<Response> {
  const { webSocket } = await c.env.ORDER_BELLS.getByName(c.var.store.id).fetch(c.req.raw);
  // A response of its own, since the headers of one that comes from elsewhere cannot be added to.
  return new Response(null, { status: 101, webSocket: webSocket ?? null });
}
