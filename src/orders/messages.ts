// What the customer, and the shop's owner, are told of an order: written in the batch of what they tell of.
import type { SQL } from 'drizzle-orm';
import type { Issuing } from '../documents/issuing.ts';
import { addressedTo, type Addressee } from '../messages/addressing.ts';
import * as outbox from '../messages/outbox.ts';
import type { Store } from '../stores/stores.ts';
import { dates } from '../ui/dates.ts';
import { money, whole } from '../ui/money.ts';
import type { Database } from '../web/database.ts';
import { chooseLanguage, type Language } from '../web/i18n.ts';
import type { Draft } from './placing/drafts.ts';

type Shop = { db: Database; store: Store };

/** An order that is being placed; its number is known in the batch only. */
type Placed = Draft & { id: string; number: SQL; dueAt: number | null };

type Who = Addressee & { name: string };

/**
 * The messages about an order that is placed: to the customer, in the language in which they ordered where they have chosen none, and
 * to each address of the owner.
 */
export function confirming({ db, store }: Shop, order: Placed, who: Who, now: number, when: SQL): outbox.Posted[] {
  const { id, dueAt, paymentMethod: by } = order;
  const to = addressedTo(store, { ...who, language: who.language ?? order.language });
  const due = dueAt === null ? '' : dates(to.language, store.timeZone)(dueAt);
  const confirmation = { ...told(order, to.language), name: who.name, due, by };
  const language = chooseLanguage(store.languages, []);
  // It names nobody, so nothing of the person is left in it; staff see who it was behind the link.
  const notice = { ...told(order, language), id };
  const toOwner = { storeId: store.id, customerId: null, language };
  return [
    outbox.plain(db, { ...to, template: 'order_confirmation', data: confirmation }, now, when),
    ...store.policies.email.ownerAddresses.map((owner) =>
      outbox.plain(db, { ...toOwner, to: owner, template: 'order_notice', data: notice }, now, when),
    ),
  ];
}

function told(order: Placed, language: Language) {
  const { number, currency, lines, shippingName, shippingMinor, pointsMinor, totalMinor, taxMinor } = order;
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
    tax: amount(taxMinor),
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
