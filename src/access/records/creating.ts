// A partner puts somebody on record, as staff do at /admin/customers/new: with an address book, a group and an id of its own at once.
// Somebody whom another store of the pool knows stays who they are there, and becomes a customer of this store too.
import { sql } from 'drizzle-orm';
import * as book from '../../customers/addresses/addresses.ts';
import { offeredBy } from '../../customers/addresses/countries.ts';
import { addressSchema, type AddressInput } from '../../customers/addresses/input.ts';
import { asTyped } from '../../customers/addresses/representing.ts';
import type { Details } from '../../customers/details/asked.ts';
import { correcting } from '../../customers/details/records.ts';
import { checkedPerson, type Checked } from '../../customers/details/sent.ts';
import { choosing, isGroupOf } from '../../groups/choosing.ts';
import type { Acting } from '../../partners/contract.ts';
import { naming, subjectOf } from '../../partners/external-ids.ts';
import { refused, type FieldProblem, type Refusal } from '../../partners/problems.ts';
import { checked, invalid } from '../../partners/wrong.ts';
import * as audit from '../../staff/audit/audit.ts';
import type { Store } from '../../stores/stores.ts';
import { batch, isDuplicate, reading, type Database, type Results, type Statement } from '../../web/database.ts';
import { emailKey, emailSchema } from '../../web/emails.ts';
import { idOf, newId } from '../../web/ids.ts';
import { opening, type Opening } from '../activation/opening.ts';
import { known, type Known } from '../registration/enrolment.ts';
import type { NewCustomer } from './input.ts';

/** Somebody to be put on record: checked, and with the id that they have if they are new. */
export type Wanted = Opening & {
  id: string;
  externalId: string | null;
  groupId: string | null;
  addresses: readonly AddressInput[];
  /** What is written even about somebody whom another store of the pool knows; null where they stay who they are. */
  corrected: Checked | null;
};

/** The key of what is made, and whether what is sent is what is to be on record, whoever it is. */
export type Making = { made: string; isWhole?: boolean };

export type Created = { ok: true; customerId: string; messageIds: string[] } | Refusal;

/**
 * Puts somebody on record at the store; the id is made of `made`. Problems: `invalid` with its fields, `customer_known` (with their id
 * for whoever may read customers), `external_id_known`, `group_gone`.
 */
export async function create(acting: Acting, sent: NewCustomer, making: Making, now: number): Promise<Created> {
  const found = wantedIn(acting.store, sent, making, now);
  if (!found.ok) return invalid(found.fields);
  return createAs(acting, found.wanted, await batch(acting.db, readingFor(acting, found.wanted)), now);
}

/** The same of somebody who was checked, by what was read for them. */
export async function createAs(acting: Acting, wanted: Wanted, read: Read, now: number): Promise<Created> {
  const { row, problem } = standing(acting, read);
  if (problem) return problem;
  const { db, store } = acting;
  const customerId = row?.id ?? wanted.id;
  const { statementsIf, messageIds } = await opening(acting, { ...wanted, row, customerId }, now);
  try {
    await batch(db, [
      ...statementsIf(sql`true`),
      ...(row ? corrections(acting, wanted, row, now) : belongings(db, store, wanted, now)),
      ...marks(acting, wanted, customerId, now),
    ]);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // Somebody else put the same person on record in the meantime, or called somebody else so.
    const again = standing(acting, await batch(db, readingFor(acting, wanted)));
    return again.problem ?? refused('changed_meanwhile');
  }
  return { ok: true, customerId, messageIds };
}

/** What was sent, by the rules of the forms. */
export function wantedIn(
  store: Store,
  sent: NewCustomer,
  { made, isWhole = false }: Making,
  now: number,
): { ok: true; wanted: Wanted } | { ok: false; fields: FieldProblem[] } {
  const email = checked(emailSchema, sent.email, '/email');
  const country = sent.addresses?.[0]?.country;
  const told = checkedPerson(store, sent, { known: null, country }, now);
  const schema = addressSchema(offeredBy(store));
  const addresses = (sent.addresses ?? []).map((one, nth) => checked(schema, asTyped(one), `/addresses/${nth}`));
  const fields = [email, told, ...addresses].flatMap((part) => (part.ok ? [] : part.fields));
  if (fields.length > 0 || !email.ok || !told.ok) return { ok: false, fields };
  const { ok: _, ...corrected } = told;
  const { person, language = null } = corrected;
  return {
    ok: true,
    wanted: {
      id: idOf('customer', made),
      email: email.value,
      language,
      person: { ...person, details: { ...nothing, ...person.details }, newsletter: null, billing: null },
      isInvited: sent.invite,
      externalId: sent.external_id ?? null,
      groupId: sent.group_id ?? null,
      addresses: addresses.flatMap((one) => (one.ok ? [one.value] : [])),
      corrected: isWhole ? corrected : null,
    },
  };
}

const nothing: Details = { name: '', phone: '', company: '', vatId: '', birthDate: '' };

/** Whom the pool knows by the address, and whether the group and the partner's id are to be had. */
export function readingFor({ db, store, caller }: Acting, { email, groupId, externalId }: Wanted) {
  const subject = externalId === null ? sql`null` : subjectOf(sql`${caller.partnerId}`, 'customer', externalId);
  return [
    known(db, store, emailKey(email)),
    reading(db, {
      isGroup: sql<number>`${groupId === null ? sql`1` : isGroupOf(store.id, groupId)}`.as('is_group'),
      subject: sql<string | null>`${subject}`.as('subject'),
    }),
  ] as const;
}

export type Read = Results<ReturnType<typeof readingFor>>;

/** Who they are in the pool, and what keeps them from being put on record. */
function standing({ caller }: Acting, [[row], [around]]: Read): { row: Known | undefined; problem?: Refusal } {
  if (row && row.status !== null) {
    const isTold = caller.scopes.includes('customers:read');
    return { row, problem: refused('customer_known', isTold ? { detail: `It is ${row.id}.` } : {}) };
  }
  if (around?.subject) return { row, problem: refused('external_id_known') };
  return around?.isGroup ? { row } : { row, problem: refused('group_gone') };
}

function corrections(
  { db, store }: Acting,
  { corrected }: Wanted,
  { id: customerId }: Known,
  now: number,
): Statement[] {
  return corrected ? correcting(db, store, { customerId, ...corrected }, now) : [];
}

/** The address book of somebody new. */
function belongings(db: Database, store: Store, { id: customerId, addresses }: Wanted, now: number): Statement[] {
  return addresses.flatMap((one) => {
    return book.adding(db, { storeId: store.id, customerId }, one, now);
  });
}

/** What the store holds of them beside who they are: the partner's id, the group, and that it was done. */
function marks(
  acting: Acting,
  { externalId, groupId, isInvited }: Wanted,
  customerId: string,
  now: number,
): Statement[] {
  const { db, store, caller } = acting;
  const whose = { partnerId: caller.partnerId, storeId: store.id };
  const choice = groupId === null ? null : { customerIds: [customerId], groupId, by: caller.staff.id };
  const entry = { by: caller.staff.id, act: 'customer_opened', customerId, after: { isInvited } } as const;
  return [
    ...(externalId === null ? [] : naming(db, whose, { kind: 'customer', subjectId: customerId, externalId }, now)),
    ...(choice ? choosing(db, store, choice, newId('move', now), now) : []),
    audit.entry(acting, entry, now),
  ];
}
