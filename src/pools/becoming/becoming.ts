// Two accounts of one address become one. A store that has joined a pool keeps those of its customers apart whose address somebody of
// the pool has, until they, signed in at the store, prove that they read what goes to it. Only whoever is signed in as that customer
// can use the link, and until they have proved their address they are not told whether there is another account.
import { and, eq, isNotNull, ne, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import * as links from '../../access/links.ts';
import type { Scene } from '../../access/scene.ts';
import { logins } from '../../access/schema.ts';
import * as throttles from '../../credentials/throttles.ts';
import { isMember, type SignedIn } from '../../customers/customers.ts';
import { customers, memberships } from '../../customers/schema.ts';
import { addressedTo } from '../../messages/addressing.ts';
import * as outbox from '../../messages/outbox.ts';
import * as sessions from '../../sessions/sessions.ts';
import * as audit from '../../staff/audit/audit.ts';
import { poolOf, type Store } from '../../stores/stores.ts';
import { batch, type Database } from '../../web/database.ts';
import { emailKey } from '../../web/emails.ts';
import { newToken } from '../../web/secrets.ts';
import { merging } from './merging.ts';

const other = alias(customers, 'other_account');

/**
 * Whether `other` is the person of the store's pool who has the same address, as a condition beside the customer. They are customers
 * of no store both, so nothing that a store holds of them clashes.
 */
function isOther(storeId: string): SQL | undefined {
  return and(
    eq(other.emailKey, customers.emailKey),
    eq(other.poolId, poolOf(storeId)),
    ne(customers.poolId, poolOf(storeId)),
    sql`not exists (
      select 1 from ${memberships} as own join ${memberships} as theirs on theirs.store_id = own.store_id
      where own.customer_id = ${customers.id} and theirs.customer_id = ${other.id})`,
  );
}

/** Whether the customer may become one with somebody of the pool, and has proved their address: 1 or 0, as a value in SQL. */
export function mayBecomeOne(storeId: string, customerId: string) {
  return sql<number>`exists (
    select 1 from ${customers} join ${customers} as other_account on ${isOther(storeId)}
      join ${logins} on ${logins.customerId} = ${customers.id}
    where ${customers.id} = ${customerId} and ${isNotNull(logins.emailProvedAt)})`.as('may_become_one');
}

/** The other account of this customer's address, and the names of its stores as JSON; none where there is none. */
export function otherOf(db: Database, storeId: string, customerId: string) {
  return db
    .select({
      id: sql<string>`${other.id}`.as('other_id'),
      stores: sql<string>`(
        select json_group_array(name) from (
          select stores.name from ${memberships} join stores on stores.id = ${memberships.storeId}
          where ${memberships.customerId} = ${other.id} order by stores.created_at, stores.id))`.as('other_stores'),
      own: sql<string>`json_object(
        'name', ${customers.name}, 'phone', ${customers.phone}, 'company', ${customers.company}, 'vatId', ${customers.vatId},
        'birthDate', ${customers.birthDate})`.as('own_details'),
    })
    .from(customers)
    .innerJoin(other, isOther(storeId))
    .where(and(eq(customers.id, customerId), isMember(storeId, sql`${customers.id}`)));
}

export type Other = Awaited<ReturnType<typeof otherOf>>[number];

/** The link whose token has this hash. */
export function linkOf(db: Database, store: Store, tokenHash: string) {
  return links.find(db, store, ['joining'], tokenHash);
}

export type AskResult = { ok: true; messageIds: string[] } | { ok: false; problem: 'too_many' };

/**
 * Sends the customer a link by which they prove their address, if there is another account of it, and does as much if not. Problem:
 * `too_many` messages to it.
 */
export async function ask(scene: Scene, who: SignedIn, now: number): Promise<AskResult> {
  const { db, store, sealingKey } = scene;
  const key = await throttles.keyOf('email_messages', store.poolId, emailKey(who.email));
  const counted = await throttles.count(db, 'email_messages', key, now);
  if (throttles.isTooMany('email_messages', counted)) return { ok: false, problem: 'too_many' };
  const customerId = who.id;
  const isThere = sql`exists ${otherOf(db, store.id, customerId)}`;
  const link = await links.issue(db, { storeId: store.id, customerId, purpose: 'joining' }, null, now, isThere);
  const letter = {
    ...addressedTo(store, { ...who, customerId }),
    template: 'joining',
    data: { name: who.name, hours: links.lifetimes.joining / 3_600_000 },
    secret: { token: link.token },
  } as const;
  const message = await outbox.message(db, sealingKey, letter, now, isThere);
  const told = audit.entry(scene, { by: null, act: 'own_email_proof_asked', customerId }, now);
  await batch(db, [link.statement, message.statement, told]);
  return { ok: true, messageIds: [message.id] };
}

export type BecomingResult =
  { ok: true; cookie: string; ended: sessions.Claim[]; messageIds: string[] } | { ok: false; problem: links.DeadLink };

/**
 * Uses the link, once: everything that is held of the customer belongs to the other account from then on, which signs in with their
 * password. Returns the cookie of its session, and the sessions of both that ended. Problem: a dead link, also where the other
 * account is gone.
 */
export async function become(
  scene: Scene & { kv: KVNamespace },
  who: SignedIn,
  { row, found }: { row: links.Linked | undefined; found: Other | undefined },
  now: number,
): Promise<BecomingResult> {
  const { db, kv, store, from, sealingKey } = scene;
  const dead = links.problemFor(who.id, row, now);
  if (dead || !row || !found) return { ok: false, problem: dead ?? 'link_unknown' };
  const by = newToken();
  const won = links.isUsedBy(row.tokenHash, by);
  const isStill = sql`exists (select 1 from ${otherOf(db, store.id, who.id)} where other_id = ${found.id})`;
  const letter = {
    ...addressedTo(store, { ...who, customerId: found.id }),
    template: 'accounts_joined',
    data: { name: who.name, stores: [...namesOf(found), store.name].join(', ') },
  } as const;
  const message = await outbox.message(db, sealingKey, letter, now, won);
  const begin = { holderId: found.id, device: from.device, place: from.place };
  const session = await sessions.prepare(begin, sessions.customerLifetime, now);
  // First: without its row in D1 it is nothing, and where KV fails nobody has lost the session that they came with.
  await session.store(kv);
  const [used, own, theirs] = await batch(db, [
    links.use(db, row.tokenHash, by, now, isStill),
    sessions.claimsOf(db, who.id),
    sessions.claimsOf(db, found.id),
    ...merging(db, { from: who.id, to: found.id, own: ownIn(found), tokenHash: row.tokenHash }, won, now),
    session.statement(db, won),
    message.statement,
    audit.entry(scene, { by: null, act: 'own_accounts_joined', customerId: found.id }, now, won),
  ]);
  if (used.length !== 1) return { ok: false, problem: 'link_used' };
  return { ok: true, cookie: session.cookie, ended: [...own, ...theirs], messageIds: [message.id] };
}

/** The stores of the other account, by name. */
export function namesOf({ stores }: Other): string[] {
  return JSON.parse(stores);
}

function ownIn({ own }: Other): Record<'name' | 'phone' | 'company' | 'vatId' | 'birthDate', string> {
  return JSON.parse(own);
}
