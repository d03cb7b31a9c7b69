// What a price list says of products, as staff type it, and as the form shows it again.
import * as z from 'zod';
import { written } from '../../../groups/input.ts';
import type { Store } from '../../../stores/stores.ts';
import { amountAsTyped, amountIn } from '../../../ui/amounts.ts';
import type { Language } from '../../../web/i18n.ts';
import { optionalLine, requiredLine } from '../../../web/lines.ts';
import { productFields } from '../../keeping/input.ts';
import { asOf, nothing, percent } from '../input.ts';

/** What a list may say of a product, wherever it comes from: a price in minor units, or so much off in hundredths of a percent. */
export const saidFields = { priceMinor: productFields.priceMinor, percentBasisPoints: z.int().min(0).max(10_000) };

type Said = { priceMinor: number | null; percentBasisPoints: number | null };

/** Whether it is one of the two. */
export function isOneOfTwo({ priceMinor, percentBasisPoints }: Said): boolean {
  return (priceMinor === null) !== (percentBasisPoints === null);
}

/** The same as staff type it. Problem: `price_or_percent`, for neither or both. */
export function itemSchema({ currency }: Store) {
  const price = optionalLine(20)
    .prefault('')
    .pipe(z.union([nothing, amountIn(currency).pipe(saidFields.priceMinor)], 'number_invalid'));
  return z
    .object({ product: requiredLine(100).prefault(''), price, off: percent, asOf })
    .transform(({ product, price: priceMinor, off: percentBasisPoints, asOf: seenAt }) => ({
      product,
      asOf: seenAt,
      said: { priceMinor, percentBasisPoints },
    }))
    .refine(({ said }) => isOneOfTwo(said), { message: 'price_or_percent', path: ['price'] });
}

export const itemRemovalSchema = z.object({ product: z.string().max(100), asOf });

/** What a list says of a product, as the form shows it. */
export function itemAsTyped(
  { currency }: Store,
  { sku, priceMinor, percentBasisPoints }: Said & { sku: string },
  language: Language,
): Record<string, string> {
  return {
    product: sku,
    price: priceMinor === null ? '' : amountAsTyped(priceMinor, currency, language),
    off: percentBasisPoints === null ? '' : written(percentBasisPoints / 100, language),
  };
}
