// What staff can do to many customers at once, and how a portion of them is done: one batch, whose every statement depends on
// having claimed the portion. Whether it can be done to somebody is decided there too, so a result is never mistaken.
import type { SQL } from 'drizzle-orm';
import * as admission from '../../../access/activation/admission.ts';
import { denialOutcome, denying } from '../../../access/denial.ts';
import type { Plan, Scene } from '../../../access/scene.ts';
import { choiceOutcome, choosing } from '../../../groups/choosing.ts';
import { removalOutcome, removing } from '../../../privacy/removal.ts';
import * as bulk from '../../../customers/bulk/bulk.ts';
import * as audit from '../../../staff/audit/audit.ts';
import type { Store } from '../../../stores/stores.ts';
import { batch, type Database, type Statement } from '../../../web/database.ts';
import { newId } from '../../../web/ids.ts';

type Acting = {
  /** What the audit calls it. */
  told: audit.Act;
  /** Customers in a portion at most. */
  portion: (store: Store) => number;
  /** What it comes to for the customer in a column, as a value in SQL: `done`, or the problem. */
  outcome: (store: Store, customerId: SQL, begun: bulk.Bulk) => SQL;
  plan: (
    scene: Scene,
    people: readonly admission.Person[],
    now: number,
    when: SQL,
    begun: bulk.Bulk,
  ) => Plan | Promise<Plan>;
};

/** Passwords that are made in one request: each is hashed, about 250 ms of CPU. */
const mostHashed = 10;

const acting = {
  invite: {
    told: 'customer_invited',
    portion: () => bulk.portionSize,
    outcome: ({ id }, customerId) => admission.invitationOutcome(id, customerId),
    plan: admission.inviting,
  },
  activate: {
    told: 'customer_activated',
    portion: ({ policies }) => (policies.passwordAtRegistration === 'generated' ? mostHashed : bulk.portionSize),
    outcome: ({ id }, customerId) => admission.activationOutcome(id, customerId),
    plan: admission.activating,
  },
  deny: {
    told: 'customer_denied',
    portion: () => bulk.portionSize,
    outcome: ({ id }, customerId) => denialOutcome(id, customerId),
    plan: ({ db, store }, people, now, when) => ({
      statements: [...denying(db, store, idsOf(people), now, when)],
      messageIds: [],
    }),
  },
  group: {
    told: 'customer_grouped',
    portion: () => bulk.portionSize,
    outcome: ({ id }, customerId, { groupId }) => choiceOutcome(id, customerId, groupId ?? ''),
    plan: ({ db, store }, people, now, when, { groupId, staffId }) => {
      const choice = { customerIds: idsOf(people), groupId: groupId ?? '', by: staffId, when };
      return { statements: choosing(db, store, choice, newId('move', now), now), messageIds: [] };
    },
  },
  delete: {
    told: 'customer_deleted',
    portion: () => bulk.portionSize,
    outcome: ({ id }, customerId) => removalOutcome(id, customerId),
    plan: ({ db, store }, people, now, when) => ({
      statements: removing(db, store.id, { customerIds: idsOf(people), when }, now),
      messageIds: [],
    }),
  },
} satisfies Record<bulk.Act, Acting>;

/** What is offered, in the order of the buttons. */
export const acts = ['invite', 'activate', 'group', 'deny', 'delete'] as const satisfies readonly bulk.Act[];

/** What keeps an act from being done to somebody, as results say it. */
export const problems = ['not_found', 'has_login', 'not_pending', 'denied', 'already_denied', 'group_gone'] as const;

/** What the next portion needs to know, for one batch. */
export function reading(db: Database, store: { id: string }, id: string) {
  return [
    bulk.find(db, store.id, id),
    bulk.nextOf(db, store.id, id),
    admission.peopleAmong(db, store, bulk.nextIds(store.id, id)),
  ] as const;
}

/** Those whom the next portion is for, in their order, and what is known of them. */
export type Portion = { customerIds: readonly (string | null)[]; people: readonly admission.Person[] };

/**
 * Does the next portion of the act, unless somebody else is doing it, and returns the messages to deliver. `begun` are statements
 * that belong before it, in the same batch.
 */
export async function goOn(
  scene: Scene,
  begun: bulk.Bulk,
  portion: Portion,
  now: number,
  before: readonly Statement[] = [],
): Promise<string[]> {
  const { db, store } = scene;
  const { told, outcome, plan, ...how }: Acting = acting[begun.act];
  const size = how.portion(store);
  const step = bulk.stepping(db, begun, size, now);
  const ids = new Set(portion.customerIds.slice(0, size));
  const people = portion.people.filter(({ customerId }) => ids.has(customerId));
  const { statements, messageIds } = await plan(scene, people, now, step.isMine, begun);
  const isOfErased = begun.act === 'delete';
  const entry = { by: begun.staffId, act: told, after: { bulk: begun.id }, isOfErased };
  await batch(db, [
    ...before,
    step.claim,
    step.resulting((customerId) => outcome(store, customerId, begun)),
    audit.entryEach(scene, entry, idsOf(people), now, step.isDoneTo),
    ...statements,
  ]);
  return messageIds;
}

/** What tells the audit that an act was begun, and for how many. */
export function beginningTold(scene: Scene, { id, act, staffId }: bulk.Bulk, customers: number, now: number) {
  return audit.entry(scene, { by: staffId, act: 'bulk_started', after: { bulk: id, act, customers } }, now);
}

function idsOf(people: readonly admission.Person[]): string[] {
  return people.map(({ customerId }) => customerId);
}
