// Who may look and buy, and which orders a customer sees.
import * as z from 'zod';
import { policiesSchema } from '../../stores/policies.ts';
import { settingName } from '../../stores/words.ts';
import { PolicyChoice, type GroupFieldsProps, type SettingsGroup } from '../fields.tsx';

const { checkout, shopAccess, orderHistory } = policiesSchema.shape;

const schema = z.object({
  shopAccess: shopAccess.unwrap(),
  checkout: checkout.unwrap(),
  orderHistory: orderHistory.unwrap(),
});

const names = ['shopAccess', 'checkout', 'orderHistory'] as const;

export const shopping: SettingsGroup = {
  path: 'shopping',
  title: (t) => t('settings.shopping_title'),
  about: (t) => t('settings.shopping_about'),
  schema: () => schema.transform((policies) => () => ({ policies })),
  asTyped: ({ policies }) => Object.fromEntries(names.map((name) => [name, policies[name]])),
  labels: ({ t }) => Object.fromEntries(names.map((name) => [name, settingName(t, name)])),
  Fields: ShoppingFields,
};

function ShoppingFields(props: GroupFieldsProps) {
  const { t } = props.shell;
  return (
    <>
      <PolicyChoice {...props} name="shopAccess" hint={t('settings.shop_access_hint')} see="/" />
      <PolicyChoice {...props} name="checkout" hint={t('settings.checkout_hint')} see="/checkout" />
      <PolicyChoice {...props} name="orderHistory" hint={t('settings.order_history_hint')} see="/account/orders" />
    </>
  );
}
