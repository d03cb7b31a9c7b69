// What the audit tells of a product, before and after.
import type { Store } from '../../stores/stores.ts';
import { typedAmount } from '../../ui/money.ts';
import type { products } from '../schema.ts';

/** As much of a product as is told. */
export type Told = Pick<
  typeof products.$inferSelect,
  'slug' | 'sku' | 'names' | 'texts' | 'priceMinor' | 'taxClass' | 'stock' | 'visibility' | 'groupIds'
> & { categoryIds: readonly string[] };

/** How much of a text is told, in characters. */
const longestTold = 100;

/** A product by the names that the audit has words for; groups and categories by what `nameOf` calls them. */
export function told({ currency }: Store, product: Told, nameOf: (id: string) => string): Record<string, unknown> {
  const among = (ids: readonly string[]) => ids.map(nameOf).toSorted().join(', ');
  const texts = Object.entries(product.texts).map(([language, text]) => [
    `text_${language}`,
    text.length > longestTold ? `${text.slice(0, longestTold)}…` : text,
  ]);
  return {
    ...Object.fromEntries(Object.entries(product.names).map(([language, name]) => [`name_${language}`, name])),
    ...Object.fromEntries(texts),
    slug: product.slug,
    sku: product.sku,
    price: `${typedAmount(product.priceMinor, currency)} ${currency}`,
    taxClass: product.taxClass,
    stock: product.stock,
    visibility: product.visibility,
    groups: among(product.groupIds),
    categories: among(product.categoryIds),
  };
}

/** What differs, on either side. A text that differs behind what is told of it stands there too. */
export function difference(
  store: Store,
  { before, after, nameOf }: { before: Told; after: Told; nameOf: (id: string) => string },
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const [was, is] = [told(store, before, nameOf), told(store, after, nameOf)];
  const isOther = (name: string) => {
    const language = name.startsWith('text_') ? name.slice(5) : null;
    return language === null ? was[name] !== is[name] : before.texts[language] !== after.texts[language];
  };
  const others = Object.keys({ ...was, ...is }).filter(isOther);
  const only = (side: Record<string, unknown>) => Object.fromEntries(others.map((name) => [name, side[name] ?? '']));
  return { before: only(was), after: only(is) };
}
