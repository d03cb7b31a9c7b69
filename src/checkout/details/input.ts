// What somebody fills in on their way to an order.
import * as z from 'zod';
import { addressAlone, prefixedAddress, prefixes } from '../../customers/addresses/input.ts';
import { offeredBy } from '../../customers/addresses/countries.ts';
import { vatIdIn } from '../../customers/vat-ids.ts';
import { paymentsAt, type PaymentMethod } from '../../orders/placing/methods.ts';
import type { CopiedAddress } from '../../orders/schema.ts';
import { paymentMethods } from '../../stores/policies.ts';
import type { Store } from '../../stores/stores.ts';
import { emailSchema } from '../../web/emails.ts';
import { notAsked, optionalLine, tick } from '../../web/lines.ts';
import { deliveriesTo } from '../methods.ts';
import { asTyped as addressesAsTyped } from './addresses.ts';

export type Details = {
  /** Where a guest is reached; empty for a customer, who is on record. */
  email: string;
  delivery: CopiedAddress;
  /** The same as delivery where nothing else was said. */
  billing: CopiedAddress;
  /** Checked, behind the letters of its country; empty without one. */
  vatId: string;
  /** The key of a delivery method of the store's. */
  method: string;
  payment: PaymentMethod;
  points: number;
  /** Whether a customer's book shall keep the address. */
  isKept: boolean;
};

/** The form of the store's checkout, as it was typed by a guest, or by a customer. */
export function detailsSchema(store: Store, isGuest: boolean): z.ZodType<Details> {
  return z
    .object({
      email: isGuest ? emailSchema.prefault('') : notAsked,
      payment: z.enum(paymentMethods, 'required').refine((method) => paymentsAt(store).includes(method), 'required'),
      points: isGuest ? notAsked.transform(() => 0) : points,
      isKept: tick,
    })
    .and(buyerPart(store))
    .and(methodPart(store));
}

/** Where it goes, to whom the bill goes (the same unless told), and the buyer's VAT ID. */
export function buyerPart(store: Store) {
  const countries = offeredBy(store);
  return prefixedAddress(prefixes.delivery, countries)
    .transform((delivery) => ({ delivery: addressAlone(delivery) }))
    .and(billingPart(countries))
    .and(vatIdPart)
    .transform(({ delivery, billing, vatId }) => ({ delivery, billing: billing ?? delivery, vatId }));
}

/** Another address for the invoice, where one is said to be. */
function billingPart(countries: readonly string[]) {
  const address = prefixedAddress(prefixes.billing, countries);
  return z.looseObject({ isBilledElsewhere: tick }).transform((typed, context) => {
    if (!typed.isBilledElsewhere) return { billing: null };
    const billing = within(address, typed, context);
    return billing === undefined ? z.NEVER : { billing: addressAlone(billing) };
  });
}

/** A VAT ID without letters in front is taken for one of the country of delivery. */
const vatIdPart = z.looseObject({}).transform((typed, context) => {
  const country = typed[`${prefixes.delivery}country`];
  const schema = z.object({ vatId: vatIdIn(typeof country === 'string' ? country : '').prefault('') });
  return within(schema, typed, context) ?? z.NEVER;
});

/** How many points to spend; none where nothing is typed. */
const points = optionalLine(12)
  .prefault('')
  .refine((typed) => /^\d{0,9}$/.test(typed), 'points_invalid')
  .transform(Number);

/** The way of delivery must be one to the country that was typed. */
function methodPart(store: Store) {
  return z.looseObject({}).transform((typed, context) => {
    const country = typed[`${prefixes.delivery}country`];
    const offered = typeof country === 'string' ? deliveriesTo(store, country, 0, '') : [];
    const chosen = offered.find(({ key }) => key === typed.method);
    if (chosen) return { method: chosen.key };
    context.addIssue({ code: 'custom', path: ['method'], message: 'required' });
    return z.NEVER;
  });
}

/** What a schema makes of what was typed; what is wrong with it is wrong with the form. */
export function within<Output>(
  schema: z.ZodType<Output>,
  typed: unknown,
  context: z.RefinementCtx,
): Output | undefined {
  const result = schema.safeParse(typed);
  if (result.success) return result.data;
  for (const { path, message } of result.error.issues) context.addIssue({ code: 'custom', path, message });
  return undefined;
}

/** Details as the form holds them. */
export function asTyped({ delivery, billing, ...details }: Details): Record<string, string> {
  const { email, vatId, method, payment, points: count, isKept } = details;
  const isBilledElsewhere = JSON.stringify(delivery) !== JSON.stringify(billing);
  return {
    email,
    vatId,
    method,
    payment,
    ...addressesAsTyped({ delivery, billing: isBilledElsewhere ? billing : undefined }),
    ...(count > 0 ? { points: String(count) } : {}),
    ...(isKept ? { isKept: 'on' } : {}),
  };
}
