import { AddressFields } from '../../customers/addresses/fields.tsx';
import type { Address } from '../../customers/addresses/addresses.ts';
import { prefixes } from '../../customers/addresses/input.ts';
import { EmailField, labelsOf } from '../../credentials/fields.tsx';
import { worthOf } from '../../loyalty/earning.ts';
import { some } from '../../loyalty/words.ts';
import { Field, Notice, ProblemSummary, Tick } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { money, whole } from '../../ui/money.ts';
import type { FormState } from '../../web/forms.ts';
import { addressLabels, DeliveryChoice, FromBook, PaymentChoice, VatIdField } from '../fields.tsx';
import type { Delivery } from '../methods.ts';

export type CheckoutNotice = 'unavailable' | 'points_too_few' | 'too_many';

export type CheckoutPageProps = {
  shell: Shell;
  form: FormState;
  countries: readonly string[];
  /** The country of each address whose fields are shown. */
  country: { delivery: string; billing: string };
  deliveries: readonly Delivery[];
  /** What a customer has in their book; and their points. Empty for a guest. */
  book: readonly Address[];
  points: number;
  notice: CheckoutNotice | undefined;
};

export function CheckoutPage(props: CheckoutPageProps) {
  const { shell, form, countries, country, deliveries, points, notice } = props;
  const { t, language, store, who } = shell;
  return (
    <div class="narrow">
      <h1>{t('checkout.title')}</h1>
      {notice && <Notice tone="refused">{t(`checkout.${notice}`)}</Notice>}
      <ProblemSummary t={t} form={form} labels={labelsOfAll(props)} />
      {!who && store.policies.checkout !== 'guest_only' && <SignInOffer shell={shell} />}
      <form method="post" action="/checkout" class="narrow" novalidate>
        {who ? (
          <p>{t('checkout.as', { name: who.name || who.email, email: who.email })}</p>
        ) : (
          <EmailField t={t} form={form} autocomplete="email" />
        )}
        <fieldset class="part">
          <legend>{t('orders.delivery_address')}</legend>
          <AddressFields
            {...{ t, language, form, countries }}
            country={country.delivery}
            prefix={prefixes.delivery}
            section="shipping"
          />
          <FromBook {...props} use="delivery" label={t('checkout.from_book')} />
        </fieldset>
        <Tick t={t} form={form} name="isBilledElsewhere" label={t('checkout.is_billed_elsewhere')} />
        <fieldset class="part if-ticked">
          <legend>{t('fields.billing_address')}</legend>
          <AddressFields
            {...{ t, language, form, countries }}
            country={country.billing}
            prefix={prefixes.billing}
            section="billing"
          />
          <FromBook {...props} use="billing" label={t('checkout.from_book')} />
        </fieldset>
        {who && <Tick t={t} form={form} name="isKept" label={t('checkout.is_kept')} />}
        <VatIdField shell={shell} form={form} />
        <Methods shell={shell} form={form} deliveries={deliveries} />
        {points > 0 && (
          <Field
            t={t}
            form={form}
            name="points"
            label={t('checkout.points')}
            hint={t('checkout.points_hint', {
              points: some(t, points, whole(points, language)),
              worth: money(worthOf(store, points), store.currency, language),
            })}
            autocomplete="off"
            inputmode="numeric"
            maxlength={9}
          />
        )}
        <button class="btn btn-primary" type="submit">
          {t('checkout.to_review')}
        </button>
      </form>
    </div>
  );
}

function SignInOffer({ shell: { t, store } }: { shell: Shell }) {
  const isNeeded = store.policies.checkout === 'account_required';
  return (
    <p>
      {t(isNeeded ? 'checkout.account_needed' : 'checkout.account_offered')}{' '}
      <a href="/login?next=%2Fcheckout">{t('layout.sign_in')}</a>
    </p>
  );
}

function Methods({ shell, form, deliveries }: Pick<CheckoutPageProps, 'shell' | 'form' | 'deliveries'>) {
  return (
    <>
      {deliveries.length === 0 ? (
        <p class="notice">{shell.t('checkout.no_delivery')}</p>
      ) : (
        <DeliveryChoice shell={shell} form={form} deliveries={deliveries} />
      )}
      <PaymentChoice shell={shell} form={form} />
    </>
  );
}

function labelsOfAll({ shell: { t }, country }: CheckoutPageProps): Record<string, string> {
  return {
    email: labelsOf(t).email,
    ...addressLabels(t, country),
    vatId: t('fields.vatId'),
    method: t('checkout.delivery'),
    payment: t('orders.payment'),
    points: t('checkout.points'),
  };
}
