// What partners ask of products, prices and price lists.
import { aCategory } from '../catalog.ts';
import { aProduct } from '../orders.ts';
import { called } from '../partners.ts';
import { aCustomer } from '../people.ts';
import { aList } from '../price-lists.ts';
import type { Readying } from './requests.ts';

const brush = {
  names: { en: 'Deck brush', de: 'Deckbürste' },
  texts: { en: 'Hard bristles.' },
  sku: 'DB-11',
  price_minor: 1490,
  slug: 'deck-brush',
  tax_class: 'standard',
  stock: 20,
  visibility: 'groups',
  group_ids: ['grp_gold'],
  category_ids: [],
};

async function priced(): Promise<string> {
  const id = await aProduct();
  return `/price-lists/${await aList({ prices: { [id]: 4990 } })}/prices/${id}`;
}

export const productRequests: Record<string, Readying> = {
  listProducts: async () => {
    await aProduct();
    return { path: '/products?is_on_sale=true' };
  },
  createProduct: () => Promise.resolve({ path: '/products', body: { ...brush, external_id: 'K-1' } }),
  getProductByExternalId: async (partnerId) => {
    await called(partnerId, 'product', await aProduct(), 'K-1');
    return { path: '/products/external/K-1' };
  },
  putProduct: () => Promise.resolve({ path: '/products/external/K-1', body: brush }),
  getProduct: async () => ({ path: `/products/${await aProduct()}` }),
  changeProduct: async () => ({ path: `/products/${await aProduct()}`, body: { ...brush, external_id: 'K-1' } }),
  retireProduct: async () => ({ path: `/products/${await aProduct()}/retirement`, body: {} }),
  sellProductAgain: async () => ({ path: `/products/${await aProduct({ retiredAt: 1 })}/retirement` }),
  listCategories: async () => {
    await aCategory();
    return { path: '/categories' };
  },
  getPrice: async () => ({
    path: `/products/${await aProduct()}/price?customer_id=${await aCustomer()}&country=DE&delivery_country=IE`,
  }),
  listPrices: async () => ({ path: `/prices?product_ids=${await aProduct()}` }),
  listPriceLists: async () => {
    await aList();
    return { path: '/price-lists' };
  },
  getPriceList: async () => ({ path: `/price-lists/${await aList()}` }),
  listPriceListPrices: async () => ({ path: (await priced()).replace(/\/[^/]+$/, '') }),
  getPriceListPrice: async () => ({ path: await priced() }),
  putPriceListPrice: async () => ({ path: await priced(), body: { price_minor: 3990 } }),
  deletePriceListPrice: async () => ({ path: await priced() }),
};
