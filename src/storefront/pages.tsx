import { AddForm } from '../checkout/basket/fields.tsx';
import { mostOfOne, mostProducts } from '../checkout/basket/filling.ts';
import type { AddProblem } from '../checkout/basket/basket.ts';
import { PriceTag } from '../catalog/fields.tsx';
import { nameAt, type Product } from '../catalog/products.ts';
import type { Price } from '../catalog/terms/prices.ts';
import { AskForm, labelsOf, Questions } from '../discussions/fields.tsx';
import type { Shown } from '../discussions/questions.ts';
import { Reviews } from '../reviews/fields.tsx';
import type { Published } from '../reviews/reviews.ts';
import { Notice, ProblemSummary } from '../ui/fields.tsx';
import type { Shell } from '../ui/layout.tsx';
import type { FormState } from '../web/forms.ts';
import { WishForm } from '../wishlist/pages.tsx';

/** The shop's start page. */
export function HomePage({ shell: { store, t, who } }: { shell: Shell }) {
  const isOpen = store.policies.registration === 'open';
  return (
    <div class="narrow">
      <h1>{t('home.title', { store: store.name })}</h1>
      {who ? (
        <>
          <p>{who.name ? t('home.signed_in', { name: who.name }) : t('account.greeting_nameless')}</p>
          <a class="btn btn-primary" href="/account">
            {t('layout.my_account')}
          </a>
        </>
      ) : (
        <>
          <p>{isOpen ? t('home.signed_out') : t('home.invitation', { store: store.name })}</p>
          <a class="btn btn-primary" href="/login">
            {t('layout.sign_in')}
          </a>
          {isOpen && (
            <a class="btn btn-plain" href="/register">
              {t('layout.register')}
            </a>
          )}
        </>
      )}
    </div>
  );
}

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
  return (
    <>
      <h1>
        <bdi>{nameAt(store, product, language)}</bdi>
      </h1>
      {notice && (
        <Notice tone={notice === 'discussions.asked' ? 'done' : 'refused'}>
          {t(notice, { most: notice === 'basket.full' ? mostProducts : mostOfOne })}
        </Notice>
      )}
      <ProblemSummary t={t} form={form} labels={{ quantity: t('orders.quantity'), ...labelsOf(shell) }} />
      <p>
        {price ? (
          <strong>
            <PriceTag shell={shell} price={price} />
          </strong>
        ) : (
          t('products.prices_for_customers')
        )}{' '}
        {product.stock === 0 && <span class="tag tag-pending">{t('products.sold_out')}</span>}
      </p>
      {product.stock !== 0 && <AddForm shell={shell} form={form} slug={product.slug} />}
      <WishForm shell={shell} slug={product.slug} />
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
