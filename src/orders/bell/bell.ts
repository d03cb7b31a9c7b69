// The bell of a store: whoever looks at the list of orders hears it when an order was written. It is a mere bell: it holds no orders and
// knows nothing of them, so that whoever hears it learns only that there may be something to ask for. While nobody rings or connects it
// sleeps with its connections open, and costs nothing. Source: https://developers.cloudflare.com/durable-objects/best-practices/websockets/
import { DurableObject } from 'cloudflare:workers';
import * as z from 'zod';

/**
 * How long somebody is rung for before they have to come again. The right to listen is looked at when they come: so whoever has signed out
 * meanwhile hears that orders change for ten minutes at most, and never what.
 */
const listenMs = 10 * 60_000;

/** Comes again: the browser connects anew and asks for what it missed. Source: RFC 6455, 7.4.2, codes for private use. */
const comeAgain = 4000;

const attachment = z.object({ until: z.number() });

export class OrderBell extends DurableObject<Env> {
  /** Lets somebody listen whose right to was looked at before. */
  override fetch(): Response {
    const { 0: theirs, 1: ours } = new WebSocketPair();
    this.ctx.acceptWebSocket(ours);
    ours.serializeAttachment({ until: Date.now() + listenMs } satisfies z.input<typeof attachment>);
    return new Response(null, { status: 101, webSocket: theirs });
  }

  /** Rings for everybody who may still listen, and sends the others away. */
  ring(): void {
    const now = Date.now();
    for (const one of this.ctx.getWebSockets()) {
      if (one.readyState !== WebSocket.OPEN) continue;
      const { until } = attachment.parse(one.deserializeAttachment());
      if (now < until) one.send('');
      else one.close(comeAgain);
    }
  }
}
