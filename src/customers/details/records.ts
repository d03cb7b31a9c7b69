// What people told about themselves, on record. Name, phone, company, VAT ID, birth date and addresses are the person's in the
// whole pool; answers and consent belong to one store.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Store } from '../../stores/stores.ts';
import { batch, type Database, type Statement } from '../../web/database.ts';
import { adding } from '../addresses/addresses.ts';
import { indexing, rereading } from '../finding/indexing.ts';
import { customers, memberships } from '../schema.ts';
import type { Answers, Details } from './asked.ts';
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
  const address = person.billing && adding(db, owner, { ...person.billing, isDefaultBilling: true }, now, when);
  return [
    db
      .update(customers)
      .set({ ...filled, ...rereading(filled), updatedAt: now })
      .where(and(eq(customers.id, customerId), when)),
    db
      .update(memberships)
      .set({ ...merged(person), ...(person.newsletter ? consent(person.newsletter, now) : {}) })
      .where(and(isMember(store, customerId), when)),
    ...(address ? [address.insertion, ...address.defaults] : []),
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
  return (['name', 'phone'] as const).flatMap((field) => {
    const typed = details[field];
    if (!typed) return [];
    const filled = { [field]: typed };
    return db
      .update(customers)
      .set({ ...filled, ...rereading(filled), updatedAt: now })
      .where(and(isContact, eq(customers[field], '')));
  });
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

/**
 * The statements that write what staff corrected about a member: what is named, and nothing else. A consent is not theirs to give or to
 * take.
 */
export function correcting(db: Database, store: Store, whose: Corrected, now: number): Statement[] {
  return changing(db, store, whose, {}, now);
}

type Changed = { customerId: string; person: Person; language: string | null };

/** What is to be written about a customer, as far as it is named. */
export type Corrected = {
  customerId: string;
  person: { details: Partial<Details>; answers: Answers };
  language?: string | null | undefined;
};

function changing(
  db: Database,
  store: Store,
  { customerId, person, language }: Corrected,
  agreed: Partial<ReturnType<typeof keptConsent>> | { newsletterAt: null; newsletterWords: null },
  now: number,
): Statement[] {
  const isHere = sql`exists (select 1 from ${memberships} where ${isMember(store, customerId)})`;
  return [
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

/** Answers to what is not asked any more stay. */
function merged({ answers }: Pick<Person, 'answers'>) {
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
