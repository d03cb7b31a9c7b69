import { nameAt } from '../../catalog/products.ts';
import { isAtLeast, type Role } from '../../staff/roles.ts';
import { moments } from '../../ui/dates.ts';
import { Notice } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Stars } from '../fields.tsx';
import type { Row } from './desk.ts';

/** What just happened, as the address of the page says it. */
export const happenings = ['published', 'hidden'] as const;

type ReviewsDeskPageProps = {
  shell: Shell;
  role: Role;
  reviews: readonly Row[];
  /** The cursor of the next page; null on the last. */
  next: string | null;
  isFirst: boolean;
  done: (typeof happenings)[number] | undefined;
};

export function ReviewsDeskPage({ shell, role, reviews, next, isFirst, done }: ReviewsDeskPageProps) {
  const { t } = shell;
  return (
    <>
      <h1>{t('reviews.title')}</h1>
      {done && <Notice tone="done">{t(`reviews.done_${done}`)}</Notice>}
      {reviews.length === 0 && <p role="status">{t('reviews.none_at_all')}</p>}
      {reviews.map((review) => (
        <ReviewPanel shell={shell} role={role} review={review} />
      ))}
      <Pager t={t} first={isFirst ? null : '/admin/reviews'} next={next && `/admin/reviews?after=${next}`} />
    </>
  );
}

const tones = { waiting: 'tag tag-pending', published: 'tag', hidden: 'tag tag-denied' } as const;

function ReviewPanel({ shell, role, review }: { shell: Shell; role: Role; review: Row }) {
  const { t, store, language } = shell;
  const name = nameAt(store, review, language);
  const at = `/admin/reviews/${review.id}`;
  const which = <span class="sr-only">: {name}</span>;
  return (
    <article class="panel">
      <div class="headline">
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <span class={tones[review.status]}>{t(`reviews.is_${review.status}`)}</span>
      </div>
      <p>
        <Stars t={t} stars={review.stars} />{' '}
        <span class="quiet">
          {review.customerId === null ? (
            t('orders.nobody')
          ) : (
            <a href={`/admin/customers/${review.customerId}`} dir="auto">
              {review.customer}
            </a>
          )}
          , <span class="tabular-nums">{moments(language, store.timeZone)(review.createdAt)}</span>
        </span>
      </p>
      {review.text && (
        <p class="mail">
          <bdi>{review.text}</bdi>
        </p>
      )}
      {isAtLeast(role, 'manager') && (
        <div class="acts">
          {review.status !== 'published' && (
            <form method="post" action={`${at}/publication`}>
              <button class="btn btn-plain btn-sm" type="submit">
                {t('reviews.publish')}
                {which}
              </button>
            </form>
          )}
          {review.status !== 'hidden' && (
            <form method="post" action={`${at}/hiding`}>
              <button class="btn btn-plain btn-sm" type="submit">
                {t('reviews.hide')}
                {which}
              </button>
            </form>
          )}
        </div>
      )}
    </article>
  );
}
