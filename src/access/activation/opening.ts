// Staff put somebody on record and open an account for them: the person is asked by mail to confirm it and to choose a password.
// Somebody whom another store of the pool knows stays who they are there, and becomes a customer of this store too.
import { sql, type SQL } from 'drizzle-orm';
import * as people from '../../customers/customers.ts';
import type { Person } from '../../customers/details/input.ts';
import { recording } from '../../customers/details/records.ts';
import { indexing } from '../../customers/finding/indexing.ts';
import { coming, revised } from '../../customers/revisions.ts';
import { memberships } from '../../customers/schema.ts';
import { batch, insertIf, isDuplicate, type Statement } from '../../web/database.ts';
import { emailKey } from '../../web/emails.ts';
import { newId } from '../../web/ids.ts';
import { known, type Known } from '../registration/enrolment.ts';
import type { Plan, Scene } from '../scene.ts';
import * as welcome from './welcome.ts';

export type Opening = { email: string; language: string | null; person: Person; isInvited: boolean };

export type OpeningResult =
  { ok: true; customerId: string; messageIds: string[] } | { ok: false; problem: 'email_known' };

/**
 * Puts a person on record at the store. With `isInvited` they are sent an invitation; whoever has a login already is let in and
 * told so. `told` makes the statements that tell of it, for the same batch. Problem: `email_known`, the store has somebody with
 * this address.
 */
export async function open(
  scene: Scene,
  { email, language, person, isInvited }: Opening,
  now: number,
  told: (customerId: string) => readonly Statement[] = () => [],
): Promise<OpeningResult> {
  const { db, store } = scene;
  const [row] = await known(db, store, emailKey(email));
  if (row && row.status !== null) return { ok: false, problem: 'email_known' };
  const customerId = row?.id ?? newId('customer', now);
  const { statementsIf, messageIds } = await opening(
    scene,
    { email, language, person, isInvited, row, customerId },
    now,
  );
  try {
    await batch(db, [...statementsIf(sql`true`), ...told(customerId)]);
  } catch (error) {
    // Somebody else put the same person on record in the meantime.
    if (isDuplicate(error)) return { ok: false, problem: 'email_known' };
    throw error;
  }
  return { ok: true, customerId, messageIds };
}

/** Somebody who is put on record under this id: a new person, or the `row` of one whom another store of the pool knows. */
export type Opened = Opening & { row: Known | undefined; customerId: string };

/**
 * The same for the caller's batch: the statements that do it if a condition holds at the place of the first of them, and the messages
 * to deliver then. They fail as duplicates where the store has somebody with this address by then.
 */
export async function opening(
  scene: Scene,
  { email, language, person, isInvited, row, customerId }: Opened,
  now: number,
): Promise<{ statementsIf: (when: SQL) => Statement[]; messageIds: string[] }> {
  const { db, store } = scene;
  const isIn = Boolean(row?.hasLogin);
  const whose = row ?? { email, language, name: person.details.name };
  const isOpened = people.isMember(store.id, sql`${customerId}`);
  const letter = isInvited
    ? await (isIn ? welcome.word : welcome.invitation)(scene, { ...whose, customerId }, now, isOpened)
    : nothing;
  const membership = {
    storeId: store.id,
    customerId,
    status: isIn ? 'active' : 'pending',
    createdAt: now,
    activatedAt: isIn ? now : null,
  } as const;
  const statementsIf = (when: SQL) => [
    ...(row ? [] : [people.adding(db, store, { id: customerId, email, language }, now, when)]),
    ...coming(db, { storeId: store.id, customerId, isIn }, now, when),
    insertIf(db, memberships, { ...membership, ...revised(store.id, now) }, when),
    ...(row ? indexing(db, customerId) : recording(db, store, { customerId, person }, now, isOpened)),
    ...letter.statements,
  ];
  return { statementsIf, messageIds: letter.messageIds };
}

const nothing: Plan = { statements: [], messageIds: [] };
