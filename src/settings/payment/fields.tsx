// How orders are paid, and to which account.
import * as z from 'zod';
import { grouped, ibanIn, isBic } from '../../documents/payment/references.ts';
import { paymentMethods } from '../../stores/policies.ts';
import type { Store } from '../../stores/stores.ts';
import { settingChoices, settingName, settingValue } from '../../stores/words.ts';
import { optionalLine } from '../../web/lines.ts';
import { PolicyLine, See, type GroupFieldsProps, type SettingsGroup } from '../fields.tsx';
import { Places } from '../lists/fields.tsx';
import { placed, places, placesAsTyped } from '../lists/input.ts';

const iban = optionalLine(60)
  .prefault('')
  .transform((typed) => (typed === '' ? '' : ibanIn(typed)))
  .refine((found) => found !== null, 'iban_invalid');

const bic = optionalLine(20)
  .prefault('')
  .transform((typed) => typed.toUpperCase().replaceAll(/\s/g, ''))
  .refine((typed) => typed === '' || isBic(typed), 'bic_invalid');

/** An account has a holder and an IBAN; nothing at all is no account. */
const schema = z
  .object({
    'shop.bankAccount.holder': optionalLine(70).prefault(''),
    'shop.bankAccount.iban': iban,
    'shop.bankAccount.bic': bic,
  })
  .and(z.object(places('payment', paymentMethods)))
  .transform((typed, context) => {
    const { order, twice } = placed(typed, 'payment', paymentMethods);
    if (twice) context.addIssue({ code: 'custom', path: [`payment_${twice}`], message: 'place_taken' });
    const account = {
      holder: typed['shop.bankAccount.holder'],
      iban: typed['shop.bankAccount.iban'] ?? '',
      bic: typed['shop.bankAccount.bic'],
    };
    const isThere = Object.values(account).some((text) => text !== '');
    for (const name of ['holder', 'iban'] as const)
      if (isThere && account[name] === '')
        context.addIssue({ code: 'custom', path: [`shop.bankAccount.${name}`], message: 'required' });
    return ({ policies: { shop } }: Store) => ({
      policies: { payment: order, shop: { ...shop, bankAccount: isThere ? account : null } },
    });
  });

export const payment: SettingsGroup = {
  path: 'payment',
  title: (t) => t('settings.payment_title'),
  about: (t) => t('settings.payment_about'),
  isSensitive: true,
  schema: () => schema,
  asTyped: ({ policies: { payment: order, shop } }) => ({
    ...placesAsTyped('payment', paymentMethods, order),
    'shop.bankAccount.holder': shop.bankAccount?.holder ?? '',
    'shop.bankAccount.iban': grouped(shop.bankAccount?.iban ?? ''),
    'shop.bankAccount.bic': shop.bankAccount?.bic ?? '',
  }),
  labels: ({ t }) => ({
    ...Object.fromEntries(settingChoices(t, 'payment').map(({ value, label }) => [`payment_${value}`, label])),
    'shop.bankAccount.holder': settingName(t, 'shop.bankAccount.holder'),
    'shop.bankAccount.iban': settingName(t, 'shop.bankAccount.iban'),
    'shop.bankAccount.bic': settingName(t, 'shop.bankAccount.bic'),
  }),
  Fields: PaymentFields,
  facts: ({ t, store: { policies } }) => [
    [settingName(t, 'payment'), settingValue(t, 'payment', policies.payment.join(', '))],
    [settingName(t, 'shop.bankAccount.holder'), policies.shop.bankAccount?.holder ?? ''],
    [settingName(t, 'shop.bankAccount.iban'), grouped(policies.shop.bankAccount?.iban ?? '')],
  ],
};

function PaymentFields({ shell, form }: GroupFieldsProps) {
  const { t } = shell;
  const line = (name: string) => ({ shell, form, name });
  return (
    <>
      <Places
        t={t}
        form={form}
        legend={settingName(t, 'payment')}
        hint={t('settings.payment_hint')}
        part="payment"
        options={settingChoices(t, 'payment')}
      />
      <See t={t} what={settingName(t, 'payment')} at="/checkout" />
      <PolicyLine {...line('shop.bankAccount.holder')} hint={t('settings.holder_hint')} maxlength={70} />
      <PolicyLine {...line('shop.bankAccount.iban')} hint={t('settings.iban_hint')} maxlength={60} />
      <PolicyLine
        {...line('shop.bankAccount.bic')}
        hint={t('settings.bic_hint')}
        see="/account/documents"
        maxlength={20}
      />
    </>
  );
}
