import { AddForm } from '../../checkout/basket/fields.tsx';
import { mostForVisitor, mostOfOne, mostProducts } from '../../checkout/basket/filling.ts';
import type { AddProblem } from '../../checkout/basket/basket.ts';
import { PriceTag, ProductPicture } from '../../catalog/fields.tsx';
import { nameAt, type Product } from '../../catalog/products.ts';
import type { Price } from '../../catalog/terms/prices.ts';
import { AskForm, labelsOf, Questions } from '../../discussions/fields.tsx';
import type { Shown } from '../../discussions/questions.ts';
import { Reviews } from '../../reviews/fields.tsx';
import type { Published } from '../../reviews/reviews.ts';
import { Notice, ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { Markdown } from '../../ui/markdown.tsx';
import { whole } from '../../ui/money.ts';
import type { FormState } from '../../web/forms.ts';
import { WishForm } from '../../wishlist/pages.tsx';
import { SignInForPrices } from '../fields.tsx';
import { textOf } from './about.ts';

/** What just happened, or why it did not, in words of the locales. */
export type ProductNotice = 'discussions.asked' | 'discussions.too_many' | `basket.${AddProblem}`;

/** A page of a list, and the cursor of the next; null on the last. */
type Part<Row> = { shown: readonly Row[]; next: string | null };

type ProductPageProps = {
  shell: Shell;
  product: Product;
  /** Null for whoever is told no prices. */
  price: Price | null;
  published: Part<Published>;
  asked: Part<Shown>;
  /** The form that was sent, as it was typed. */
  form: FormState;
  notice?: ProductNotice | undefined;
};

export function ProductPage({ shell, product, price, published, asked, form, notice }: ProductPageProps) {
  const { t, store, language } = shell;
  const name = nameAt(store, product, language);
  const text = textOf(shell, product);
  const room = shell.who ? mostProducts : mostForVisitor;
  return (
    <>
      <WayBack shell={shell} product={product} />
      {notice && (
        <Notice tone={notice === 'discussions.asked' ? 'done' : 'refused'}>
          {t(notice, { most: notice === 'basket.full' ? room : mostOfOne })}
        </Notice>
      )}
      <ProblemSummary t={t} form={form} labels={{ quantity: t('orders.quantity'), ...labelsOf(shell) }} />
      <div class="product">
        <ProductPicture shell={shell} product={product} isLazy={false} />
        <div class="part">
          <h1>
            <bdi>{name}</bdi>
          </h1>
          <Offer shell={shell} product={product} price={price} />
          {product.stock !== 0 && <AddForm shell={shell} form={form} slug={product.slug} />}
          <WishForm shell={shell} slug={product.slug} />
        </div>
      </div>
      {text && <Markdown markdown={text} origin={store.origin} />}
      <section class="part">
        <h2>{t('reviews.title')}</h2>
        <Reviews shell={shell} product={product} reviews={published.shown} />
        {published.next && (
          <p>
            <a href={`/products/${product.slug}?reviews=${published.next}`}>{t('reviews.older')}</a>
          </p>
        )}
      </section>
      <section class="part">
        <h2>{t('discussions.title')}</h2>
        <Questions shell={shell} questions={asked.shown} />
        {asked.next && (
          <p>
            <a href={`/products/${product.slug}?questions=${asked.next}`}>{t('discussions.more')}</a>
          </p>
        )}
        <AskForm shell={shell} form={form} slug={product.slug} />
      </section>
    </>
  );
}

/** To everything, and to the categories of the product. */
function WayBack({
  shell: { t, store, language },
  product: { categories },
}: Pick<ProductPageProps, 'shell' | 'product'>) {
  return (
    <p class="crumb">
      <a href="/">{t('storefront.all')}</a>
      {categories.map((category) => (
        <>
          {' · '}
          <a href={`/categories/${category.slug}`}>
            <bdi>{nameAt(store, category, language)}</bdi>
          </a>
        </>
      ))}
    </p>
  );
}

/** Of what is left only so much is said how many there are. */
const few = 5;

/** What it costs, and whether there is any. */
function Offer({ shell, product: { slug, stock }, price }: Pick<ProductPageProps, 'shell' | 'product' | 'price'>) {
  const { t, language } = shell;
  return (
    <>
      {price ? (
        <p class="price">
          <PriceTag shell={shell} price={price} />
        </p>
      ) : (
        <SignInForPrices shell={shell} next={`/products/${slug}`} />
      )}
      <p>
        {stock === 0 && <span class="tag tag-pending">{t('products.sold_out')}</span>}
        {stock !== 0 && (stock === null || stock > few) && <span class="tag">{t('storefront.in_stock')}</span>}
        {stock !== null && stock > 0 && stock <= few && (
          <span class="tag">{t('storefront.pieces', { count: stock, number: whole(stock, language) })}</span>
        )}
      </p>
    </>
  );
}
