// How an order is sent and paid, and how long an offer holds.
import { Field } from '../../../ui/fields.tsx';
import { money } from '../../../ui/money.ts';
import { Radios } from '../../../ui/radios.tsx';
import { paymentsAt, type Delivery } from '../../methods.ts';
import { byHand } from '../input.ts';
import type { MakingPageProps } from '../pages.tsx';

/** How it is sent and paid. */
export function Means({ shell, form, deliveries }: MakingPageProps) {
  const { t, store, language } = shell;
  const priced = ({ name, priceMinor }: Delivery) =>
    `${name} · ${priceMinor === 0 ? t('checkout.free') : money(priceMinor, store.currency, language)}`;
  return (
    <>
      {store.policies.tax.country !== null && (
        <Field
          t={t}
          form={form}
          name="vatId"
          label={t('fields.vatId')}
          hint={t('hints.vat_id')}
          autocomplete="off"
          maxlength={30}
        />
      )}
      <div class="part">
        <Radios
          t={t}
          form={form}
          name="method"
          label={t('checkout.delivery')}
          required
          options={[
            ...deliveries.map((way) => ({ value: way.key, label: priced(way) })),
            { value: byHand, label: t('making.by_hand') },
          ]}
        />
        <div class="part if-by-hand">
          <Field
            t={t}
            form={form}
            name="shippingName"
            label={t('making.shipping_name')}
            autocomplete="off"
            maxlength={100}
            isMarked={false}
          />
          <Field
            t={t}
            form={form}
            name="shippingPrice"
            label={t('making.shipping_price', { currency: store.currency })}
            autocomplete="off"
            inputmode="decimal"
            maxlength={20}
            isMarked={false}
          />
        </div>
      </div>
      <div class="part">
        <Radios
          t={t}
          form={form}
          name="payment"
          label={t('orders.payment')}
          required
          options={paymentsAt(store).map((method) => ({ value: method, label: t(`orders.by_${method}`) }))}
        />
      </div>
    </>
  );
}

/** Until when an offer holds, and when its customer is reminded. */
export function OfferPart({ shell: { t }, form }: MakingPageProps) {
  return (
    <div class="address-fields if-offer">
      <div class="half">
        <Field
          t={t}
          form={form}
          name="validUntil"
          label={t('making.valid_until')}
          type="date"
          autocomplete="off"
          isMarked={false}
        />
      </div>
      <div class="half">
        <Field
          t={t}
          form={form}
          name="remindDays"
          label={t('making.remind_days')}
          hint={t('making.remind_hint')}
          autocomplete="off"
          inputmode="numeric"
          maxlength={3}
          isMarked={false}
        />
      </div>
    </div>
  );
}
