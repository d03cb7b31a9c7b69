// Stars, and reviews as the page of a product shows them.
import type { Product } from '../catalog/products.ts';
import { dates } from '../ui/dates.ts';
import type { Shell } from '../ui/layout.tsx';
import { whole } from '../ui/money.ts';
import type { Translate } from '../web/i18n.ts';
import { stars as all } from './reviews.ts';
import type { Published } from './reviews.ts';
import { numberFormat } from '../ui/formats.ts';

/** Stars as a picture of characters, read aloud as words. */
export function Stars({ t, stars }: { t: Translate; stars: number }) {
  return (
    <span class="stars" role="img" aria-label={t('reviews.of_five', { stars })}>
      {'★'.repeat(stars)}
      {'☆'.repeat(all.length - stars)}
    </span>
  );
}

/** The stars of a product that has reviews on average, as the language writes them: `4.3`. */
export function averageOf({ reviewCount, starsTotal }: Rated, language: string): string {
  return numberFormat(language, { maximumFractionDigits: 1 }).format(starsTotal / reviewCount);
}

type Rated = Pick<Product, 'reviewCount' | 'starsTotal'>;

type ReviewsProps = { shell: Shell; product: Product; reviews: readonly Published[] };

/** What is published about a product, and the average of all of it. */
export function Reviews({ shell, product, reviews }: ReviewsProps) {
  const { t, language, store } = shell;
  const { reviewCount } = product;
  if (reviewCount === 0) return <p>{t('reviews.none_published')}</p>;
  const day = dates(language, store.timeZone);
  const average = averageOf(product, language);
  return (
    <>
      <p>
        <strong>{t('reviews.average', { average })}</strong>{' '}
        {t('reviews.count', { count: reviewCount, number: whole(reviewCount, language) })}
        <br />
        <span class="quiet">{t('reviews.by_whom')}</span>
      </p>
      {reviews.map(({ stars, text, createdAt }) => (
        <article class="note">
          <p>
            <Stars t={t} stars={stars} /> <span class="quiet tabular-nums">{day(createdAt)}</span>
          </p>
          {text && (
            <p class="mail">
              <bdi>{text}</bdi>
            </p>
          )}
        </article>
      ))}
    </>
  );
}
