// What search engines may know of a product: what its page shows to a visitor, and no price where a visitor is told none.
import { nameIn } from '../../catalog/names.ts';
import { nameAt, type Product } from '../../catalog/products.ts';
import type { Price } from '../../catalog/terms/prices.ts';
import type { About } from '../../ui/about.tsx';
import { excerptOf } from '../../ui/excerpt.ts';
import type { Shell } from '../../ui/layout.tsx';
import { typedAmount } from '../../ui/money.ts';

/** The most characters of a description. */
const mostDescribed = 160;

/** What is said of the product in the language of the page, else in the store's first; empty where nothing is. */
export function textOf({ store, language }: Shell, { texts }: Product): string {
  return nameIn(texts, language, ...store.languages);
}

/** What the head of its page says; `price` is a visitor's, null where they are told none. */
export function aboutProduct(shell: Shell, product: Product, price: Price | null): About {
  const { store, language, t } = shell;
  const path = `/products/${product.slug}`;
  const name = nameAt(store, product, language);
  const words = excerptOf(textOf(shell, product), mostDescribed);
  const description = words || t('storefront.at_store', { name, store: store.name });
  const { picture, pictureWidth: width, pictureHeight: height } = product;
  const shown = picture !== null && width !== null && height !== null;
  return {
    path,
    description,
    kind: 'product',
    picture: shown ? { path: `/pictures/${picture}`, width, height } : undefined,
    facts: {
      '@context': 'https://schema.org',
      '@type': 'Product',
      name,
      sku: product.sku,
      description,
      url: `${store.origin}${path}`,
      ...(picture === null ? {} : { image: `${store.origin}/pictures/${picture}` }),
      ...offer(shell, product, price),
      ...rating(product),
    },
  };
}

function offer({ store }: Shell, { slug, stock }: Product, price: Price | null): object {
  if (price === null) return {};
  return {
    offers: {
      '@type': 'Offer',
      url: `${store.origin}/products/${slug}`,
      price: typedAmount(price.minor, store.currency),
      priceCurrency: store.currency,
      availability: `https://schema.org/${stock === 0 ? 'OutOfStock' : 'InStock'}`,
    },
  };
}

function rating({ reviewCount, starsTotal }: Product): object {
  if (reviewCount === 0) return {};
  const ratingValue = (starsTotal / reviewCount).toFixed(1);
  return { aggregateRating: { '@type': 'AggregateRating', ratingValue, reviewCount, bestRating: 5, worstRating: 1 } };
}
