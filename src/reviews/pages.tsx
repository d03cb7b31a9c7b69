import { ProductLink } from '../catalog/fields.tsx';
import { nameAt } from '../catalog/products.ts';
import { dates } from '../ui/dates.ts';
import { LongText, Notice, ProblemSummary } from '../ui/fields.tsx';
import type { Shell } from '../ui/layout.tsx';
import { Radios } from '../ui/radios.tsx';
import type { FormState } from '../web/forms.ts';
import { Stars } from './fields.tsx';
import { longestText, stars as all, type Own, type Purchase, type Unrated } from './reviews.ts';

/** What just happened, or why it did not, as the address of the page says it. */
export const notices = ['rated', 'not_to_rate'] as const;

/** A page of a list, and the cursor of the next; null on the last. */
type Part<Row> = { shown: readonly Row[]; next: string | null };

type ReviewsPageProps = {
  shell: Shell;
  unrated: Part<Unrated>;
  own: Part<Own>;
  isFirst: boolean;
  notice: (typeof notices)[number] | undefined;
};

export function ReviewsPage({ shell, unrated, own, isFirst, notice }: ReviewsPageProps) {
  const { t } = shell;
  return (
    <>
      <h1>{t('reviews.title')}</h1>
      {notice && <Notice tone={notice === 'rated' ? 'done' : 'refused'}>{t(`reviews.${notice}`)}</Notice>}
      <section class="part">
        <h2>{t('account.unrated')}</h2>
        {unrated.shown.length === 0 ? <p>{t('reviews.nothing_to_rate')}</p> : <ToRate shell={shell} {...unrated} />}
        <Next shell={shell} parameter="after" next={unrated.next} />
      </section>
      {own.shown.length > 0 && (
        <section class="part">
          <h2>{t('reviews.own')}</h2>
          {own.shown.map((review) => (
            <OwnReview shell={shell} review={review} />
          ))}
          <Next shell={shell} parameter="reviewed" next={own.next} />
        </section>
      )}
      {!isFirst && (
        <p>
          <a href="/account/reviews">{t('customers.first')}</a>
        </p>
      )}
    </>
  );
}

function Next({ shell: { t }, parameter, next }: { shell: Shell; parameter: string; next: string | null }) {
  if (next === null) return null;
  return (
    <a class="btn btn-plain btn-sm self-start" href={`/account/reviews?${parameter}=${next}`}>
      {t('customers.next')}
    </a>
  );
}

function ToRate({ shell: { t, store, language }, shown }: { shell: Shell } & Part<Unrated>) {
  const day = dates(language, store.timeZone);
  return (
    <ul class="places">
      {shown.map((purchase) => {
        const name = nameAt(store, purchase, language);
        return (
          <li>
            <span>
              <bdi>{name}</bdi>
              <br />
              <span class="quiet tabular-nums">{t('reviews.received', { day: day(purchase.at) })}</span>
            </span>
            <a class="btn btn-plain btn-sm" href={`/account/reviews/${purchase.productId}`}>
              {t('reviews.rate')}
              <span class="sr-only">: {name}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

function OwnReview({ shell, review }: { shell: Shell; review: Own }) {
  const { t, store, language } = shell;
  return (
    <article class="note">
      <p>
        <ProductLink shell={shell} product={review} class="underline font-medium" />
      </p>
      <p>
        <Stars t={t} stars={review.stars} />{' '}
        <span class="quiet tabular-nums">{dates(language, store.timeZone)(review.createdAt)}</span>{' '}
        <span class="quiet">· {t(`reviews.is_${review.status}`)}</span>
      </p>
      {review.text && (
        <p class="mail">
          <bdi>{review.text}</bdi>
        </p>
      )}
    </article>
  );
}

type RatePageProps = { shell: Shell; purchase: Purchase; form: FormState };

export function RatePage({ shell, purchase, form }: RatePageProps) {
  const { t, store, language } = shell;
  const labels = { stars: t('reviews.stars'), text: t('reviews.text') };
  return (
    <>
      <p class="crumb">
        <a href="/account/reviews">{t('reviews.title')}</a>
      </p>
      <h1>
        <bdi>{nameAt(store, purchase, language)}</bdi>
      </h1>
      <ProblemSummary t={t} form={form} labels={labels} />
      <form method="post" action={`/account/reviews/${purchase.productId}`} class="part" novalidate>
        <Radios
          t={t}
          form={form}
          name="stars"
          label={labels.stars}
          options={all
            .toReversed()
            .map((value) => ({ value, label: <RadioLabel shell={shell} stars={Number(value)} /> }))}
          required
        />
        <LongText
          t={t}
          form={form}
          name="text"
          label={labels.text}
          hint={t('reviews.text_hint')}
          maxlength={longestText}
          rows={5}
        />
        <button class="btn btn-primary self-start" type="submit">
          {t('reviews.submit')}
        </button>
      </form>
    </>
  );
}

function RadioLabel({ shell: { t }, stars }: { shell: Shell; stars: number }) {
  return (
    <>
      <span class="stars" aria-hidden="true">
        {'★'.repeat(stars)}
      </span>{' '}
      {t('reviews.star', { count: stars })}
    </>
  );
}
