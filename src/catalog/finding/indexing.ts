// What products are found by, kept in step with what they are called.
import { sql, type SQL } from 'drizzle-orm';
import type { Database, Statement } from '../../web/database.ts';
import { productTerms, products } from '../schema.ts';
import { wordsIn } from './words.ts';

type Named = { sku: string; names: Readonly<Record<string, string>> };

/** The words of a product's names in every language and of its article number, each once. */
export function termsOf({ sku, names }: Named): string[] {
  return [...new Set([...Object.values(names), sku].flatMap(wordsIn))];
}

/**
 * The statements that bring what a product is found by in step with these names and this number; with `when` only if that condition
 * holds at their place in the batch. They belong into every batch that writes them, and take a product that is not there for none.
 */
export function indexing(db: Database, product: Named & { id: string }, when: SQL = sql`true`): [Statement, Statement] {
  const words = JSON.stringify(termsOf(product));
  return [
    db.delete(productTerms).where(sql`${productTerms.productId} = ${product.id} and ${when}`),
    db.insert(productTerms).select(sql`
      select ${products.storeId}, value, ${products.id} from ${products}, json_each(${words})
      where ${products.id} = ${product.id} and ${when}`),
  ];
}
