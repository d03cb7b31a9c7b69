// What staff do and decide, by the verbs themselves: for tests that are not about the pages on which they do.
import { env } from 'cloudflare:workers';
import * as admission from '../../src/access/activation/admission.ts';
import type { DemoStore } from '../../src/demo/shops.ts';
import { deliver } from '../../src/messages/delivery.ts';
import { postOf } from '../../src/messages/posting.ts';
import type { PolicyChanges } from '../../src/stores/policies.ts';
import * as stores from '../../src/stores/stores.ts';
import { openDatabase } from '../../src/web/database.ts';
import { nowhere } from '../../src/web/network.ts';
import { postbox, type Postbox } from './mail.ts';
import { demoStore } from './stores.ts';

type Verb = typeof admission.activate;

/** Lets staff of a demo store do this for a customer, and sends what follows from it. */
export async function byStaff(verb: Verb, customerId: string, store: DemoStore = 'goods', post: Postbox = postbox()) {
  const db = openDatabase(env);
  const now = Date.now();
  const scene = { db, store: await demoStore(store), sealingKey: env.SEALING_KEY, from: nowhere };
  const result = await verb(scene, customerId, now);
  if (result.ok) await deliver(postOf({ ...env, EMAIL: post.binding }), result.messageIds, now);
  return { result, sent: post.sent };
}

/** Saves policies of a demo store. */
export async function withPolicies(policies: PolicyChanges, store: DemoStore = 'goods') {
  const before = await demoStore(store);
  const after = stores.changed(before, { policies });
  const [saved] = await stores.changing(openDatabase(env), { before, after }, Date.now());
  if (!saved) throw new Error('changed meanwhile');
  stores.forget();
}
