// What the customer, and the shop's owner, are told of an order: written in the batch of what they tell of.
import type { SQL } from 'drizzle-orm';
import { addressedTo, type Addressee } from '../messages/addressing.ts';
import * as outbox from '../messages/outbox.ts';
import type { Store } from '../stores/stores.ts';
import { dates } from '../ui/dates.ts';
import { money, whole } from '../ui/money.ts';
import type { Database } from '../web/database.ts';
import { chooseLanguage, type Language } from '../web/i18n.ts';
import type { Totals } from './placing/totals.ts';
import type { orders } from './schema.ts';

type Shop = { db: Database; store: Store };

/** An order that is being placed; its number is known in the batch only. */
type Placed = {
  id: string;
  number: SQL;
  /** The customer; the language is that in which they ordered, where they have chosen none. */
  who: Addressee & { name: string };
  lines: readonly { name: string; quantity: number }[];
  totals: Totals;
  shippingName: string;
  paymentMethod: (typeof orders.paymentMethod.enumValues)[number];
  dueAt: number | null;
};

/** The messages about an order that is placed: to the customer, and to each address of the owner. */
export function confirming({ db, store }: Shop, placed: Placed, now: number, when: SQL): outbox.Posted[] {
  const { id, who, dueAt, paymentMethod } = placed;
  const to = addressedTo(store, who);
  const due = dueAt === null ? '' : dates(to.language, store.timeZone)(dueAt);
  const confirmation = { ...told(store, placed, to.language), name: who.name, due, by: paymentMethod };
  const language = chooseLanguage(store.languages, []);
  // It names nobody, so nothing of the person is left in it; staff see who it was behind the link.
  const notice = { ...told(store, placed, language), id };
  const toOwner = { storeId: store.id, customerId: null, language };
  return [
    outbox.plain(db, { ...to, template: 'order_confirmation', data: confirmation }, now, when),
    ...store.policies.email.ownerAddresses.map((owner) =>
      outbox.plain(db, { ...toOwner, to: owner, template: 'order_notice', data: notice }, now, when),
    ),
  ];
}

function told({ currency }: Store, { number, lines, totals, shippingName }: Placed, language: Language) {
  const amount = (minor: number) => money(minor, currency, language);
  return {
    number,
    lines: lines.map(({ name, quantity }, place) => ({
      name,
      quantity: whole(quantity, language),
      amount: amount(totals.lines[place]?.totalMinor ?? 0),
    })),
    shipping: { name: shippingName, amount: amount(totals.shippingMinor) },
    points: totals.pointsMinor === 0 ? '' : amount(-totals.pointsMinor),
    total: amount(totals.totalMinor),
    tax: amount(totals.taxMinor),
  };
}

/** What happened to an order, as its customer is told. */
export type News = Pick<outbox.Messages['order_status'], 'event'> & {
  amountMinor?: number;
  parcel?: Pick<outbox.Messages['order_status'], 'carrier' | 'code' | 'link'>;
};

type Told = { who: Addressee & { name: string }; number: string; currency: string };

/** The message about what happened to an order of this customer. */
export function announcing({ db, store }: Shop, { who, number, currency }: Told, news: News, now: number, when: SQL) {
  const to = addressedTo(store, who);
  const { event, amountMinor, parcel = { carrier: '', code: '', link: '' } } = news;
  const amount = !amountMinor ? '' : money(amountMinor, currency, to.language);
  const data = { name: who.name, number, event, amount, ...parcel };
  return outbox.plain(db, { ...to, template: 'order_status', data }, now, when);
}
