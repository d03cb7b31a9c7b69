// What staff do, by the verbs themselves: their pages come later.
import { env } from 'cloudflare:workers';
import * as admission from '../../src/access/activation/admission.ts';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import { deliver } from '../../src/messages/delivery.ts';
import { postOf } from '../../src/messages/posting.ts';
import type { PolicyChanges } from '../../src/stores/policies.ts';
import * as stores from '../../src/stores/stores.ts';
import { openDatabase } from '../../src/web/database.ts';
import { nowhere } from '../../src/web/network.ts';
import { postbox, type Postbox } from './mail.ts';

type Verb = typeof admission.activate;

/** Lets staff of a demo store do this for a customer, and sends what follows from it. */
export async function byStaff(verb: Verb, customerId: string, store: DemoStore = 'goods', post: Postbox = postbox()) {
  const db = openDatabase(env);
  const now = Date.now();
  const found = await stores.atHost(db, demoStores[store].hostname, now);
  if (!found) throw new Error('no demo store');
  const result = await verb({ db, store: found, sealingKey: env.SEALING_KEY, from: nowhere }, customerId, now);
  if (result.ok) await deliver(postOf({ ...env, EMAIL: post.binding }), result.messageIds, now);
  return { result, sent: post.sent };
}

/** Saves policies of a demo store. */
export async function withPolicies(policies: PolicyChanges, store: DemoStore = 'goods') {
  const db = openDatabase(env);
  const found = await stores.atHost(db, demoStores[store].hostname, Date.now());
  if (!found) throw new Error('no demo store');
  const [saved] = await stores.changing(db, { before: found, after: stores.changed(found, { policies }) }, Date.now());
  if (!saved) throw new Error('changed meanwhile');
  stores.forget();
}
