import type { Address } from '../../customers/addresses/addresses.ts';
import { AddressFields } from '../../customers/addresses/fields.tsx';
import { prefixes } from '../../customers/addresses/input.ts';
import { LongText, Notice, ProblemSummary, Tick } from '../../ui/fields.tsx';
import { Radios } from '../../ui/radios.tsx';
import { addressLabels, FromBook } from '../fields.tsx';
import type { Delivery } from '../methods.ts';
import type { Seen } from './composing.ts';
import { lineLabels, Lines, type LinesProps } from './lines/fields.tsx';
import { Means, OfferPart } from './means/fields.tsx';
import { Customer, NewPerson } from './whom/fields.tsx';
import { kinds, longestNote, type Kind } from './input.ts';

export type MakingNotice = 'denied' | 'changed_meanwhile';

export type MakingPageProps = LinesProps & {
  kind: Kind;
  seen: Pick<Seen, 'key' | 'customer' | 'known'>;
  countries: readonly string[];
  /** The country of each address whose fields are shown. */
  country: { delivery: string; billing: string };
  deliveries: readonly Delivery[];
  /** What the customer has in their book. */
  book: readonly Address[];
  notice: MakingNotice | undefined;
};

/** An order for somebody, or an offer, as it is filled in. */
export function MakingPage(props: MakingPageProps) {
  const { shell, form, kind, seen, notice } = props;
  const { t } = shell;
  const { customer } = seen;
  return (
    <>
      <p class="crumb">
        <a href={kind === 'order' ? '/admin/orders' : '/admin/quotations'}>
          {t(kind === 'order' ? 'account.orders' : 'quotations.title')}
        </a>
      </p>
      <h1>{t(`making.title_${kind}`)}</h1>
      {notice && <Notice tone="refused">{t(`making.${notice}`)}</Notice>}
      <ProblemSummary t={t} form={form} labels={labelsOfAll(props)} />
      <form method="post" action="/admin/orders/new" class="composing" novalidate>
        {/* The Enter key presses a form's first button: it must not take a line out. */}
        <button class="sr-only" type="submit" tabindex={-1} aria-hidden="true">
          {t('making.to_review')}
        </button>
        <input type="hidden" name="key" value={seen.key} />
        <Radios
          t={t}
          form={form}
          name="kind"
          label={t('making.kind')}
          options={kinds.map((one) => ({ value: one, label: t(`making.kind_${one}`) }))}
        />
        {customer ? <Customer shell={shell} kind={kind} customer={customer} /> : <NewPerson {...props} />}
        <Lines {...props} />
        <div class="halves">
          <AddressPart {...props} use="delivery" />
          <div class="composing">
            <Tick t={t} form={form} name="isBilledElsewhere" label={t('checkout.is_billed_elsewhere')} />
            <AddressPart {...props} use="billing" />
            <Means {...props} />
            <OfferPart {...props} />
          </div>
        </div>
        <LongText
          t={t}
          form={form}
          name="note"
          label={t('making.note')}
          hint={t('making.note_hint')}
          maxlength={longestNote}
        />
        <button class="btn btn-primary self-start" type="submit">
          {t('making.to_review')}
        </button>
      </form>
    </>
  );
}

function AddressPart(props: MakingPageProps & { use: keyof typeof prefixes }) {
  const { shell, form, countries, country, use } = props;
  const { t, language } = shell;
  const isBilling = use === 'billing';
  return (
    <fieldset class={isBilling ? 'part if-ticked' : 'part'}>
      <legend>{t(isBilling ? 'fields.billing_address' : 'orders.delivery_address')}</legend>
      <AddressFields {...{ t, language, form, countries }} country={country[use]} prefix={prefixes[use]} />
      <FromBook {...props} label={t('making.from_book')} />
    </fieldset>
  );
}

function labelsOfAll(props: MakingPageProps): Record<string, string> {
  const { shell, country } = props;
  const { t, store } = shell;
  return {
    kind: t('making.kind'),
    email: t('fields.email'),
    language: t('fields.language'),
    isInvited: t('making.is_invited'),
    ...lineLabels(props),
    ...addressLabels(t, country),
    isBilledElsewhere: t('checkout.is_billed_elsewhere'),
    vatId: t('fields.vatId'),
    method: t('checkout.delivery'),
    shippingName: t('making.shipping_name'),
    shippingPrice: t('making.shipping_price', { currency: store.currency }),
    payment: t('orders.payment'),
    validUntil: t('making.valid_until'),
    remindDays: t('making.remind_days'),
    note: t('making.note'),
  };
}
