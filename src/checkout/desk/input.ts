// What staff fill in about an order for somebody, or about an offer of one.
import * as z from 'zod';
import { prefixes } from '../../customers/addresses/input.ts';
import { languageSchema } from '../../customers/details/input.ts';
import { day } from '../../customers/details/answers.ts';
import { paymentsAt } from '../../orders/placing/methods.ts';
import { reminderOf } from '../../orders/quotations/reminding.ts';
import { paymentMethods } from '../../stores/policies.ts';
import type { Store } from '../../stores/stores.ts';
import { unitPriceIn } from '../../ui/amounts.ts';
import { dayAfter, startOfDay } from '../../ui/dates.ts';
import { emailSchema } from '../../web/emails.ts';
import { notAsked, optionalLine, optionalText, requiredLine, tick } from '../../web/lines.ts';
import { quantitySchema } from '../basket/basket.ts';
import { mostProducts } from '../basket/filling.ts';
import { buyerPart, within } from '../details/input.ts';
import { deliveriesTo } from '../methods.ts';

export type Values = Readonly<Record<string, string>>;

export const kinds = ['order', 'quotation'] as const;
export type Kind = (typeof kinds)[number];

/** The way of delivery that staff name and price themselves. */
export const byHand = 'by_hand';

/** The most characters of what staff write to it. */
export const longestNote = 2000;

/** What of a form is a line, as it was typed; its `place` is in the names of its fields. */
export type TypedLine = { place: number; productId: string; quantity: string; price: string };

/** The lines of a form, in their order. */
export function linesIn(values: Values): TypedLine[] {
  return placesIn(values).map((place) => ({
    place,
    productId: values[`line_${place}`] ?? '',
    quantity: values[`quantity_${place}`] ?? '',
    price: values[`price_${place}`] ?? '',
  }));
}

function placesIn(typed: Readonly<Record<string, unknown>>): number[] {
  const places = Object.keys(typed).flatMap((name) => {
    const [, place] = /^line_([1-9]\d{0,3})$/.exec(name) ?? [];
    return place === undefined ? [] : [Number(place)];
  });
  return places.toSorted((one, other) => one - other).slice(0, mostProducts);
}

/** The form of a store, for a customer on record or (`values.customer` is empty) a new person. */
export function makingSchema(store: Store, values: Values, now: number) {
  const isNew = !values.customer;
  const isOffer = values.kind === 'quotation';
  return z
    .object({
      kind: z.enum(kinds, 'invalid').prefault('order'),
      email: isNew ? emailSchema.prefault('') : notAsked,
      // Whoever is offered something answers in their account, so they must have one.
      isInvited: isNew && isOffer ? z.literal('on', 'tick_required').transform(() => true) : tick,
      payment: z.enum(paymentMethods, 'required').refine((method) => paymentsAt(store).includes(method), 'required'),
      note: optionalText(longestNote).prefault(''),
      product: optionalLine(100).prefault(''),
    })
    .and(isNew ? languageSchema : notAsked.transform(() => ({ language: null })))
    .and(buyerPart(store))
    .and(shippingPart(store))
    .and(linesPart(store))
    .and(isOffer ? offerPart(store, now) : z.looseObject({}).transform(() => ({ offer: null })));
}

export type Filled = z.output<ReturnType<typeof makingSchema>>;

/** A way of delivery to the country that was typed, by its key; or what staff call it and ask for it. */
type Shipping = { key: string } | { name: string; priceMinor: number };

function shippingPart(store: Store) {
  const own = z.object({
    shippingName: requiredLine(100).prefault(''),
    shippingPrice: unitPriceIn(store.currency).prefault(''),
  });
  return z.looseObject({}).transform((typed, context): { shipping: Shipping } => {
    if (typed.method === byHand) {
      const named = within(own, typed, context);
      return named ? { shipping: { name: named.shippingName, priceMinor: named.shippingPrice } } : z.NEVER;
    }
    const country = typed[`${prefixes.delivery}country`];
    const offered = typeof country === 'string' ? deliveriesTo(store, country, 0, '') : [];
    const chosen = offered.find(({ key }) => key === typed.method);
    if (chosen) return { shipping: { key: chosen.key } };
    context.addIssue({ code: 'custom', path: ['method'], message: 'required' });
    return z.NEVER;
  });
}

export type Line = { place: number; productId: string; quantity: number; priceMinor: number | undefined };

/** What is ordered, each product once; without a price one costs what it costs the customer. */
function linesPart(store: Store) {
  const line = z.object({
    product: z.string('invalid').max(100, 'invalid'),
    quantity: quantitySchema.shape.quantity,
    price: z
      .union([z.literal('').transform(() => undefined), unitPriceIn(store.currency)], 'price_invalid')
      .prefault(''),
  });
  return z.looseObject({}).transform((typed, context): { lines: Line[] } => {
    const lines = placesIn(typed).flatMap((place) => {
      const own = {
        product: typed[`line_${place}`],
        quantity: typed[`quantity_${place}`],
        price: typed[`price_${place}`],
      };
      const result = line.safeParse(own);
      if (result.success) {
        const { product: productId, quantity, price: priceMinor } = result.data;
        return [{ place, productId, quantity, priceMinor }];
      }
      for (const { path, message } of result.error.issues) {
        const name = path[0] === 'product' ? 'product' : `${String(path[0])}_${place}`;
        context.addIssue({ code: 'custom', path: [name], message });
      }
      return [];
    });
    if (lines.length === 0) context.addIssue({ code: 'custom', path: ['product'], message: 'required' });
    return { lines };
  });
}

/** Until the end of which day it holds, in the zone of the store; and so many days before, the customer is reminded. */
function offerPart({ timeZone }: Store, now: number) {
  const lastMoment = day
    .prefault('')
    .refine((typed) => typed !== '', 'required')
    .transform((typed) => startOfDay(dayAfter(typed), timeZone) - 1)
    .refine((moment) => moment > now, 'day_over');
  const days = optionalLine(3)
    .prefault('')
    .refine((typed) => /^\d*$/.test(typed), 'whole_invalid')
    .transform((typed) => Number(typed) || null);
  return z.object({ validUntil: lastMoment, remindDays: days }).transform(({ validUntil, remindDays }) => ({
    offer: { validUntil, remindAt: reminderOf(validUntil, remindDays, now) },
  }));
}
