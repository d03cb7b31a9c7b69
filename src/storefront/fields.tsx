// What the pages of the storefront share: the categories to choose from, and products in a list.
import { PriceTag, ProductLink, ProductPicture } from '../catalog/fields.tsx';
import type { Category, Listed, Page } from '../catalog/finding/listing.ts';
import { nameAt } from '../catalog/products.ts';
import { offerOf } from '../catalog/terms/prices.ts';
import type { Terms } from '../catalog/terms/terms.ts';
import { averageOf } from '../reviews/fields.tsx';
import type { Shell } from '../ui/layout.tsx';
import { Pager } from '../ui/pager.tsx';

/** What a page of products is shown of, beside the products. */
export type View = {
  shell: Shell;
  terms: Terms;
  /** Those that have something for whoever looks. */
  categories: readonly Category[];
};

/** The ways to the categories; `chosen` is the one that the page is of, by its place in addresses. */
export function Categories({ shell, categories, chosen }: Omit<View, 'terms'> & { chosen?: string }) {
  const { t, store, language, path } = shell;
  if (categories.length === 0) return null;
  const current = (isIt: boolean) => (isIt ? 'page' : undefined);
  return (
    <nav class="tabs" aria-label={t('storefront.categories')}>
      <ul>
        <li>
          <a href="/" aria-current={current(path === '/')}>
            {t('storefront.all')}
          </a>
        </li>
        {categories.map((category) => (
          <li>
            <a href={`/categories/${category.slug}`} aria-current={current(category.slug === chosen)}>
              <bdi>{nameAt(store, category, language)}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

type ProductListProps = Omit<View, 'categories'> & {
  page: Page;
  /** The address of the list's first page, to which a cursor can be added. */
  address: string;
  isFirst: boolean;
};

/** A page of products, and the way to the next. */
export function ProductList({ shell, terms, page, address, isFirst }: ProductListProps) {
  const after = page.next && `${address}${address.includes('?') ? '&' : '?'}after=${page.next}`;
  return (
    <>
      {!terms.seesPrices && page.shown.length > 0 && <SignInForPrices shell={shell} next={address} />}
      {page.shown.length > 0 && (
        <ul class="goods">
          {page.shown.map((product, place) => (
            <Good shell={shell} terms={terms} product={product} isAtOnce={place < atOnce} />
          ))}
        </ul>
      )}
      <Pager t={shell.t} first={isFirst ? null : address} next={after} />
    </>
  );
}

/** Pictures that are loaded with the page; the others when they come into sight. */
const atOnce = 4;

type GoodProps = Omit<View, 'categories'> & { product: Listed; isAtOnce: boolean };

function Good({ shell, terms, product, isAtOnce }: GoodProps) {
  const { t, language } = shell;
  const price = offerOf(terms, product);
  const { reviewCount } = product;
  return (
    <li>
      <ProductPicture shell={shell} product={product} isLazy={!isAtOnce} isNamed={false} />
      <ProductLink shell={shell} product={product} class="name" />
      {price && (
        <span class="tabular-nums">
          <PriceTag shell={shell} price={price} />
        </span>
      )}
      {reviewCount > 0 && <span class="quiet">{t('reviews.average', { average: averageOf(product, language) })}</span>}
      {product.stock === 0 && <span class="quiet">{t('products.sold_out')}</span>}
    </li>
  );
}

/** Why there are no prices, and what to do about it. */
export function SignInForPrices({ shell: { t }, next }: { shell: Shell; next: string }) {
  return (
    <p>
      {t('products.prices_for_customers')} <a href={`/login?next=${encodeURIComponent(next)}`}>{t('layout.sign_in')}</a>
    </p>
  );
}
