// What staff do about messages that were not sent: each in one batch with its entry in the audit. They return the ids of the messages
// that are to be delivered now.
import { sql } from 'drizzle-orm';
import * as retrying from '../../messages/retrying.ts';
import { lifting } from '../../messages/suppressions.ts';
import * as audit from '../../staff/audit/audit.ts';
import { batch } from '../../web/database.ts';
import type { Message } from './reading.ts';

/** Sends a message again that failed; nothing where it is being sent, was sent, or what it said is gone. */
export async function retry(
  scene: audit.Scene,
  { id, customerId }: Message,
  by: string,
  now: number,
): Promise<string[]> {
  const { db, store } = scene;
  const told = { by, act: 'message_retried', customerId: customerId ?? undefined, after: { message: id } } as const;
  const [ready] = await batch(db, [
    retrying.retrying(db, retrying.one(store.id, id), now),
    audit.entry(scene, told, now, audit.didSo),
  ] as const);
  return ready.map((one) => one.id);
}

/** Sends everything of the store again that fails or was given up lately. */
export async function retryAll(scene: audit.Scene, by: string, now: number): Promise<string[]> {
  const { db, store } = scene;
  const told = { by, act: 'messages_retried', after: sql`json_object('messages', changes())` } as const;
  const [ready] = await batch(db, [
    retrying.retrying(db, retrying.everythingFailed(db, store.id, now), now),
    audit.entry(scene, told, now, sql`changes() > 0`),
  ] as const);
  return ready.map((one) => one.id);
}

type Lifting = {
  by: string;
  /** What the store gave up lately since an address refused. */
  refused: readonly { id: string; toAddress: string }[];
};

/** Sends to the address of a message again, and what was not sent to it in the last day. */
export async function lift(
  scene: audit.Scene,
  { id, toAddress, customerId }: Message,
  { by, refused }: Lifting,
  now: number,
): Promise<string[]> {
  const { db, store } = scene;
  const told = { by, act: 'address_lifted', customerId: customerId ?? undefined, after: { message: id } } as const;
  const [, , ready] = await batch(db, [
    lifting(db, store.id, toAddress),
    audit.entry(scene, told, now, audit.didSo),
    retrying.retrying(db, retrying.these(retrying.idsTo(toAddress, refused)), now),
  ] as const);
  return ready.map((one) => one.id);
}
