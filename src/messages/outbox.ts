// The outbox. A message is a row that is written in the batch of the change that causes it, so either both happen or
// neither; src/messages/delivery.ts sends it right after the response, and Cron tries again until it is sent or given up.
import { and, eq, gte, is, SQL, sql } from 'drizzle-orm';
import { seal } from '../credentials/sealing.ts';
import { insertIf, type Database, type Statement } from '../web/database.ts';
import type { Language } from '../web/i18n.ts';
import { newId } from '../web/ids.ts';
import { outbox } from './schema.ts';
import type { Parts } from './templates/parts.ts';

/** What a message may carry only until it is sent. */
type Secret = { token?: string; password?: string };

/** Every message the shop sends, with what its template is filled with besides the store and the secret. */
export type Messages = {
  activation: { name: string; hours: number };
  activation_with_password: { name: string; hours: number };
  account_active: { name: string };
  account_active_with_password: { name: string; hours: number };
  account_deleted: { name: string };
  account_deleted_notice: { name: string; email: string };
  account_exists: { name: string };
  /** `stores` are the names of the stores where it is one account from now on. */
  accounts_joined: { name: string; stores: string };
  email_change: { name: string; minutes: number };
  email_changed: { name: string; days: number };
  email_changed_again: { name: string };
  /** `id` and `form` are the form's: it says that somebody has answered, and not who. */
  form_answered: { id: string; form: string };
  email_proof: { name: string; hours: number };
  invitation: { name: string; days: number };
  joining: { name: string; hours: number };
  login_created: { name: string; email: string; hours: number };
  document_issued: { name: string; number: string; order: string };
  /** `place` is empty where the edge does not know it. */
  new_device: { name: string; device: string; place: string; time: string };
  new_password: { name: string; hours: number };
  /** `owed` and `back`, what is still to be paid and what comes back, are empty where nothing is; so is `why` where it is not told. */
  order_changed: { name: string; number: string; total: string; owed: string; back: string; why: string };
  /** `note`: what the shop writes to it; empty for nothing. */
  order_confirmation: OrderTold & { name: string; due: string; by: PaymentMethod; note: string };
  /** `mayRegister`: whether the store lets anybody make themselves an account. */
  order_confirmation_guest: Messages['order_confirmation'] & { mayRegister: boolean };
  order_note: { name: string; number: string; text: string };
  order_notice: OrderTold & { id: string };
  order_status: { name: string; number: string; event: OrderEvent; amount: string } & Parcel;
  /** By a status of the store's own: its name and text, and what staff add; what is not known of the rest is empty. */
  order_status_own: {
    name: string;
    number: string;
    status: string;
    text: string;
    note: string;
    amount: string;
  } & Parcel;
  password_changed: { name: string };
  password_given: { name: string; email: string; hours: number };
  quotation: Offered & { note: string };
  quotation_reminder: Offered;
  question_answered: { name: string; product: string };
  registration_received: { name: string };
  registration_waiting: { name: string; email: string };
  set_password: { name: string; minutes: number };
  staff_invitation: { name: string; inviter: string; hours: number };
  staff_set_password: { name: string; minutes: number };
  /** `id` and `host` are the webhook's, `partner` whose it is. */
  webhook_disabled: { id: string; partner: string; host: string; why: 'failures' | 'gone' };
};

type PaymentMethod = 'bank_transfer' | 'cash_on_delivery' | 'elsewhere';
type OrderEvent = 'paid' | 'shipped' | 'delivered' | 'cancelled' | 'refunded' | 'repaid';

/** What is offered, and until which day. */
type Offered = { id: string; name: string; number: string; total: string; until: string };

/** What was ordered; amounts as people read them, empty where there is none; the tax where the buyer owes it. */
type OrderTold = {
  number: string;
  lines: { name: string; quantity: string; amount: string }[];
  shipping: { name: string; amount: string };
  points: string;
  total: string;
  tax: string;
};

/** Each is empty where it is not known. */
type Parcel = { carrier: string; code: string; link: string };

export type MessageName = keyof Messages;

export type NewMessage = {
  [Name in MessageName]: {
    template: Name;
    storeId: string;
    /** Whom it is about; null for a notice to the shop's owner. */
    customerId: string | null;
    to: string;
    language: Language;
    data: OrLater<Messages[Name]>;
    secret?: Secret;
    /** Whether neither address nor data stay once it is sent or given up. */
    isErasedWhenDone?: boolean;
  };
}[MessageName];

