// The pages that list products: the first, those of the categories, and what was found.
import type { Category, Page } from '../catalog/finding/listing.ts';
import { nameAt } from '../catalog/products.ts';
import type { Shell } from '../ui/layout.tsx';
import { Categories, ProductList, type View } from './fields.tsx';
import { addressOf } from './sought.ts';

type ListProps = View & { page: Page; isFirst: boolean };

/** The shop's start page. */
export function HomePage({ page, isFirst, ...view }: ListProps) {
  const { shell, categories } = view;
  const { t, store } = shell;
  return (
    <>
      <div class="headline">
        <h1>{t('home.title', { store: store.name })}</h1>
      </div>
      <Greeting shell={shell} />
      <Categories shell={shell} categories={categories} />
      <section class="part">
        <h2>{t('storefront.newest')}</h2>
        {page.shown.length === 0 && <p>{t('storefront.none')}</p>}
        <ProductList {...view} page={page} address="/" isFirst={isFirst} />
      </section>
    </>
  );
}

function Greeting({ shell: { store, t, who } }: { shell: Shell }) {
  const isOpen = store.policies.registration === 'open';
  if (who) {
    return (
      <p>
        {who.name ? t('home.signed_in', { name: who.name }) : t('account.greeting_nameless')}{' '}
        <a href="/account">{t('layout.my_account')}</a>
      </p>
    );
  }
  return (
    <p>
      {isOpen ? t('home.signed_out') : t('home.invitation', { store: store.name })}{' '}
      <a href="/login">{t('layout.sign_in')}</a>
      {isOpen && (
        <>
          {' · '}
          <a href="/register">{t('layout.register')}</a>
        </>
      )}
    </p>
  );
}

export function CategoryPage({ category, page, isFirst, ...view }: ListProps & { category: Category }) {
  const { shell, categories } = view;
  const { store, language } = shell;
  return (
    <>
      <h1>
        <bdi>{nameAt(store, category, language)}</bdi>
      </h1>
      <Categories shell={shell} categories={categories} chosen={category.slug} />
      <ProductList {...view} page={page} address={`/categories/${category.slug}`} isFirst={isFirst} />
    </>
  );
}

type SearchPageProps = ListProps & {
  /** What is looked for; empty where nothing is. */
  q: string;
};

export function SearchPage({ q, page, isFirst, ...view }: SearchPageProps) {
  const { shell, categories } = view;
  const { t } = shell;
  return (
    <>
      <h1>{q === '' ? t('storefront.find') : t('storefront.results', { q })}</h1>
      <Categories shell={shell} categories={categories} />
      {page.shown.length > 0 ? (
        <ProductList {...view} page={page} address={addressOf(q)} isFirst={isFirst} />
      ) : (
        <div class="panel">
          {q !== '' && <h2>{t('storefront.none_found_title')}</h2>}
          <p>{q === '' ? t('storefront.type_something') : t('storefront.none_found')}</p>
        </div>
      )}
    </>
  );
}
