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
  name: (t) => t('settings.name'),
  'shop.address': (t) => t('settings.address'),
  languages: (t) => t('settings.languages'),
  currency: (t) => t('settings.currency'),
  timeZone: (t) => t('settings.time_zone'),
  'shop.countries': (t) => t('settings.countries'),
  payment: (t) => t('settings.payment'),
  'shop.bankAccount.holder': (t) => t('settings.holder'),
  'shop.bankAccount.iban': (t) => t('settings.iban'),
  'shop.bankAccount.bic': (t) => t('settings.bic'),
  carriers: (t) => t('settings.carriers'),
  delivery: (t) => t('settings.delivery'),
  'delivery.*.name': (t) => t('settings.delivery_name'),
  'delivery.*.priceMinor': (t) => t('settings.delivery_price'),
  'delivery.*.freeFromMinor': (t) => t('settings.delivery_free_from'),
  'delivery.*.countries': (t) => t('settings.delivery_countries'),
  'tax.country': (t) => t('settings.tax_country'),
  'tax.vatId': (t) => t('settings.vat_id'),
  'tax.rates': (t) => t('settings.rates'),
  'tax.rates.*.standard': (t) => t('settings.rates_standard'),
  'tax.rates.*.reduced': (t) => t('settings.rates_reduced'),
  'tax.rates.*.super_reduced': (t) => t('settings.rates_super_reduced'),
  documentsShown: (t) => t('settings.documents_shown'),
  'shop.orderNumberFormat': (t) => t('settings.order_format'),
  'shop.paperNumberFormats.quotation': (t) => t('settings.quotation_format'),
  'shop.paperNumberFormats.invoice': (t) => t('settings.invoice_format'),
  'shop.paperNumberFormats.credit_note': (t) => t('settings.credit_note_format'),
  'shop.paperNumberFormats.delivery_note': (t) => t('settings.delivery_note_format'),
  'loyalty.pointsPerUnit': (t) => t('settings.points_per_unit'),
  'loyalty.pointWorthMinor': (t) => t('settings.point_worth'),
  'loyalty.countsAfterDays': (t) => t('settings.counts_after'),
  'loyalty.livesDays': (t) => t('settings.lives'),
  'loyalty.pointsForReview': (t) => t('settings.points_for_review'),
  'email.senderName': (t) => t('settings.sender_name'),
  'email.senderAddress': (t) => t('settings.sender_address'),
  'email.ownerAddresses': (t) => t('settings.owner_addresses'),
  'registrationFields.name': (t) => t('fields.name'),
  'registrationFields.phone': (t) => t('fields.phone'),
  'registrationFields.company': (t) => t('fields.company'),
  'registrationFields.vatId': (t) => t('fields.vatId'),
  'registrationFields.birthDate': (t) => t('fields.birthDate'),
  'registrationFields.billingAddress': (t) => t('fields.billing_address'),
  'registrationFields.newsletter': (t) => t('customers.newsletter'),
  ownFields: (t) => t('settings.own_questions'),
  accountPage: (t) => t('settings.account_page_title'),
  'shop.brandColour': (t) => t('settings.brand_colour'),
  'shop.logo': (t) => t('settings.logo'),
};

type Values = Readonly<Record<string, (t: Translate) => string>>;

const demanded: Values = {
  off: (t) => t('forms.demand_off'),
  optional: (t) => t('forms.demand_optional'),
  required: (t) => t('forms.demand_required'),
};

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
  languages: { en: (t) => t('layout.english'), de: (t) => t('layout.german'), cs: (t) => t('layout.czech') },
  payment: {
    bank_transfer: (t) => t('orders.by_bank_transfer'),
    cash_on_delivery: (t) => t('orders.by_cash_on_delivery'),
  },
  documentsShown: {
    quotation: (t) => t('documents.type_quotation'),
    order: (t) => t('documents.type_order'),
    invoice: (t) => t('documents.type_invoice'),
    credit_note: (t) => t('documents.type_credit_note'),
    delivery_note: (t) => t('documents.type_delivery_note'),
  },
  'registrationFields.name': demanded,
  'registrationFields.phone': demanded,
  'registrationFields.company': demanded,
  'registrationFields.vatId': demanded,
  'registrationFields.birthDate': demanded,
  'registrationFields.billingAddress': demanded,
  'registrationFields.newsletter': demanded,
};

/** What a setting is called; of one within a list also which: `Price of delivery (parcel)`. */
export function settingName(t: Translate, name: string): string {
  const parts = name.split('.');
  for (let count = parts.length; count > 0; count -= 1) {
    const [known = [], label] = named.find(([pattern]) => isNamed(pattern, parts.slice(0, count))) ?? [];
    const which = parts.filter((_, place) => known[place] === undefined || known[place] === '*');
    if (label) return which.length === 0 ? label(t) : `${label(t)} (${which.join(' ')})`;
  }
  return name;
}

/** The labels with the parts of their names; a star stands for any part. */
const named = Object.entries(labels).map(([name, label]) => [name.split('.'), label] as const);

function isNamed(known: readonly string[], parts: readonly string[]): boolean {
  return known.length === parts.length && parts.every((part, place) => known[place] === '*' || known[place] === part);
}

/** What a setting's value is called, or those of a list; a text of the shop's own, or a number, as it is. */
export function settingValue(t: Translate, name: string, value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const known = values[name];
  return known
    ? text
        .split(', ')
        .map((one) => known[one]?.(t) ?? one)
        .join(', ')
    : text;
}

/** What there is to choose from, in order, with what it is called. */
export function settingChoices(t: Translate, name: string): { value: string; label: string }[] {
  return Object.entries(values[name] ?? {}).map(([value, label]) => ({ value, label: label(t) }));
}