/** What a template is filled with; what is known in the batch only is a value in SQL. */
type OrLater<Data> = { [Key in keyof Data]: Data[Key] | SQL };

/** A message that is ready to be written: its id for the delivery, and the statement for the batch. */
export type Posted = { id: string; statement: Statement };

/**
 * Prepares a message for the caller's batch; its secret is sealed here and never stored in clear. With `when` it is written
 * only if that condition holds at its place in the batch.
 */
export async function message(
  db: Database,
  sealingKey: string,
  input: NewMessage,
  now: number,
  when: SQL = sql`true`,
): Promise<Posted> {
  const id = newId('message', now);
  const secret = input.secret ? await seal(sealingKey, id, JSON.stringify(input.secret)) : null;
  return written(db, id, { ...input, sealed: secret }, now, when);
}

/** A secret that is sealed before it is known what its message says; `sealed` makes the message. */
export async function sealing(sealingKey: string, secret: Secret, now: number): Promise<Sealed> {
  const id = newId('message', now);
  return { id, secret: await seal(sealingKey, id, JSON.stringify(secret)) };
}

type Sealed = { id: string; secret: string };

/** The message of a secret that is sealed, for the caller's batch. */
export function sealed(
  db: Database,
  { id, secret }: Sealed,
  input: NewMessage & { secret?: never },
  now: number,
  when: SQL = sql`true`,
): Posted {
  return written(db, id, { ...input, sealed: secret }, now, when);
}

/** The same for a message without a secret. */
export function plain(
  db: Database,
  input: NewMessage & { secret?: never },
  now: number,
  when: SQL = sql`true`,
): Posted {
  return written(db, newId('message', now), { ...input, sealed: null }, now, when);
}

function written(
  db: Database,
  id: string,
  input: NewMessage & { sealed: string | null },
  now: number,
  when: SQL,
): Posted {
  const { storeId, customerId, to: toAddress, template, language, sealed: sealedSecret, isErasedWhenDone } = input;
  const row = { id, storeId, customerId, toAddress, template, language, data: json(input.data), sealedSecret };
  const times = { createdAt: now, nextAttemptAt: now };
  const statement = insertIf(db, outbox, { ...row, ...times, isErasedWhenDone: isErasedWhenDone ?? false }, when);
  return { id, statement };
}

function json(data: object): SQL {
  const later = Object.entries(data).filter(([, value]) => is(value, SQL));
  const known = JSON.stringify(Object.fromEntries(Object.entries(data).filter(([, value]) => !is(value, SQL))));
  if (later.length === 0) return sql`${known}`;
  const values = later.flatMap(([key, value]) => [sql`${`$.${key}`}`, sql`${value}`]);
  return sql`json_set(${known}, ${sql.join(values, sql`, `)})`;
}

/** A text that somebody of the staff tries out on themselves. It carries no secret: `data` is an example. */
type Trial = {
  template: MessageName;
  storeId: string;
  to: string;
  language: Language;
  data: object;
  draft: Parts;
};

/** Prepares a message that says a text which is not saved, if `when` holds at its place in the batch. */
export function trial(db: Database, { to: toAddress, ...tried }: Trial, now: number, when: SQL): Posted {
  const id = newId('message', now);
  const times = { createdAt: now, nextAttemptAt: now };
  return { id, statement: insertIf(db, outbox, { id, customerId: null, toAddress, ...tried, ...times }, when) };
}

/** How many messages of a store were given up since then. */
export function givenUp(db: Database, storeId: string, since: number) {
  return db
    .select({ count: sql<number>`count(*)`.as('count') })
    .from(outbox)
    .where(and(eq(outbox.storeId, storeId), sql`${outbox.givenUpAt} is not null`, gte(outbox.givenUpAt, since)));
}

/** The same for several messages: their statements and ids, in order. */
export async function messages(
  db: Database,
  sealingKey: string,
  inputs: readonly NewMessage[],
  now: number,
  when?: SQL,
): Promise<{ statements: Statement[]; messageIds: string[] }> {
  const all = await Promise.all(inputs.map((input) => message(db, sealingKey, input, now, when)));
  return { statements: all.map((one) => one.statement), messageIds: all.map((one) => one.id) };
}
