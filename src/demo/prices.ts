// Price lists of the demo: an offer for everybody, and prices that come with a group.
import { priceListItems, priceLists } from '../catalog/schema.ts';
import { batch, type Database } from '../web/database.ts';
import { productId } from './goods.ts';
import { demoStores } from './shops.ts';

const day = 86_400_000;

/** Gives Harbour Goods two lists that count, and one that will. */
export async function addPriceLists(db: Database, now: number): Promise<void> {
  const list = (id: string, position: number) => ({
    id: `prl_goods_${id}`,
    storeId: demoStores.goods.id,
    position,
    createdAt: now,
    updatedAt: now,
  });
  const said = (id: string, sku: string) => ({ listId: `prl_goods_${id}`, productId: productId('goods', sku) });
  await batch(db, [
    db.insert(priceLists).values([
      { ...list('autumn', 1), name: 'Autumn', startsAt: now - 10 * day, endsAt: now + 20 * day },
      { ...list('trade', 2), name: 'Trade', groupIds: ['grp_gold'], countries: ['IE', 'DE'] },
      { ...list('winter', 3), name: 'Winter sale', startsAt: now + 40 * day, percentBasisPoints: 2000 },
    ]),
    db.insert(priceListItems).values([
      { ...said('autumn', 'CM-03'), priceMinor: 990 },
      { ...said('trade', 'SL-02'), priceMinor: 7450 },
      { ...said('trade', 'WS-04'), percentBasisPoints: 1500 },
      { ...said('trade', 'CM-03'), percentBasisPoints: 2500 },
    ]),
  ]);
}
