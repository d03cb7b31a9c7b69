// Harbour Goods as its orders depend on it: what it sells, at which terms to whom.
import { and, eq, isNull } from 'drizzle-orm';
import { products } from '../../src/catalog/schema.ts';
import { listPrices } from '../../src/catalog/terms/prices.ts';
import { termsFor, termsOf, type Terms } from '../../src/catalog/terms/terms.ts';
import { latest } from '../../src/demo/crowd.ts';
import { demoStores } from '../../src/demo/shops.ts';
import { groups } from '../../src/groups/schema.ts';
import type { Product } from '../../src/orders/placing/drafts.ts';
import * as stores from '../../src/stores/stores.ts';
import { batch, type Database } from '../../src/web/database.ts';

export type Shop = {
  store: stores.Store;
  /** What everybody may buy. */
  goods: readonly Product[];
  /** What customers of a group pay for what goes to a country. No price list begins or ends while they order. */
  termsOf: (groupId: string | null, country: string) => Terms;
};

/** Makes Harbour Goods a shop that can sell by the million: it never runs out, and has every group of the crowd. */
export async function openShop(db: Database, now: number): Promise<Shop> {
  const store = await stores.atHost(db, demoStores.goods.hostname, now);
  if (!store) throw new Error('the demo has no store');
  const { id: storeId } = store;
  const isForAll = and(eq(products.storeId, storeId), eq(products.visibility, 'everyone'), isNull(products.retiredAt));
  const trade = { id: 'grp_trade', storeId, name: 'Trade', discountBasisPoints: 1500, position: 3, createdAt: latest };
  const [, , goods, known, [facts]] = await batch(db, [
    db.update(products).set({ stock: null }).where(eq(products.storeId, storeId)),
    db.insert(groups).values(trade).onConflictDoNothing(),
    db
      .select({
        id: products.id,
        sku: products.sku,
        names: products.names,
        priceMinor: products.priceMinor,
        taxClass: products.taxClass,
        listPrices,
      })
      .from(products)
      .where(isForAll)
      .orderBy(products.id),
    db.select().from(groups).where(eq(groups.storeId, storeId)),
    termsFor(db, store, { customerId: null }),
  ] as const);
  const worked = new Map<string, Terms>();
  const work = (groupId: string | null, country: string) => {
    const group = known.find(({ id, isDefault }) => (groupId === null ? isDefault : id === groupId));
    const row = facts && {
      ...facts,
      isCustomer: 1,
      groupId: group?.id ?? null,
      groupName: group?.name ?? null,
      discountBasisPoints: group?.discountBasisPoints ?? null,
    };
    return termsOf(store, { customerId: '', country, deliveryTo: country }, row, latest);
  };
  return {
    store,
    goods,
    termsOf: (groupId, country) => {
      const key = `${groupId} ${country}`;
      const found = worked.get(key) ?? work(groupId, country);
      worked.set(key, found);
      return found;
    },
  };
}
