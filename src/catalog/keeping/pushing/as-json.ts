// A product as partners send and get it.
import * as z from 'zod';
import { currency, externalId, idField, moment, momentOf } from '../../../partners/fields.ts';
import type { Store } from '../../../stores/stores.ts';
import type { Language } from '../../../web/i18n.ts';
import { nameLine } from '../../../web/translations.ts';
import { products } from '../../schema.ts';
import { slugLine } from '../../slugs.ts';
import { productFields, taxClasses } from '../input.ts';
import type { Kept } from '../reading.ts';
import type { Sent, SentWhole } from './sent.ts';

/** Words by language, each of which may be missing. */
function byLanguage<Line extends z.ZodType>(line: Line) {
  const lines = { en: line.optional(), de: line.optional(), cs: line.optional() };
  return z.strictObject(lines satisfies Record<Language, unknown>);
}

const names = byLanguage(nameLine).meta({
  description: 'By language of the store; its first must be there. An empty one is taken away, what is not sent stays.',
});

/** What may be sent of a product, and what one that comes is without it. */
const more = {
  texts: byLanguage(productFields.text)
    .optional()
    .meta({ description: 'What is said about it, in Markdown, by language as with `names`.' }),
  slug: slugLine.optional().meta({
    description: 'Its place in addresses, `/products/{slug}`. A product that comes has one made of its first name.',
    examples: ['rope-bag'],
  }),
  tax_class: z
    .enum(taxClasses)
    .optional()
    .meta({ description: 'Which of a country’s rates the price has in it; `standard` at first.' }),
  stock: productFields.pieces
    .nullable()
    .optional()
    .meta({ description: 'How many there are; null, as at first, where they are not counted.' }),
  visibility: z
    .enum(products.visibility.enumValues)
    .optional()
    .meta({ description: 'Who may see it: everybody, as at first, customers, or those in `group_ids`.' }),
  group_ids: z
    .array(idField('grp'))
    .max(100)
    .optional()
    .meta({ description: 'With the visibility `groups`, whose customers may see it.' }),
  category_ids: z.array(idField('cat')).max(100).optional(),
};

const sku = productFields.sku.meta({ description: 'The article number, once in the store.', examples: ['RB-01'] });
const priceMinor = productFields.priceMinor.meta({ description: 'With tax, in the currency of the store.' });

const ownId = externalId.nullish().meta({ description: 'What you call it; null for nothing any more.' });

/** All that makes a product, under a name that the address says. */
export const wholeProduct = z.strictObject({ names, sku, price_minor: priceMinor, ...more }).meta({ id: 'PutProduct' });

export const newProduct = z.strictObject({ ...wholeProduct.shape, external_id: ownId }).meta({ id: 'NewProduct' });

export const productChange = z
  .strictObject({
    names: names.optional(),
    sku: sku.optional(),
    price_minor: priceMinor.optional(),
    ...more,
    external_id: ownId,
  })
  .meta({ id: 'ChangedProduct' });

/** What is sent of a product, as its rules know it. */
export function sentIn(body: z.output<typeof productChange>): Sent {
  return {
    names: body.names && words(body.names),
    texts: body.texts && words(body.texts),
    slug: body.slug,
    sku: body.sku,
    priceMinor: body.price_minor,
    taxClass: body.tax_class,
    stock: body.stock,
    visibility: body.visibility,
    groupIds: body.group_ids,
    categoryIds: body.category_ids,
  };
}

/** The same of a whole product. */
export function wholeIn(body: z.output<typeof wholeProduct>): SentWhole {
  return { ...sentIn(body), names: words(body.names), sku: body.sku, priceMinor: body.price_minor };
}

function words(lines: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(lines).flatMap(([key, line]) => (line === undefined ? [] : [[key, line]])));
}

const written = z.record(z.string(), z.string());

export const product = z
  .strictObject({
    id: idField('prd'),
    external_id: externalId.nullable().meta({ description: 'What you call it; other partners do not see it.' }),
    slug: z.string().meta({ description: 'Its place in addresses, `/products/{slug}`.', examples: ['rope-bag'] }),
    sku: z.string(),
    names: written.meta({ description: 'By language.' }),
    texts: written.meta({ description: 'By language, in Markdown.' }),
    price_minor: z.int().meta({ description: 'With tax; what somebody pays for it, `/products/{id}/price` says.' }),
    currency,
    tax_class: z.enum(taxClasses).meta({ description: 'Which of a country’s rates the price has in it.' }),
    stock: z.int().nullable().meta({ description: 'Null where it is not counted.' }),
    visibility: z.enum(products.visibility.enumValues).meta({ description: 'Who may see it.' }),
    group_ids: z
      .array(idField('grp'))
      .meta({ description: 'With the visibility `groups`, whose customers may see it.' }),
    category_ids: z.array(idField('cat')),
    picture: z.strictObject({ url: z.url(), width: z.int(), height: z.int() }).nullable(),
    review_count: z.int().min(0),
    average_stars: z.number().min(1).max(5).nullable().meta({ description: 'Null without a review.' }),
    retired_at: moment.nullable().meta({ description: 'Since when it is not sold any more.' }),
    created_at: moment,
    updated_at: moment.meta({ description: 'When it was last changed; sales and reviews do not count.' }),
  })
  .meta({ id: 'Product' });

type Shown = Kept &
  Pick<typeof products.$inferSelect, 'createdAt' | 'reviewCount' | 'starsTotal'> & { externalId: string | null };

/** A product as it is replied. */
export function shown(store: Store, row: Shown): z.input<typeof product> {
  const { picture, pictureWidth: width, pictureHeight: height, reviewCount, starsTotal } = row;
  return {
    id: row.id,
    external_id: row.externalId,
    slug: row.slug,
    sku: row.sku,
    names: row.names,
    texts: row.texts,
    price_minor: row.priceMinor,
    currency: store.currency,
    tax_class: row.taxClass,
    stock: row.stock,
    visibility: row.visibility,
    group_ids: row.groupIds,
    category_ids: row.categoryIds,
    picture:
      picture === null || width === null || height === null
        ? null
        : { url: `${store.origin}/pictures/${picture}`, width, height },
    review_count: reviewCount,
    average_stars: reviewCount === 0 ? null : starsTotal / reviewCount,
    retired_at: momentOf(row.retiredAt),
    created_at: momentOf(row.createdAt),
    updated_at: momentOf(row.updatedAt),
  };
}
