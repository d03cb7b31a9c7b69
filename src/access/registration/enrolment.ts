// What a registration writes: for an address that is new or has no login, a pending membership with the messages that the
// store's policy asks for; for one that has a login, only the message to its owner. Statements go to the caller's batch.
import { and, eq, sql } from 'drizzle-orm';
import * as customers from '../../customers/customers.ts';
import type { Person } from '../../customers/details/input.ts';
import { recording } from '../../customers/details/records.ts';
import { indexing } from '../../customers/finding/indexing.ts';
import { coming, revised } from '../../customers/revisions.ts';
import { customers as people, memberships } from '../../customers/schema.ts';
import { addressedTo } from '../../messages/addressing.ts';
import * as outbox from '../../messages/outbox.ts';
import * as audit from '../../staff/audit/audit.ts';
import type { Store } from '../../stores/stores.ts';
import type { Database, Statement } from '../../web/database.ts';
import type { Language } from '../../web/i18n.ts';
import { newId } from '../../web/ids.ts';
import { markAccount } from '../accounts.ts';
import * as links from '../links.ts';
import type { Plan, Scene } from '../scene.ts';
import { logins } from '../schema.ts';
import { waitingMessages } from '../waiting.ts';

/** How long an activation link works. */
export const activationHours = links.lifetimes.activation / 3_600_000;

/** What lies in a link's row until it is used. */
export type Unproven = {
  passwordHash: string;
  /** Until when a generated password works; null for one that was typed. */
  passwordExpiresAt: number | null;
  browserHash: string;
  person: Person;
};

/** What a link's row carries, read back; null where it carries nothing. It was written by this module. */
export function unprovenIn(carried: string | null): Unproven | null {
  return carried === null ? null : (JSON.parse(carried) as Unproven);
}

/** Who registers, as typed, and what waits for proof. */
export type Applicant = {
  email: string;
  language: Language;
  unproven: Unproven;
  /** The password that the system made, in clear, for the message; null for a typed one. */
  generated: string | null;
};

export type Known = Awaited<ReturnType<typeof known>>[number];

/** Whom the store knows by this address, whether they have a login, and what they are at this store. */
export function known(db: Database, store: Store, key: string) {
  return db
    .select({
      id: people.id,
      email: people.email,
      name: people.name,
      language: people.language,
      hasLogin: sql<number>`${logins.customerId} is not null`,
      status: memberships.status,
    })
    .from(people)
    .leftJoin(logins, eq(logins.customerId, people.id))
    .leftJoin(memberships, and(eq(memberships.customerId, people.id), eq(memberships.storeId, store.id)))
    .where(customers.isKnownBy(store.id, key));
}

/** The address has a login: its owner is told that it does, or that staff still decide. Nothing about the account changes. */
export async function tellOwner(scene: Scene, applicant: Applicant, row: Known, now: number): Promise<Plan> {
  const { db, store, sealingKey } = scene;
  const message = await outbox.message(
    db,
    sealingKey,
    {
      ...addressedTo(store, { ...row, customerId: row.id }, applicant.language),
      template: row.status === 'pending' ? 'registration_received' : 'account_exists',
      data: { name: row.name },
    },
    now,
  );
  const told = audit.entry(scene, { by: null, act: 'own_registered_again', customerId: row.id }, now);
  return { statements: [message.statement, told], messageIds: [message.id] };
}

/** The address is new, or known without a login: a pending membership, and the message the store's policy asks for. */
export async function enrol(scene: Scene, applicant: Applicant, row: Known | undefined, now: number): Promise<Plan> {
  const { db, store } = scene;
  const customerId = row?.id ?? newId('customer', now);
  const statements: Statement[] = [];
  // What was typed beside the address waits for its proof.
  if (!row) statements.push(customers.adding(db, store, { id: customerId, email: applicant.email }, now));
  const membership = { storeId: store.id, customerId, status: 'pending', createdAt: now, registeredAt: now } as const;
  statements.push(
    ...coming(db, { storeId: store.id, customerId }, now),
    db
      .insert(memberships)
      .values({ ...membership, ...revised(store.id, now) })
      .onConflictDoNothing(),
    audit.entry(scene, { by: null, act: 'own_registered', customerId }, now),
  );
  if (store.policies.activation === 'email') {
    const whose = { storeId: store.id, customerId, purpose: 'activation' } as const;
    const link = await links.issue(db, whose, JSON.stringify(applicant.unproven), now);
    statements.push(link.statement, ...indexing(db, customerId));
    return post(scene, statements, [activationMessage(store, customerId, row, applicant, link.token)], now);
  }
  // Staff decide, not a link: what was typed is on record at once. Somebody already there keeps what they have.
  const { passwordHash, passwordExpiresAt, person } = applicant.unproven;
  if (!row && passwordExpiresAt === null) {
    const login = { customerId, passwordHash, passwordSetAt: now, sessionsValidFrom: now };
    statements.push(db.insert(logins).values(login), ...markAccount(db, customerId, now));
  }
  statements.push(...(row ? indexing(db, customerId) : recording(db, store, { customerId, person }, now)));
  return post(scene, statements, waitingMessages(store, addressee(store, customerId, row, applicant)), now);
}

/** Whom the messages are about and greet: the person on record, else whoever typed. */
function addressee(store: Store, customerId: string, row: Known | undefined, { email, unproven, language }: Applicant) {
  const whose = { customerId, email: row?.email ?? email, language: row?.language ?? null };
  return { ...addressedTo(store, whose, language), name: row?.name || unproven.person.details.name };
}

function activationMessage(
  store: Store,
  customerId: string,
  row: Known | undefined,
  applicant: Applicant,
  token: string,
): outbox.NewMessage {
  const { name, ...about } = addressee(store, customerId, row, applicant);
  const data = { name, hours: activationHours };
  const { generated } = applicant;
  return generated === null
    ? { ...about, template: 'activation', data, secret: { token } }
    : { ...about, template: 'activation_with_password', data, secret: { token, password: generated } };
}

async function post(
  scene: Scene,
  statements: Statement[],
  messages: readonly outbox.NewMessage[],
  now: number,
): Promise<Plan> {
  const { statements: written, messageIds } = await outbox.messages(scene.db, scene.sealingKey, messages, now);
  return { statements: [...statements, ...written], messageIds };
}
