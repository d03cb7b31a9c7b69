// What is asked about an order, in the checkout and by staff who make one for somebody.
import type { Address } from '../customers/addresses/addresses.ts';
import { labelsOf } from '../customers/addresses/fields.tsx';
import { linesOf } from '../customers/addresses/formats.ts';
import { prefixes } from '../customers/addresses/input.ts';
import { longestVatId } from '../customers/vat-ids.ts';
import { paymentsAt } from '../orders/placing/methods.ts';
import { Choice, Field } from '../ui/fields.tsx';
import type { Shell } from '../ui/layout.tsx';
import { money } from '../ui/money.ts';
import { Radios } from '../ui/radios.tsx';
import type { FormState } from '../web/forms.ts';
import type { Delivery } from './methods.ts';

type Asked = { shell: Shell; form: FormState };

/** The VAT ID, where the shop says where it pays its taxes. */
export function VatIdField({ shell: { t, store }, form }: Asked) {
  if (store.policies.tax.country === null) return null;
  return (
    <Field
      t={t}
      form={form}
      name="vatId"
      label={t('fields.vatId')}
      hint={t('hints.vat_id')}
      autocomplete="off"
      maxlength={longestVatId}
    />
  );
}

/** How it is sent: by one of these ways, or by another one of this name. */
export function DeliveryChoice({
  shell: { t, store, language },
  form,
  deliveries,
  other,
}: Asked & { deliveries: readonly Delivery[]; other?: { value: string; label: string } }) {
  const ways = deliveries.map(({ key, name, priceMinor }) => ({
    value: key,
    label: `${name} · ${priceMinor === 0 ? t('checkout.free') : money(priceMinor, store.currency, language)}`,
  }));
  const options = other ? [...ways, other] : ways;
  return <Radios t={t} form={form} name="method" label={t('checkout.delivery')} required options={options} />;
}

/** How it is paid. */
export function PaymentChoice({ shell: { t, store }, form }: Asked) {
  const options = paymentsAt(store).map((method) => ({ value: method, label: t(`orders.by_${method}`) }));
  return <Radios t={t} form={form} name="payment" label={t('orders.payment')} required options={options} />;
}

type FromBookProps = Asked & { book: readonly Address[]; use: keyof typeof prefixes; label: string };

/** Fills the fields in from an address book; a button does it, so that it works without a script. */
export function FromBook({ shell: { t }, form, book, use, label }: FromBookProps) {
  if (book.length === 0) return null;
  return (
    <Choice
      t={t}
      form={form}
      name={`${use}Book`}
      label={label}
      options={book.map((address) => ({ value: address.id, label: linesOf(address).join(', ') }))}
      isMarked={false}
      below={
        <button class="btn btn-plain btn-sm self-start" type="submit" name="step" value={use}>
          {t('checkout.use_address')}
        </button>
      }
    />
  );
}

/** What the fields of both addresses are called, for the summary of what is wrong: those of the invoice say whose they are. */
export function addressLabels(t: Shell['t'], country: Record<keyof typeof prefixes, string>): Record<string, string> {
  const named = (use: keyof typeof prefixes, nameOf: (label: string) => string) =>
    Object.entries(labelsOf(t, country[use])).map(([field, label]) => [prefixes[use] + field, nameOf(label)]);
  const billed = named('billing', (label) => `${t('fields.billing_address')}: ${label}`);
  return Object.fromEntries([...named('delivery', (label) => label), ...billed]);
}
