import { AddressPanels, Items } from '../../orders/details/fields.tsx';
import type { Draft } from '../../orders/placing/drafts.ts';
import { Notice } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { money } from '../../ui/money.ts';

export type ReviewNotice = 'terms_changed' | 'changed_meanwhile' | 'too_many';

type ReviewPageProps = {
  shell: Shell;
  draft: Draft;
  /** The word of this order: what comes back with the button is what was shown. */
  shown: string;
  notice: ReviewNotice | undefined;
};

/** Everything that is ordered, once more before it is. */
export function ReviewPage({ shell, draft, shown, notice }: ReviewPageProps) {
  const { t, language } = shell;
  return (
    <>
      <h1>{t('checkout.review_title')}</h1>
      {notice && <Notice tone="refused">{t(`checkout.${notice}`)}</Notice>}
      <Items shell={shell} order={draft} lines={draft.lines} title={t('checkout.what')} />
      <section class="cards">
        <AddressPanels shell={shell} order={draft} />
        <div class="panel">
          <h2>{t('orders.payment')}</h2>
          <p>{t(`orders.by_${draft.paymentMethod}`)}</p>
          <p class="quiet">{draft.email}</p>
          {draft.vatId !== '' && <p class="quiet">{draft.vatId}</p>}
        </div>
      </section>
      <div class="panel">
        <form method="post" action="/checkout/order">
          <input type="hidden" name="shown" value={shown} />
          <button class="btn btn-primary" type="submit">
            {t('checkout.place', { total: money(draft.totalMinor, draft.currency, language) })}
          </button>
        </form>
        <p>
          <a href="/checkout">{t('checkout.change')}</a>
        </p>
        <p>
          <a href="/basket">{t('checkout.change_basket')}</a>
        </p>
      </div>
    </>
  );
}

/** Nothing was ordered, since whoever began it is not signed in any more. */
export function NotSignedInPage({ shell: { t } }: { shell: Shell }) {
  return (
    <div class="narrow">
      <h1>{t('checkout.not_signed_in_title')}</h1>
      <p role="alert">{t('checkout.not_signed_in')}</p>
      <p>
        <a class="btn btn-primary" href="/login?next=%2Fcheckout%2Freview">
          {t('layout.sign_in')}
        </a>
      </p>
    </div>
  );
}
