// What the customer, and the shop's owner, are told of an order: written in the batch of what they tell of.
import type { SQL } from 'drizzle-orm';
import type { Issuing } from '../documents/issuing.ts';
import { addressedTo, type Recipient } from '../messages/addressing.ts';
import * as outbox from '../messages/outbox.ts';
import type { Store } from '../stores/stores.ts';
import { dates } from '../ui/dates.ts';
import { money, whole } from '../ui/money.ts';
import type { Database } from '../web/database.ts';
import { chooseLanguage, type Language } from '../web/i18n.ts';
import type { Draft } from './placing/drafts.ts';

type Shop = { db: Database; store: Store };

/** An order that is being placed; its number is known in the batch only. */
export type Confirmed = Draft & { id: string; number: SQL; dueAt: number | null };

export type Who = Recipient & { name: string };

/** The message to a customer whose order is placed, in the language in which they ordered where they have chosen none. */
export function confirming({ db, store }: Shop, order: Confirmed, who: Who, now: number, when: SQL): outbox.Posted {
  const { to, data } = confirmed(store, order, who);
  return outbox.plain(db, { ...to, template: 'order_confirmation', data }, now, when);
}

/**
 * The same to a guest: its link has the secret that opens the order's page, and is sealed. It is made before the batch, and tells of the
 * order once the batch has it.
 */
export async function confirmingGuest(
  { db, store, sealingKey }: Shop & { sealingKey: string },
  who: Who,
  secret: string,
  now: number,
): Promise<(order: Confirmed, when: SQL) => outbox.Posted> {
  const sealed = await outbox.sealing(sealingKey, { token: secret }, now);
  return (order, when) => {
    const { to, data } = confirmed(store, order, who);
    const mayRegister = store.policies.registration === 'open';
    return outbox.sealed(
      db,
      sealed,
      { ...to, template: 'order_confirmation_guest', data: { ...data, mayRegister } },
      now,
      when,
    );
  };
}

/** The messages to the owner about an order that is placed. They name nobody, so nothing of the person is left in them. */
export function noticing({ db, store }: Shop, order: Confirmed, now: number, when: SQL): outbox.Posted[] {
  const language = chooseLanguage(store.languages, []);
  const data = { ...told(order, language), id: order.id };
  const toOwner = { storeId: store.id, customerId: null, language };
  return store.policies.email.ownerAddresses.map((owner) =>
    outbox.plain(db, { ...toOwner, to: owner, template: 'order_notice', data }, now, when),
  );
}

function confirmed(store: Store, order: Confirmed, who: Who) {
  const to = addressedTo(store, { ...who, language: who.language ?? order.language });
  const { dueAt, paymentMethod: by } = order;
  const due = dueAt === null ? '' : dates(to.language, store.timeZone)(dueAt);
  return { to, data: { ...told(order, to.language), name: who.name, due, by } };
}

function told(order: Confirmed, language: Language) {
  const { number, currency, lines, shippingName, shippingMinor, pointsMinor, totalMinor } = order;
  const { taxMinor, isReverseCharge } = order;
  const amount = (minor: number) => money(minor, currency, language);
  return {
    number,
    lines: lines.map((line) => ({
      name: line.name,
      quantity: whole(line.quantity, language),
      amount: amount(line.totalMinor),
    })),
    shipping: { name: shippingName, amount: amount(shippingMinor) },
    points: pointsMinor === 0 ? '' : amount(-pointsMinor),
    total: amount(totalMinor),
    tax: isReverseCharge ? '' : amount(taxMinor),
  };
}

type Quoted = { documentId: string; number: SQL; validUntil: number; draft: Draft };

/** The message about a quotation, to the customer. */
export function quoting({ db, store }: Shop, quoted: Quoted, who: Who, now: number): outbox.Posted {
  const { documentId: id, number, validUntil, draft } = quoted;
  const to = addressedTo(store, { ...who, language: who.language ?? draft.language });
  const until = dates(to.language, store.timeZone)(validUntil);
  const total = money(draft.totalMinor, draft.currency, to.language);
  const data = { id, name: who.name, number, total, until };
  return outbox.plain(db, { ...to, template: 'quotation', data }, now);
}

/** What happened to an order, as its customer is told. */
export type News = Pick<outbox.Messages['order_status'], 'event'> & {
  amountMinor?: number;
  parcel?: Pick<outbox.Messages['order_status'], 'carrier' | 'code' | 'link'>;
};

type Told = { who: Who; number: string; currency: string };

/** The message about what happened to an order of this customer. */
export function announcing({ db, store }: Shop, { who, number, currency }: Told, news: News, now: number, when: SQL) {
  const to = addressedTo(store, who);
  const { event, amountMinor, parcel = { carrier: '', code: '', link: '' } } = news;
  const amount = !amountMinor ? '' : money(amountMinor, currency, to.language);
  const data = { name: who.name, number, event, amount, ...parcel };
  return outbox.plain(db, { ...to, template: 'order_status', data }, now, when);
}

/** What a status of the store's own says: its name and text, and what staff add; with what happened, if it was an event. */
type Called = Omit<News, 'event'> & { [Part in 'status' | 'text' | 'note']: string | SQL };

type Subject = { order: { number: string | SQL; currency: string; language: string }; who: Who | null };

/**
 * The message that an order is called something by the store's own statuses, if it is known who ordered: in their language, else in the one
 * in which they ordered. `saying` is given the languages of its words, the best first.
 */
export function calling(
  { db, store }: Shop,
  { order: { number, currency, language }, who }: Subject,
  saying: (languages: readonly Language[]) => Called,
  now: number,
  when: SQL,
): outbox.Posted[] {
  if (!who) return [];
  const to = addressedTo(store, { ...who, language: who.language ?? language });
  const said = saying([to.language, ...store.languages]);
  const { status, text, note, amountMinor, parcel = { carrier: '', code: '', link: '' } } = said;
  const amount = !amountMinor ? '' : money(amountMinor, currency, to.language);
  const data = { name: who.name, number, status, text, note, amount, ...parcel };
  return [outbox.plain(db, { ...to, template: 'order_status_own', data }, now, when)];
}

/** The message that an order has an invoice, behind what issues it. */
export function invoiced(
  { db, store }: Shop,
  order: { number: string; language: string },
  who: Who,
  { number, isIssued }: Pick<Issuing, 'number' | 'isIssued'>,
  now: number,
): outbox.Posted {
  const to = addressedTo(store, { ...who, language: who.language ?? order.language });
  const data = { name: who.name, number, order: order.number };
  return outbox.plain(db, { ...to, template: 'document_issued', data }, now, isIssued);
}
