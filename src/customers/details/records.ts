// What people told about themselves, on record. Name, phone, company, VAT ID, birth date and addresses are the person's in the
// whole pool; answers and consent belong to one store.
import { and, eq, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { Store } from '../../stores/stores.ts';
import { batch, type Database, type Statement } from '../../web/database.ts';
import { putting } from '../addresses/writing.ts';
import { isMember as isMemberOf } from '../customers.ts';
import { detailNames } from './asked.ts';
import { indexing, rereading } from '../finding/indexing.ts';
import { touching } from '../revisions.ts';
import { customers, memberships } from '../schema.ts';
import type { Person } from './input.ts';

/** The columns of what a customer has told a store: the person's and the membership's. */
export const toldColumns = {
  details: {
    name: customers.name,
    phone: customers.phone,
    company: customers.company,
    vatId: customers.vatId,
    birthDate: customers.birthDate,
  },
  answers: memberships.answers,
  newsletterAt: memberships.newsletterAt,
  newsletterWords: memberships.newsletterWords,
};

/** What a customer has told this store, with e-mail and language. One row, or none for a customer who is nothing here. */
export function knownOf(db: Database, storeId: string, customerId: string) {
  return db
    .select({ email: customers.email, language: customers.language, ...toldColumns })
    .from(memberships)
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .where(and(eq(memberships.storeId, storeId), eq(memberships.customerId, customerId)));
}

export type Known = Awaited<ReturnType<typeof knownOf>>[number];

/**
 * The statements that put on record what somebody filled in at this store to become a customer; with `when` only if that
 * condition holds at their place in the batch. What they left empty wipes out nothing.
 */
export function recording(
  db: Database,
  store: Store,
  whose: { customerId: string; person: Person },
  now: number,
  when: SQL = sql`true`,
): Statement[] {
  const { customerId, person } = whose;
  const filled = Object.fromEntries(Object.entries(person.details).filter(([, text]) => text !== ''));
  const owner = { storeId: store.id, customerId };
  const billing = person.billing && { ...person.billing, isDefaultBilling: true };
  return [
    ...touching(db, customerId, now, when),
    db
      .update(customers)
      .set({ ...filled, ...rereading(filled), updatedAt: now })
      .where(and(eq(customers.id, customerId), when)),
    db
      .update(memberships)
      .set({ ...merged(person), ...(person.newsletter ? consent(person.newsletter, now) : {}) })
      .where(and(isMember(store, customerId), when)),
    ...(billing ? putting(db, owner, billing, now, when) : []),
    ...indexing(db, customerId),
  ];
}

/**
 * The statements that fill in what is not known yet of somebody who has no login; with `when` only if that condition holds at their
 * place in the batch. What is on record stays, and so does everything of whoever has a login: a stranger may have typed this.
 */
export function completing(
  db: Database,
  { customerId, details }: { customerId: string; details: Partial<Record<'name' | 'phone', string>> },
  now: number,
  when: SQL = sql`true`,
): Statement[] {
  const isContact = and(eq(customers.id, customerId), eq(customers.hasLogin, false), when);
  const filled = (['name', 'phone'] as const).flatMap((field) => {
    const typed = details[field];
    return typed ? [{ field, typed, isOpen: and(isContact, eq(customers[field], '')) }] : [];
  });
  if (filled.length === 0) return [];
  const isAnyOpen = sql`exists (select 1 from ${customers} where ${or(...filled.map(({ isOpen }) => isOpen))})`;
  return [
    ...touching(db, customerId, now, isAnyOpen),
    ...filled.map(({ field, typed, isOpen }) =>
      db
        .update(customers)
        .set({ [field]: typed, ...rereading({ [field]: typed }), updatedAt: now })
        .where(isOpen),
    ),
  ];
}

/**
 * Writes what a member changed about themselves. A consent that they gave before keeps its time and its words; one that they
 * take back is forgotten with both.
 */
export async function change(db: Database, store: Store, whose: Changed, now: number): Promise<void> {
  const words = whose.person.newsletter;
  const agreed = words ? keptConsent(words, now) : { newsletterAt: null, newsletterWords: null };
  await batch(db, changing(db, store, whose, agreed, now));
}

/** The statements that write what staff corrected about a member. A consent is not theirs to give or to take. */
export function correcting(db: Database, store: Store, whose: Changed, now: number): Statement[] {
  return changing(db, store, whose, {}, now);
}

type Changed = { customerId: string; person: Person; language: string | null };

function changing(
  db: Database,
  store: Store,
  { customerId, person, language }: Changed,
  agreed: Partial<ReturnType<typeof keptConsent>> | { newsletterAt: null; newsletterWords: null },
  now: number,
): Statement[] {
  const isHere = isMemberOf(store.id, sql`${customerId}`);
  const isOtherHere = sql`${memberships.storeId} = ${store.id} and ${isOther(person, agreed)}`;
  return [
    ...touching(
      db,
      customerId,
      now,
      sql`${isHere} and (${isOtherPerson(customerId, { person, language })} or ${isOtherHere})`,
    ),
    db
      .update(customers)
      .set({ ...person.details, ...rereading(person.details), language, updatedAt: now })
      .where(and(eq(customers.id, customerId), isHere)),
    db
      .update(memberships)
      .set({ ...merged(person), ...agreed })
      .where(isMember(store, customerId)),
    ...indexing(db, customerId),
  ];
}

/** Whether the person is told of otherwise than this, as a condition. */
function isOtherPerson(customerId: string, { person, language }: Pick<Changed, 'person' | 'language'>): SQL {
  const told = detailNames.map((name) => sql`${customers[name]} is not ${person.details[name]}`);
  return sql`exists (
    select 1 from ${customers}
    where ${customers.id} = ${customerId} and (${customers.language} is not ${language} or ${sql.join(told, sql` or `)}))`;
}

/** The same of what belongs to a store, as a condition on memberships. */
function isOther(person: Person, { newsletterAt }: { newsletterAt?: SQL | null }): SQL {
  const isAgreed = newsletterAt === null ? isNotNull(memberships.newsletterAt) : isNull(memberships.newsletterAt);
  return sql`(${memberships.answers} is not ${merged(person).answers} or ${newsletterAt === undefined ? sql`false` : isAgreed})`;
}

/** Answers to what is not asked any more stay. */
function merged({ answers }: Person) {
  return { answers: sql`json_patch(${memberships.answers}, ${JSON.stringify(answers)})` };
}

function consent(words: string, now: number) {
  return { newsletterAt: now, newsletterWords: words };
}

function keptConsent(words: string, now: number) {
  return {
    newsletterAt: sql`coalesce(${memberships.newsletterAt}, ${now})`,
    newsletterWords: sql`case when ${memberships.newsletterAt} is null then ${words} else ${memberships.newsletterWords} end`,
  };
}

function isMember(store: Store, customerId: string) {
  return and(eq(memberships.storeId, store.id), eq(memberships.customerId, customerId));
}
