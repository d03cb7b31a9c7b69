// What a price list says of products, as staff type it, and as the form shows it again.
import * as z from 'zod';
import { written } from '../../../groups/input.ts';
import type { Store } from '../../../stores/stores.ts';
import { amountAsTyped, amountIn } from '../../../ui/amounts.ts';
import type { Language } from '../../../web/i18n.ts';
import { optionalLine, requiredLine } from '../../../web/lines.ts';
import { asOf, nothing, percent } from '../input.ts';

/** What a list says of a product: a price, or so much off. Problem: `price_or_percent`, for neither or both. */
export function itemSchema({ currency }: Store) {
  const price = optionalLine(20)
    .prefault('')
    .pipe(z.union([nothing, amountIn(currency)], 'number_invalid'));
  return z
    .object({ product: requiredLine(100).prefault(''), price, off: percent, asOf })
    .refine(({ price: fixed, off }) => (fixed === null) !== (off === null), {
      message: 'price_or_percent',
      path: ['price'],
    })
    .transform(({ product, price: priceMinor, off: percentBasisPoints, asOf: seenAt }) => ({
      product,
      asOf: seenAt,
      said: { priceMinor, percentBasisPoints },
    }));
}

export const itemRemovalSchema = z.object({ product: z.string().max(100), asOf });

/** What a list says of a product, as the form shows it. */
export function itemAsTyped(
  { currency }: Store,
  {
    sku,
    priceMinor,
    percentBasisPoints,
  }: { sku: string; priceMinor: number | null; percentBasisPoints: number | null },
  language: Language,
): Record<string, string> {
  return {
    product: sku,
    price: priceMinor === null ? '' : amountAsTyped(priceMinor, currency, language),
    off: percentBasisPoints === null ? '' : written(percentBasisPoints / 100, language),
  };
}
