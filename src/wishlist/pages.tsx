import { KeptProduct, PriceTag } from '../catalog/fields.tsx';
import { nameAt } from '../catalog/products.ts';
import { offerOf } from '../catalog/terms/prices.ts';
import type { Terms } from '../catalog/terms/terms.ts';
import { Notice } from '../ui/fields.tsx';
import type { Shell } from '../ui/layout.tsx';
import { Pager } from '../ui/pager.tsx';
import { mostWishes, type Wish } from './wishlist.ts';

/** What just happened, as the address of the page says it. */
export const notices = ['added', 'removed', 'full', 'moved', 'not_moved'] as const;

type WishlistNotice = (typeof notices)[number];

const refusals: readonly WishlistNotice[] = ['full', 'not_moved'];

type WishlistPageProps = {
  shell: Shell;
  terms: Terms;
  wishes: readonly Wish[];
  /** The cursor of the next page; null on the last. */
  next: string | null;
  isFirst: boolean;
  notice: WishlistNotice | undefined;
};

export function WishlistPage({ shell, terms, wishes, next, isFirst, notice }: WishlistPageProps) {
  const { t } = shell;
  return (
    <>
      <h1>{t('wishlist.title')}</h1>
      {notice && (
        <Notice tone={refusals.includes(notice) ? 'refused' : 'done'}>
          {t(`wishlist.${notice}`, { most: mostWishes })}
        </Notice>
      )}
      {wishes.length === 0 && (
        <section class="panel">
          <h2>{t('wishlist.none_title')}</h2>
          <p>{t('wishlist.none')}</p>
        </section>
      )}
      {wishes.length > 0 && (
        <ul class="places">
          {wishes.map((wish) => (
            <WishRow shell={shell} terms={terms} wish={wish} />
          ))}
        </ul>
      )}
      <Pager t={t} first={isFirst ? null : '/account/wishlist'} next={next && `/account/wishlist?after=${next}`} />
    </>
  );
}

function WishRow({ shell, terms, wish }: { shell: Shell; terms: Terms; wish: Wish }) {
  const { t, store, language } = shell;
  const known = nameAt(store, wish, language);
  const name = known || t('basket.withdrawn');
  const isSold = known !== '' && wish.retiredAt === null;
  const price = offerOf(terms, wish);
  const path = `/account/wishlist/${wish.productId}`;
  return (
    <li>
      <span>
        <KeptProduct shell={shell} product={wish} class="underline font-medium" />
        <br />
        <span class="quiet">
          {!isSold && t('products.retired')}
          {isSold && price && <PriceTag shell={shell} price={price} />}
          {isSold && wish.stock === 0 && ` · ${t('products.sold_out')}`}
        </span>
      </span>
      <div class="acts">
        {isSold && wish.stock !== 0 && (
          <form method="post" action={`${path}/move`}>
            <button class="btn btn-plain btn-sm" type="submit">
              {t('wishlist.move')}
              <span class="sr-only">: {name}</span>
            </button>
          </form>
        )}
        <form method="post" action={`${path}/removal`}>
          <button class="btn btn-plain btn-sm" type="submit">
            {t('wishlist.remove')}
            <span class="sr-only">: {name}</span>
          </button>
        </form>
      </div>
    </li>
  );
}

/** The button that puts a product into the visitor's list, for the product's page. */
export function WishForm({ shell: { t }, slug }: { shell: Shell; slug: string }) {
  return (
    <form method="post" action="/wishlist">
      <input type="hidden" name="product" value={slug} />
      <button class="btn btn-plain" type="submit">
        {t('wishlist.add')}
      </button>
    </form>
  );
}
