// The products of a store as partners name them in orders.
import { sql } from 'drizzle-orm';
import { products } from '../../../catalog/schema.ts';
import { listPrices } from '../../../catalog/terms/prices.ts';
import { externalIdOf } from '../../../partners/external-ids.ts';
import { partnerIds } from '../../../partners/schema.ts';
import type { Store } from '../../../stores/stores.ts';
import type { Database } from '../../../web/database.ts';
import type { Item } from '../../placing/agreeing.ts';
import type { SentLine } from './input.ts';

/** Those that lines name, on sale or not. Each way of naming goes along an index of its own. */
export function goodsNamed(db: Database, store: Store, partnerId: string, lines: readonly SentLine[]) {
  const { id, sku, names, priceMinor, taxClass, stock, retiredAt } = products;
  const these = (name: 'product_id' | 'product_sku' | 'product_external_id') =>
    sql`json_each(${JSON.stringify(lines.flatMap((line) => line[name] ?? []))})`;
  return db
    .select({
      id,
      sku,
      names,
      priceMinor,
      taxClass,
      stock,
      retiredAt,
      listPrices,
      externalId: externalIdOf(sql`${partnerId}`, sql`products.id`).as('external_id'),
    })
    .from(products).where(sql`${products.storeId} = ${store.id} and ${id} in (
      select value from ${these('product_id')}
      union select skus.id from products as skus where skus.store_id = ${store.id} and skus.sku in (select value from ${these('product_sku')})
      union select ${partnerIds.subjectId} from ${partnerIds} where ${partnerIds.partnerId} = ${partnerId}
        and ${partnerIds.kind} = 'product' and ${partnerIds.externalId} in (select value from ${these('product_external_id')}))`);
}

export type Good = Awaited<ReturnType<typeof goodsNamed>>[number];

/** What a line orders; null where the store has no such product. */
export function itemOf(goods: readonly Good[], line: SentLine): Item | null {
  const { quantity, unit_price_minor: price } = line;
  const good = goodNamed(goods, line);
  if (good) return { productId: good.id, quantity, priceMinor: price ?? undefined };
  if (line.product_id ?? line.product_sku ?? line.product_external_id) return null;
  const { name, sku, tax_basis_points: taxBasisPoints } = line;
  return {
    productId: null,
    name: name ?? '',
    sku: sku ?? '',
    quantity,
    priceMinor: price ?? 0,
    taxBasisPoints: taxBasisPoints ?? 0,
  };
}

function goodNamed(goods: readonly Good[], line: SentLine): Good | undefined {
  const { product_id: id, product_sku: sku, product_external_id: externalId } = line;
  if (id) return goods.find((one) => one.id === id);
  if (sku) return goods.find((one) => one.sku === sku);
  return externalId ? goods.find((one) => one.externalId === externalId) : undefined;
}
