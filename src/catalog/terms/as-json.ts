// A price as partners get it: what somebody pays for a product, whether they may see and order it, and why.
import * as z from 'zod';
import { basisPoints, country, currency, idField } from '../../partners/fields.ts';
import type { Store } from '../../stores/stores.ts';
import { explain, hindranceOf } from './explaining.ts';
import type { Offered } from './offers.ts';
import { offerOf, priceOf, type Rule } from './prices.ts';
import type { Terms } from './terms.ts';

const decision = z
  .strictObject({
    by: z.enum(['price_list', 'group', 'standard']).meta({
      description: 'A price list, the discount of their group, or neither: it is the standard price.',
    }),
    price_list_id: idField('prl').nullable(),
    group_id: idField('grp').nullable(),
    name: z.string().nullable().meta({ description: 'What the list or the group is called.' }),
    discount_basis_points: basisPoints.nullable().meta({
      description: 'So much off the standard price, in hundredths of a percent; null where a list names a price.',
    }),
  })
  .meta({ id: 'PriceDecision' });

const basics = {
  product_id: idField('prd'),
  customer_id: idField('cus').nullable(),
  is_customer: z.boolean().meta({
    description:
      'Whether a customer’s terms hold; a visitor’s do for nobody, and for customers who wait or were denied.',
  }),
  group_id: idField('grp').nullable(),
  country: country.meta({ description: 'To where it goes (ISO 3166-1): the price has the tax of there.' }),
  currency,
  may_see: z.boolean(),
  hidden_because: z
    .enum(['retired', 'closed', 'for_customers', 'for_groups'])
    .nullable()
    .meta({ description: '`closed`: the shop is for customers only. Null where they may see it.' }),
  may_order: z.boolean().meta({ description: 'Whether they may see it, are told a price, and there is one left.' }),
  price_minor: z
    .int()
    .min(0)
    .nullable()
    .meta({ description: 'What they pay, with tax; null where they may not see the product or are told no price.' }),
  standard_price_minor: z.int().min(0).meta({ description: 'What it costs without any terms.' }),
  decision: decision.meta({ description: 'What decides the price, also where they are not told it.' }),
};

export const price = z.strictObject(basics).meta({ id: 'Price' });

export const explainedPrice = z
  .strictObject({
    ...basics,
    price_lists: z
      .array(
        z.strictObject({
          id: idField('prl'),
          name: z.string(),
          outcome: z
            .enum(['won', 'behind', 'no_price', 'other_group', 'other_country', 'not_started', 'ended'])
            .meta({ description: '`won`: it decides. `behind`: it counts too, but another one comes before it.' }),
        }),
      )
      .meta({ description: 'Every price list of the store in the order in which they count, with what became of it.' }),
  })
  .meta({ id: 'ExplainedPrice' });

/** Whose terms are asked for: a customer’s, or a visitor’s with null. */
export type Asking = { customerId: string | null; terms: Terms };

/** What somebody pays for a product. */
export function shown(store: Store, { customerId, terms }: Asking, product: Offered): z.input<typeof price> {
  const maySee = product.isSeen === 1;
  const offer = maySee ? offerOf(terms, product) : null;
  return {
    product_id: product.id,
    customer_id: customerId,
    is_customer: terms.isCustomer,
    group_id: terms.group?.id ?? null,
    country: terms.country,
    currency: store.currency,
    may_see: maySee,
    hidden_because: maySee ? null : hindranceOf(terms, product),
    may_order: offer !== null && product.stock !== 0,
    price_minor: offer?.minor ?? null,
    standard_price_minor: product.priceMinor,
    decision: decisionOf(priceOf(terms, product).rule, terms),
  };
}

/** The same with what became of every price list. */
export function explained(store: Store, asking: Asking, product: Offered): z.input<typeof explainedPrice> {
  const lists = explain(asking.terms, product).lists.map(({ list, outcome }) => ({
    id: list.id,
    name: list.name,
    outcome,
  }));
  return { ...shown(store, asking, product), price_lists: lists };
}

function decisionOf(rule: Rule, { group }: Terms): z.input<typeof decision> {
  const nothing = { price_list_id: null, group_id: null, name: null, discount_basis_points: null };
  switch (rule.by) {
    case 'list': {
      const { id, name, percentBasisPoints } = rule;
      return { ...nothing, by: 'price_list', price_list_id: id, name, discount_basis_points: percentBasisPoints };
    }
    case 'group': {
      const { name, discountBasisPoints } = rule;
      return { ...nothing, by: 'group', group_id: group?.id ?? null, name, discount_basis_points: discountBasisPoints };
    }
    case 'standard':
      return { ...nothing, by: 'standard' };
  }
}
