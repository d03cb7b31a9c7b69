import { nameAt, type Product } from '../catalog/products.ts';
import type { Shell } from '../ui/layout.tsx';
import { money } from '../ui/money.ts';
import { WishForm } from '../wishlist/pages.tsx';

type ProductPageProps = { shell: Shell; product: Product };

export function ProductPage({ shell, product }: ProductPageProps) {
  const { t, store, language } = shell;
  return (
    <>
      <h1>
        <bdi>{nameAt(store, product, language)}</bdi>
      </h1>
      <p>
        <strong>{money(product.priceMinor, store.currency, language)}</strong>{' '}
        {product.stock === 0 && <span class="tag tag-pending">{t('products.sold_out')}</span>}
      </p>
      <WishForm shell={shell} slug={product.slug} />
    </>
  );
}
