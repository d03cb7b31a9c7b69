// How an order is sent and paid, and how long an offer holds.
import { Field } from '../../../ui/fields.tsx';
import { DeliveryChoice, PaymentChoice, VatIdField } from '../../fields.tsx';
import { byHand } from '../input.ts';
import type { MakingPageProps } from '../pages.tsx';

/** How it is sent and paid. */
export function Means({ shell, form, deliveries }: MakingPageProps) {
  const { t, store } = shell;
  return (
    <>
      <VatIdField shell={shell} form={form} />
      <div class="part">
        <DeliveryChoice
          shell={shell}
          form={form}
          deliveries={deliveries}
          other={{ value: byHand, label: t('making.by_hand') }}
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
        <PaymentChoice shell={shell} form={form} />
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
