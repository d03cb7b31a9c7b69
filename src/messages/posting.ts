// Where the outbox meets the Worker: delivery with the bindings of the environment.
import { openingKeysOf } from '../credentials/sealing.ts';
import type { AnyContext } from '../web/context.ts';
import { openDatabase } from '../web/database.ts';
import { afterResponse } from '../web/requests.ts';
import { deliver, type Post } from './delivery.ts';
import { recorded } from './dev.tsx';

/** How this Worker sends: through the e-mail binding, in development with a copy for /dev/mail. */
export function postOf(env: Env): Post {
  const send: Post['send'] = (mail) => env.EMAIL.send(mail);
  return {
    db: openDatabase(env),
    openingKeys: openingKeysOf(env),
    send: env.ENVIRONMENT === 'development' ? recorded(send) : send,
  };
}

/** Sends these messages once the response is on its way. If the Worker ends before, Cron sends them. */
export function deliverAfter(c: AnyContext, messageIds: readonly string[]): void {
  if (messageIds.length === 0) return;
  afterResponse(c, 'delivery', () => deliver(postOf(c.env), messageIds, c.var.now));
}
