// Where webhooks meet the Worker: delivery with the bindings of the environment.
import { openingKeysOf } from '../../credentials/sealing.ts';
import { deliver } from '../../messages/delivery.ts';
import { postOf } from '../../messages/posting.ts';
import { openDatabase } from '../../web/database.ts';
import type { Follow } from '../../web/noticing.ts';
import { deliverDue, deliverSince, type Courier } from './delivery.ts';

declare global {
  // A way out that need not be there has no place in wrangler.toml, from which the other bindings are known.
  interface __BaseEnv_Env {
    /** What webhooks leave through, where they do not go straight to the internet: a Worker with an address of its own, a test. */
    WEBHOOK_EXIT?: Pick<Fetcher, 'fetch'>;
  }
}

/** How this Worker delivers. */
export function courierOf(env: Env): Courier {
  const { WEBHOOK_EXIT: exit } = env;
  return {
    db: openDatabase(env),
    openingKeys: openingKeysOf(env),
    send: (url, request) => (exit ? exit.fetch(url, request) : fetch(url, request)),
    isLocal: env.ENVIRONMENT !== 'production',
    patienceMs: 10_000,
  };
}

/** Delivers what was put on its way; it is inserted for that, also where it was sent before. */
export const webhookDeliveries: Follow = {
  name: 'webhooks',
  writes: /^insert into "webhook_deliveries" /,
  follow: async (env, { since }) => telling(env, await deliverSince(courierOf(env), since)),
};

/** Delivers everything that is due. */
export async function deliverDueWebhooks(env: Env): Promise<void> {
  await telling(env, await deliverDue(courierOf(env)));
}

async function telling(env: Env, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length > 0) await deliver(postOf(env), messageIds, Date.now());
}
