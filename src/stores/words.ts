// What the settings of a store and their values are called, by the names that they have in the policies (`shop.bankAccount.iban`): on the
// pages where they are changed, and in the audit.
import type { Translate } from '../web/i18n.ts';

const labels: Readonly<Record<string, (t: Translate) => string>> = {
  registration: (t) => t('settings.registration'),
  activation: (t) => t('settings.activation'),
  passwordAtRegistration: (t) => t('settings.password_at_registration'),
  forgottenPassword: (t) => t('settings.forgotten_password'),
  passwordMinimum: (t) => t('settings.password_minimum'),
  removeUnactivatedAfterDays: (t) => t('settings.remove_unactivated'),
  checkout: (t) => t('settings.checkout'),
  shopAccess: (t) => t('settings.shop_access'),
  orderHistory: (t) => t('settings.order_history'),
  'staff.secondStep': (t) => t('settings.second_step'),
  'shop.brandColour': (t) => t('settings.brand_colour'),
  'shop.logo': (t) => t('settings.logo'),
};

type Values = Readonly<Record<string, (t: Translate) => string>>;

const values: Readonly<Record<string, Values>> = {
  registration: {
    open: (t) => t('settings.registration_open'),
    invitation: (t) => t('settings.registration_invitation'),
  },
  activation: { email: (t) => t('settings.activation_email'), admin: (t) => t('settings.activation_admin') },
  passwordAtRegistration: {
    chosen: (t) => t('settings.password_chosen'),
    generated: (t) => t('settings.password_generated'),
  },
  forgottenPassword: {
    link: (t) => t('settings.forgotten_link'),
    generated: (t) => t('settings.forgotten_generated'),
  },
  checkout: {
    optional: (t) => t('settings.checkout_optional'),
    guest_only: (t) => t('settings.checkout_guest_only'),
    account_required: (t) => t('settings.checkout_account_required'),
  },
  shopAccess: {
    everyone: (t) => t('settings.access_everyone'),
    prices_for_customers: (t) => t('settings.access_prices'),
    customers_only: (t) => t('settings.access_customers'),
  },
  orderHistory: { store: (t) => t('settings.history_store'), pool: (t) => t('settings.history_pool') },
  'staff.secondStep': {
    optional: (t) => t('settings.second_step_optional'),
    required: (t) => t('settings.second_step_required'),
  },
};

/** What a setting is called; of one within a list the list, and its place there. */
export function settingName(t: Translate, name: string): string {
  const parts = name.split('.');
  for (let count = parts.length; count > 0; count -= 1) {
    const label = labels[parts.slice(0, count).join('.')];
    const rest = parts.slice(count).join(' ');
    if (label) return rest === '' ? label(t) : `${label(t)} (${rest})`;
  }
  return name;
}

/** What a setting's value is called; a text of the shop's own, or a number, as it is. */
export function settingValue(t: Translate, name: string, value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return values[name]?.[text]?.(t) ?? text;
}

/** What there is to choose from, in order, with what it is called. */
export function settingChoices(t: Translate, name: string): { value: string; label: string }[] {
  return Object.entries(values[name] ?? {}).map(([value, label]) => ({ value, label: label(t) }));
}
