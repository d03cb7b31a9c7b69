// A partner changes who a customer is, as staff do on their record: what is named, and nothing else. The address of whoever signs in with
// it changes once they have proved the new one.
import { sql, type SQL } from 'drizzle-orm';
import { checkedPerson } from '../../customers/details/sent.ts';
import { correcting, knownOf } from '../../customers/details/records.ts';
import { revising } from '../../customers/revisions.ts';
import { memberships } from '../../customers/schema.ts';
import { running } from '../../groups/rules/rules.ts';
import type { Acting } from '../../partners/contract.ts';
import { externalIdOf, isExternalIdKnown, naming, subjectOf } from '../../partners/external-ids.ts';
import { refused, type FieldProblem, type Refusal } from '../../partners/problems.ts';
import { checked, invalid } from '../../partners/wrong.ts';
import * as audit from '../../staff/audit/audit.ts';
import { batch, reading, type Results, type Statement } from '../../web/database.ts';
import { emailKey, emailSchema } from '../../web/emails.ts';
import { newId } from '../../web/ids.ts';
import { correctAs, readingFor as readingForEmail } from '../emails/correcting.ts';
import { reachOf } from '../reach.ts';
import type { ChangedCustomer } from './input.ts';

export type Amended = { ok: true; messageIds: readonly string[] } | Refusal;

/** What is to change about whom; `isEmailKept` leaves the address of whoever signs in with it to them. */
export type Amendment = { customerId: string; sent: ChangedCustomer; isEmailKept?: boolean };

/**
 * Writes what was sent about a customer of the store. Problems: `not_found` here, `invalid` with its fields, `external_id_known`,
 * `email_known` (somebody else has the address), `beyond_reach` (an address reaches into stores that the maker of the key does not
 * manage).
 */
export async function amend(acting: Acting, amendment: Amendment, now: number): Promise<Amended> {
  const read = await batch(acting.db, readingFor(acting, amendment.customerId, amendment.sent));
  return amendAs(acting, amendment, read, now);
}

/** The same by what was read for it. */
export async function amendAs(acting: Acting, amendment: Amendment, read: Read, now: number): Promise<Amended> {
  const { db, store } = acting;
  const { customerId, sent } = amendment;
  const record = recordIn(read);
  if (!record) return refused('not_found');
  const told = checkedPerson(store, sent, { known: record }, now);
  const email = emailIn(record, amendment);
  const fields = [...(told.ok ? [] : told.fields), ...email.fields];
  if (!told.ok || fields.length > 0) return invalid(fields);
  if (record.subject !== null && record.subject !== customerId) return refused('external_id_known');
  if (email.to !== null && record.beyond > 0) return refused('beyond_reach');

  const { ok: _, ...corrected } = told;
  const isTold = Object.keys(sent).some((name) => name !== 'email' && name !== 'external_id');
  const statements = [
    ...(isTold ? correcting(db, store, { customerId, ...corrected }, now) : []),
    ...(isTold ? running(db, store, { customerIds: [customerId] }, newId('move', now), now) : []),
    ...namings(acting, amendment, now),
  ];
  const entries = statements.length === 0 ? [] : [entry(acting, 'customer_changed', customerId, now)];
  const all = [...entries, ...statements];
  try {
    if (email.to === null) {
      if (all.length > 0) await batch(db, all);
      return { ok: true, messageIds: [] };
    }
    const act = record.hasLogin ? 'customer_email_asked' : 'customer_email_changed';
    const changed = [...all, entry(acting, act, customerId, now)];
    const correction = { customerId, email: email.to, row: record.person, owner: record.owner };
    const result = await correctAs(acting, correction, now, changed);
    if (result.ok) return result;
    return refused(result.problem === 'email_known' ? 'email_known' : 'changed_meanwhile');
  } catch (error) {
    if (isExternalIdKnown(error)) return refused('external_id_known');
    throw error;
  }
}

/** Who they are by now, and what the change depends on; the customer's id may be SQL. */
export function readingFor(acting: Acting, customerId: string | SQL, sent: ChangedCustomer) {
  const { db, store, caller } = acting;
  const ownId = sent.external_id ?? null;
  const subject = ownId === null ? sql`null` : subjectOf(sql`${caller.partnerId}`, 'customer', ownId);
  return [
    knownOf(db, store.id, customerId),
    reachOf(db, caller.staff.id, customerId),
    reading(db, { subject: sql<string | null>`${subject}`.as('subject') }),
    ...readingForEmail(acting, customerId, sent.email ?? ''),
  ] as const;
}

export type Read = Results<ReturnType<typeof readingFor>>;

function recordIn([[known], [reach], [around], [person], [owner]]: Read) {
  if (!known) return null;
  const hasLogin = person?.hasLogin ?? false;
  return { ...known, beyond: reach?.beyond ?? 0, subject: around?.subject ?? null, hasLogin, person, owner };
}

/** The address to change to; null where it stays. */
function emailIn(
  record: { email: string; hasLogin: boolean },
  { sent, isEmailKept = false }: Amendment,
): { to: string | null; fields: FieldProblem[] } {
  if (sent.email === undefined) return { to: null, fields: [] };
  const email = checked(emailSchema, sent.email, '/email');
  if (!email.ok) return { to: null, fields: email.fields };
  const isSame = record.hasLogin ? emailKey(email.value) === emailKey(record.email) : email.value === record.email;
  return { to: isSame || (isEmailKept && record.hasLogin) ? null : email.value, fields: [] };
}

function namings({ db, store, caller }: Acting, { customerId, sent }: Amendment, now: number): Statement[] {
  if (sent.external_id === undefined) return [];
  const { external_id: externalId } = sent;
  const whose = { partnerId: caller.partnerId, storeId: store.id };
  const isOther = sql`${externalIdOf(sql`${caller.partnerId}`, sql`${customerId}`)} is not ${externalId}`;
  return [
    revising(db, customerId, now, sql`${memberships.storeId} = ${store.id} and ${isOther}`),
    ...naming(db, whose, { kind: 'customer', subjectId: customerId, externalId }, now),
  ];
}

function entry(acting: Acting, act: audit.Act, customerId: string, now: number): Statement {
  return audit.entry(acting, { by: acting.caller.staff.id, act, customerId }, now);
}
