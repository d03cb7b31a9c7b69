// The audit: who did what, when, from where, and what was there before and after. An entry is a statement in the batch of the
// act, so neither happens without the other. It holds no secret, and names people by their ids.
import { is, SQL, sql } from 'drizzle-orm';
import { stores } from '../../stores/schema.ts';
import type { Store } from '../../stores/stores.ts';
import type { Database, Statement } from '../../web/database.ts';
import { firstId, newId } from '../../web/ids.ts';
import type { Origin } from '../../web/network.ts';
import { audit } from '../schema.ts';

/** What staff do, and what happens at their door, by name. */
export const staffActs = [
  'signed_in',
  'sign_in_failed',
  'signed_out',
  'password_set',
  'password_asked',
  'proved',
  'invited',
  'role_changed',
  'disabled',
  'enabled',
  'sessions_ended',
  'session_ended',
  'second_step_set',
  'second_step_taken',
  'second_step_failed',
  'second_step_removed',
  'second_step_taken_away',
  'recovery_used',
  'recovery_renewed',
  'customer_activated',
  'customer_opened',
  'customer_changed',
  'customer_email_asked',
  'customer_email_changed',
  'customer_grouped',
  'customer_denied',
  'customer_allowed',
  'customer_deleted',
  'login_created',
  'password_given',
  'password_typed',
  'way_in_sent',
  'customer_signed_out',
  'note_added',
  'note_removed',
  'customer_invited',
  'bulk_started',
  'customers_exported',
  'order_placed',
  'quotation_offered',
  'quotation_withdrawn',
  'orders_exported',
  'order_paid',
  'order_shipped',
  'order_delivered',
  'order_cancelled',
  'order_refunded',
  'order_repaid',
  'order_changed',
  'order_noted',
  'order_told',
  'invoice_issued',
  'order_status_set',
  'status_added',
  'status_changed',
  'status_retired',
  'status_returned',
  'status_removed',
  'question_answered',
  'question_hidden',
  'review_published',
  'review_hidden',
  'audit_exported',
  'settings_changed',
  'group_added',
  'group_changed',
  'group_deleted',
  'group_rule_changed',
  'points_changed',
  'form_added',
  'form_changed',
  'form_closed',
  'form_opened',
  'form_answer_removed',
  'form_answers_exported',
  'price_list_added',
  'price_list_changed',
  'price_list_moved',
  'price_list_deleted',
  'price_changed',
  'page_added',
  'page_changed',
  'page_deleted',
  'product_added',
  'product_changed',
  'product_retired',
  'product_sold_again',
  'product_picture_set',
  'product_picture_removed',
  'category_added',
  'category_changed',
  'category_deleted',
  'store_added',
  'pool_code_made',
  'pool_joined',
  'pool_joined_by',
  'pool_left',
  'template_changed',
  'template_reset',
  'message_retried',
  'messages_retried',
  'address_lifted',
] as const;

/** What customers do about their own account, and what is tried at their door. */
export const ownActs = [
  'own_signed_in',
  'own_sign_in_failed',
  'own_signed_out',
  'own_registered',
  'own_registered_again',
  'own_activated',
  'own_password_asked',
  'own_password_sent',
  'own_password_set',
  'own_password_changed',
  'own_email_asked',
  'own_email_changed',
  'own_email_undone',
  'own_session_ended',
  'own_others_ended',
  'own_email_proof_asked',
  'own_email_proved',
  'own_orders_taken_over',
  'own_accounts_joined',
  'own_exported',
  'own_deleted',
] as const;

/** Everything that is told, by name. */
export const acts = [...staffActs, ...ownActs] as const;
export type Act = (typeof acts)[number];

/** Where an act happens: the store, and from where. */
export type Scene = { db: Database; store: Store; from: Origin };

/** As much of it as an entry tells. */
type Place = { db: Database; store: Pick<Store, 'id'>; from: Pick<Origin, 'device' | 'place'> };

/**
 * `by` did `act`, to a member of staff (`subjectId`) or to a customer. By null where nobody is signed in; what customers did
 * themselves (`own_…`) is by null as well, and `customerId` says who.
 */
export type Entry = {
  by: string | null;
  act: Act;
  subjectId?: string | undefined;
  customerId?: string | undefined;
  before?: Record<string, unknown>;
  /** What is known in the batch only is JSON in SQL. */
  after?: Record<string, unknown> | SQL;
};

/** Whether the statement before in the batch changed its row: the condition of an entry right behind it. */
export const didSo = sql`changes() = 1`;

/** Whether an entry is about what a customer did themselves, as the indexes say it: device and place are the customer's then. */
export const isOwn = sql`${audit.act} glob 'own_*'`;

/** The statement that tells of an act, for its batch; with `when` only if that condition holds at its place in it. */
export function entry(scene: Place, told: Entry, now: number, when: SQL = sql`true`): Statement {
  const { db, store, from } = scene;
  const json = (value: Entry['after']) =>
    value === undefined || is(value, SQL) ? (value ?? null) : JSON.stringify(value);
  return db.insert(audit).select(sql`
    select ${newId('audit', now)}, ${store.id}, ${told.by}, ${told.act}, ${told.subjectId ?? null}, ${told.customerId ?? null},
      ${json(told.before)}, ${json(told.after)}, ${from.device}, ${from.place}, ${now}
    where ${when}`);
}

/**
 * The same for many customers, one entry each, in one statement. `isTold` says of the customer in a column whether it is told of
 * them at its place in the batch. Of customers who are erased in the same batch (`isOfErased`) the number of the record that is
 * gone is kept, which by then leads to no person.
 */
export function entryEach(
  { db, store, from }: Scene,
  told: Pick<Entry, 'by' | 'act' | 'after'> & { isOfErased?: boolean },
  customerIds: readonly string[],
  now: number,
  isTold: (customerId: SQL) => SQL,
): Statement {
  const each = JSON.stringify(customerIds.map((customerId) => ({ id: newId('audit', now), customerId })));
  const customerId = sql`each_one.value ->> 'customerId'`;
  const about = told.isOfErased
    ? { column: sql`null`, before: sql`json_object('customer', ${customerId})` }
    : { column: customerId, before: sql`null` };
  return db.insert(audit).select(sql`
    select each_one.value ->> 'id', ${store.id}, ${told.by}, ${told.act}, null, ${about.column}, ${about.before},
      ${told.after === undefined ? null : JSON.stringify(told.after)}, ${from.device}, ${from.place}, ${now}
    from json_each(${each}) as each_one
    where ${isTold(customerId)}`);
}

const day = 86_400_000;

/** How long it is kept what customers did themselves. What staff did is kept. */
export const ownDays = 180;

/** Removes what customers did too long ago; by id, since that is what the index goes by. Safe to repeat. */
export async function removeOld(db: Database, now: number): Promise<void> {
  const since = firstId('audit', now - ownDays * day);
  await db
    .delete(audit)
    .where(sql`${audit.storeId} in (select id from ${stores}) and ${isOwn} and ${audit.id} < ${since}`);
}
