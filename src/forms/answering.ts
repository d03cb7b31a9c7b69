// Filling in a form. Who does so is nobody that we know: they get the same answer whoever has the address, and change nothing of
// whoever has a login. A form is open to everybody whatever the store's access to the shop is: by one, people ask to become a customer.
import { eq, sql, type SQL } from 'drizzle-orm';
import { known } from '../access/registration/enrolment.ts';
import type { Scene } from '../access/scene.ts';
import * as throttles from '../credentials/throttles.ts';
import * as customers from '../customers/customers.ts';
import { wordsIn } from '../customers/details/asked.ts';
import { completing } from '../customers/details/records.ts';
import { indexing } from '../customers/finding/indexing.ts';
import { coming, revised } from '../customers/revisions.ts';
import { customers as people, memberships } from '../customers/schema.ts';
import * as outbox from '../messages/outbox.ts';
import { batch, insertIf, isDuplicate, type Database } from '../web/database.ts';
import { emailKey } from '../web/emails.ts';
import { chooseLanguage } from '../web/i18n.ts';
import { newId } from '../web/ids.ts';
import type { Form } from './forms.ts';
import { formAnswers, forms, type Answered } from './schema.ts';

/** What somebody has filled in, under the id that the form's token makes. */
export type Given = { id: string; email: string; name: string; phone: string; answers: Answered[] };

export type AnswerResult =
  { ok: true; messageIds: string[] } | { ok: false; problem: 'sent_before' | 'too_many' | 'form_changed' };

/**
 * Records the answer once, with the contact whom it makes where nobody has the address, and a message to each address of the owner.
 * Problems: `sent_before`, with this token something else was sent; `too_many`, from this network, by this address or to this form;
 * `form_changed`, the form was changed or closed in the meantime.
 */
export async function answer(scene: Scene, form: Form, given: Given, now: number): Promise<AnswerResult> {
  const first = await record(scene, form, given, now);
  // The same answer, or somebody of the same address, came in between: that row is there now.
  const result = first ?? (await record(scene, form, given, now));
  if (!result) throw new Error('an answer that is neither there nor taken');
  return result;
}

/** Null where a row that may be there once was there by the time that this one was written. */
async function record(scene: Scene, form: Form, given: Given, now: number): Promise<AnswerResult | null> {
  const { db, store } = scene;
  const [[earlier], [person]] = await batch(db, [answersAt(db, given.id), known(db, store, emailKey(given.email))]);
  if (earlier) return sentAgain(earlier.answers, given.answers);
  try {
    return await write(scene, form, { ...given, customerId: person?.id, now });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return null;
  }
}

function answersAt(db: Database, id: string) {
  return db.select({ answers: formAnswers.answers }).from(formAnswers).where(eq(formAnswers.id, id));
}

/** A double click says the same; whoever goes back and corrects something does not, and must not believe that it counts. */
function sentAgain(earlier: readonly Answered[], given: readonly Answered[]): AnswerResult {
  const isSame = JSON.stringify(earlier) === JSON.stringify(given);
  return isSame ? { ok: true, messageIds: [] } : { ok: false, problem: 'sent_before' };
}

type Writing = Given & { customerId: string | undefined; now: number };

async function write(scene: Scene, form: Form, given: Writing): Promise<AnswerResult> {
  const { db, store } = scene;
  const { id, email, now, answers } = given;
  const customerId = given.customerId ?? newId('customer', now);
  const [network, address, all] = await countsOf(scene, form, email);
  const mayAnswer = sql.join([...[network, address, all].map(({ isWithin }) => isWithin), isAsSeen(form)], sql` and `);
  // Somebody who was known may be gone by now.
  const isThere = sql`exists (select 1 from ${people} where ${people.id} = ${customerId})`;
  const isContact = sql`exists (select 1 from ${people} where ${people.id} = ${customerId} and ${people.hasLogin} = 0)`;
  const isRecorded = sql`exists (select 1 from ${formAnswers} where ${formAnswers.id} = ${id})`;
  const notices = noticing(scene, form, now, isRecorded);
  const recorded = { id, formId: form.id, storeId: store.id, customerId, answers, at: now };
  const contact = { storeId: store.id, customerId, status: 'pending', createdAt: now } as const;
  const mayCome = sql`${mayAnswer} and ${isContact}`;
  const [byNetwork, byAddress, byAll, , written] = await batch(db, [
    network.counting(now),
    address.counting(now),
    all.counting(now),
    customers.adding(db, store, { id: customerId, email }, now, given.customerId ? sql`false` : mayAnswer),
    insertIf(db, formAnswers, recorded, sql`${mayAnswer} and ${isThere}`).returning({ id: formAnswers.id }),
    ...coming(db, { storeId: store.id, customerId }, now, mayCome),
    insertIf(db, memberships, { ...contact, ...revised(store.id, now) }, mayCome).onConflictDoNothing(),
    ...completing(db, { customerId, details: given }, now, isRecorded),
    ...notices.map(({ statement }) => statement),
    ...indexing(db, customerId),
  ]);
  if (written.length === 1) return { ok: true, messageIds: notices.map((notice) => notice.id) };
  const isOver = network.isOver(byNetwork) || address.isOver(byAddress) || all.isOver(byAll);
  return { ok: false, problem: isOver ? 'too_many' : 'form_changed' };
}

/** What is counted: in the batch of the answer, so that an answer that is sent twice counts once. */
function countsOf({ db, store, from }: Scene, form: Form, email: string) {
  return Promise.all([
    countOf(db, 'form_network', from.network),
    countOf(db, 'form_address', store.poolId, emailKey(email)),
    countOf(db, 'form_all', form.id),
  ]);
}

async function countOf(db: Database, limit: throttles.Limit, ...parts: readonly string[]) {
  const key = await throttles.keyOf(limit, ...parts);
  return {
    counting: (now: number) => throttles.count(db, limit, key, now),
    isWithin: throttles.isWithin(limit, key),
    isOver: (rows: readonly { count: number }[]) => throttles.isTooMany(limit, rows),
  };
}

/** Whether the form is open and still what was filled in. */
function isAsSeen({ id, updatedAt }: Form): SQL {
  return sql`exists (
    select 1 from ${forms} where ${forms.id} = ${id} and ${forms.closedAt} is null and ${forms.updatedAt} = ${updatedAt})`;
}

/** The messages to the owner. They name nobody, so nothing of the person is left in them. */
function noticing({ db, store }: Scene, form: Form, now: number, when: SQL): outbox.Posted[] {
  const language = chooseLanguage(store.languages, []);
  const data = { id: form.id, form: wordsIn(form.titles, language, store) };
  const toOwner = { storeId: store.id, customerId: null, language, template: 'form_answered', data } as const;
  return store.policies.email.ownerAddresses.map((to) => outbox.plain(db, { ...toOwner, to }, now, when));
}
