// Price lists for partners: for whom they are, and what they say of products.
import * as z from 'zod';
import { reading, type Endpoint } from '../../partners/contract.ts';
import { byId, idField, listOf, moment, momentOf, none } from '../../partners/fields.ts';
import { refused } from '../../partners/problems.ts';
import { listPriceEndpoints } from './items/api.ts';
import { saidFields } from './items/input.ts';
import { uncounted } from './price-lists.ts';

const reads = { tag: 'Price lists', scope: 'products:read' } as const;

const list = z
  .strictObject({
    id: idField('prl'),
    name: z.string(),
    group_ids: z.array(idField('grp')).nullable().meta({ description: 'For whom; null for everybody, visitors too.' }),
    countries: z.array(z.string()).nullable().meta({ description: 'Where (ISO 3166-1); null everywhere.' }),
    starts_at: moment.nullable(),
    ends_at: moment.nullable().meta({ description: 'From when on it does not count any more.' }),
    discount_basis_points: saidFields.percentBasisPoints.nullable().meta({
      description:
        'Off the price of every product that it does not name, in hundredths of a percent; null for those that it names only.',
    }),
    updated_at: moment,
  })
  .meta({ id: 'PriceList' });

function listShown(row: Awaited<ReturnType<typeof uncounted>>[number]): z.input<typeof list> {
  return {
    id: row.id,
    name: row.name,
    group_ids: row.groupIds,
    countries: row.countries,
    starts_at: momentOf(row.startsAt),
    ends_at: momentOf(row.endsAt),
    discount_basis_points: row.percentBasisPoints,
    updated_at: momentOf(row.updatedAt),
  };
}

export const priceListEndpoints: Endpoint[] = [
  reading({
    ...reads,
    operation: 'listPriceLists',
    path: '/price-lists',
    summary: 'All price lists of the store',
    description:
      'In the order in which they count: of those that are for somebody, there and then, the first that has a price for a product decides. There are few: they come on one page.',
    example: { path: '/price-lists' },
    params: none,
    query: none,
    reply: listOf(list),
    load: (db, _, { store }) => [uncounted(db, store.id)],
    show: ([rows]) => ({ data: rows.map(listShown), next_cursor: null }),
  }),
  reading({
    ...reads,
    operation: 'getPriceList',
    path: '/price-lists/{id}',
    summary: 'One price list',
    example: { path: '/price-lists/prl_goods_trade' },
    params: byId('prl'),
    query: none,
    reply: list,
    isSingle: true,
    load: (db, { params }, { store }) => [uncounted(db, store.id, params.id)],
    show: ([[row]]) => (row ? listShown(row) : refused('not_found')),
  }),
  ...listPriceEndpoints,
];
