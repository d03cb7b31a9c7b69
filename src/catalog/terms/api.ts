// Prices for partners: what a customer or a visitor pays, may see and may order, by the same decision as on every page.
import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { likely } from '../../customers/addresses/countries.ts';
import { memberships } from '../../customers/schema.ts';
import { reading, type Endpoint, type Place } from '../../partners/contract.ts';
import { byId, country, idField, listOf, none } from '../../partners/fields.ts';
import { refused, type Refusal } from '../../partners/problems.ts';
import type { Database, Results } from '../../web/database.ts';
import { explained, explainedPrice, price, shown, type Asking } from './as-json.ts';
import { offersFor } from './offers.ts';
import { termsFor, termsOf } from './terms.ts';

const said = { tag: 'Prices', scope: 'products:read' } as const;

const asking = {
  customer_id: idField('cus').optional().meta({ description: 'Without it, a visitor’s terms.' }),
  country: country.optional().meta({
    description:
      'Where they are, as far as you know (ISO 3166-1). A customer’s own address for delivery comes before it.',
  }),
  delivery_country: country.optional().meta({
    description: 'Where it shall go, once they have said so: it comes before everything.',
  }),
};

const query = z.strictObject(asking);

/** The most products that are asked for at once. */
const most = 100;

const batchQuery = z.strictObject({
  ...asking,
  product_ids: z
    .string()
    .regex(new RegExp(`^prd_[0-9a-z_]{1,60}(,prd_[0-9a-z_]{1,60}){0,${most - 1}}$`))
    .transform((typed) => [...new Set(typed.split(','))])
    .meta({
      description: `Up to ${most} ids, with commas between them.`,
      examples: ['prd_goods_cm_03,prd_goods_sl_02'],
    }),
});

/** Whose terms decide, and these products: as many statements as it takes for any number of them. */
function load(db: Database, sent: z.output<typeof query>, { store }: Place, ids: string[]) {
  const customerId = sent.customer_id ?? null;
  return [
    offersFor(db, store, { customerId }, ids),
    termsFor(db, store, { customerId }),
    db
      .select({ status: memberships.status })
      .from(memberships)
      .where(sql`${memberships.storeId} = ${store.id} and ${memberships.customerId} = ${customerId}`),
  ] as const;
}

type Rows = Results<ReturnType<typeof load>>;

/** Whose terms they are; nobody's where the store has no such customer. */
function askingIn(rows: Rows, sent: z.output<typeof query>, { store, now }: Place): Asking | Refusal {
  const [, [facts], [membership]] = rows;
  const { customer_id: customerId = null, country: from, delivery_country: deliveryTo } = sent;
  if (customerId !== null && !membership) return refused('not_found', { detail: 'The store has no such customer.' });
  const [language = 'en'] = store.languages;
  const visitor = { customerId, country: likely(store, from, language), deliveryTo };
  return { customerId, terms: termsOf(store, visitor, facts, now) };
}

export const priceEndpoints: Endpoint[] = [
  reading({
    ...said,
    operation: 'getPrice',
    path: '/products/{id}/price',
    summary: 'What somebody pays for a product, and why',
    description: 'A customer, or a visitor where none is named; with what became of every price list.',
    example: { path: '/products/prd_goods_cm_03/price?customer_id=cus_ada00000000000000000000000&country=IE' },
    params: byId('prd'),
    query,
    reply: explainedPrice,
    isSingle: true,
    load: (db, asked, place) => load(db, asked.query, place, [asked.params.id]),
    show: (rows, asked, place) => {
      const who = askingIn(rows, asked.query, place);
      const [[product]] = rows;
      if ('problem' in who) return who;
      return product ? explained(place.store, who, product) : refused('not_found');
    },
  }),
  reading({
    ...said,
    operation: 'listPrices',
    path: '/prices',
    summary: 'What somebody pays for many products',
    description: `Up to ${most} at once, on one page and in their order. What is no product of the store is left out.`,
    example: { path: '/prices?product_ids=prd_goods_cm_03,prd_goods_sl_02&customer_id=cus_ada00000000000000000000000' },
    params: none,
    query: batchQuery,
    reply: listOf(price),
    refusals: ['not_found'],
    load: (db, asked, place) => load(db, asked.query, place, asked.query.product_ids),
    show: (rows, asked, place) => {
      const who = askingIn(rows, asked.query, place);
      if ('problem' in who) return who;
      const byTheirId = new Map(rows[0].map((product) => [product.id, product]));
      const found = asked.query.product_ids.flatMap((id) => byTheirId.get(id) ?? []);
      return { data: found.map((product) => shown(place.store, who, product)), next_cursor: null };
    },
  }),
];
