// Products as staff type them, and as the form shows them again.
import * as z from 'zod';
import type { Store } from '../../stores/stores.ts';
import { amountAsTyped, amountIn } from '../../ui/amounts.ts';
import type { Language } from '../../web/i18n.ts';
import { optionalLine, optionalText, requiredLine } from '../../web/lines.ts';
import { inEach, namesFields, wordsAsTyped, wordsTyped } from '../../web/translations.ts';
import { audienceAsTyped, audienceIn, isForSomebody, ticked, ticks, visibility } from '../audience/input.ts';
import { products } from '../schema.ts';
import { slugField, slugOf } from '../slugs.ts';

/** What is said about a product, in characters of one language. */
export const longestText = 4000;

/** Which of a country's rates a price may have in it. */
export const taxClasses = products.taxClass.enumValues;

/** What a product may be, wherever it comes from: its number, what is said about it, its price in minor units, how many there are. */
export const productFields = {
  sku: requiredLine(40),
  text: optionalText(longestText),
  priceMinor: z.int().min(0).max(1_000_000_000),
  pieces: z.int().min(0).max(1_000_000),
};

/** Whether something is as a schema says. */
function is(schema: z.ZodType) {
  return (value: unknown) => schema.safeParse(value).success;
}

/** `12`, `12,50` or `1 250.50` in minor units. */
function priceIn(currency: string) {
  return optionalLine(20)
    .prefault('')
    .transform((typed) => typed.replaceAll(/\s/g, ''))
    .refine((typed) => typed !== '', { error: 'required', abort: true })
    .pipe(amountIn(currency, 'price_invalid'))
    .refine(is(productFields.priceMinor), 'price_invalid');
}

/** Null where nothing was typed. */
const stock = optionalLine(20)
  .prefault('')
  .refine((typed) => /^\d{0,7}$/.test(typed) && is(productFields.pieces)(Number(typed)), 'whole_invalid')
  .transform((typed) => (typed === '' ? null : Number(typed)));

/** What a product may be for, and where it may stand: the groups and the categories of its store, by their ids. */
export type Choices = { groupIds: readonly string[]; categoryIds: readonly string[] };

/** A product as it is typed. Problems: `slug_required` where no place in addresses can be made of the name, `groups_none`. */
export function productSchema(store: Store, { groupIds, categoryIds }: Choices) {
  const { languages, currency } = store;
  const fields = z.object({
    slug: slugField,
    sku: productFields.sku.prefault(''),
    price: priceIn(currency),
    taxClass: z.enum(taxClasses, 'invalid'),
    stock,
    /** What the form showed: how many there were, and when the product was changed. */
    stockShown: stock,
    updatedAt: z
      .string()
      .regex(/^\d{1,15}$/, 'invalid')
      .prefault('0')
      .transform(Number),
    visibility,
  });
  const byName = z.object({
    ...namesFields(store),
    ...inEach(store, 'text', () => productFields.text),
    ...ticks('group', groupIds),
    ...ticks('category', categoryIds),
  });
  return fields
    .and(byName)
    .transform(({ price, stockShown, updatedAt, ...typed }) => {
      const names = wordsTyped(typed, 'name', languages);
      return {
        names,
        texts: wordsTyped(typed, 'text', languages),
        slug: typed.slug || slugOf(names[languages[0] ?? ''] ?? ''),
        sku: typed.sku,
        priceMinor: price,
        taxClass: typed.taxClass,
        stock: typed.stock,
        ...audienceIn(typed, groupIds),
        categoryIds: ticked(typed, 'category', categoryIds),
        shown: { stock: stockShown, updatedAt },
      };
    })
    .refine(({ slug }) => slug !== '', { message: 'slug_required', path: ['slug'] })
    .refine(isForSomebody, { message: 'groups_none', path: ['visibility'] });
}

/** The price is in minor units with tax; `shown` is what the form showed of a product that is changed. */
export type ProductInput = z.output<ReturnType<typeof productSchema>>;

type Stored = Omit<ProductInput, 'shown' | 'categoryIds'> & { updatedAt: number; categoryIds: readonly string[] };

/** A product as its form shows it. */
export function productAsTyped({ currency }: Store, product: Stored, language: Language): Record<string, string> {
  const stockShown = String(product.stock ?? '');
  return {
    ...wordsAsTyped(product.names, 'name'),
    ...wordsAsTyped(product.texts, 'text'),
    slug: product.slug,
    sku: product.sku,
    price: amountAsTyped(product.priceMinor, currency, language),
    taxClass: product.taxClass,
    stock: stockShown,
    stockShown,
    updatedAt: String(product.updatedAt),
    ...audienceAsTyped(product),
    ...Object.fromEntries(product.categoryIds.map((id) => [`category_${id}`, 'on'])),
  };
}
