// What staff call a product when they mean one.
import { sql, type SQL } from 'drizzle-orm';
import { products } from './schema.ts';

/**
 * The id of the product of the store that has this article number, else this place in addresses, else this id, as a value in SQL; null
 * where there is none.
 */
export function idNamed(storeId: string, typed: string): SQL {
  const having = (column: string) => sql`(
    select sold.id from ${products} as sold where sold.store_id = ${storeId} and sold.${sql.identifier(column)} = ${typed})`;
  return sql`coalesce(${having('sku')}, ${having('slug')}, ${having('id')})`;
}
