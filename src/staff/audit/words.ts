// Entries of the audit in words, for pages and for files.
import { deviceName } from '../../sessions/devices.ts';
import { settingName, settingValue } from '../../stores/words.ts';
import type { Translate } from '../../web/i18n.ts';
import { acts } from './acts.ts';
import type { Told } from './trail.ts';

/** The words for what is told of in `before` and `after`; what has none stands there by its name. */
const fields: Partial<Record<string, (t: Translate) => string>> = {
  role: (t) => t('staff.role'),
  isInvited: (t) => t('audit.isInvited'),
  link: (t) => t('audit.link'),
  where: (t) => t('audit.in'),
  byHand: (t) => t('record.by_hand'),
  points: (t) => t('account.points'),
  customer: (t) => t('audit.record'),
  bulk: (t) => t('audit.bulk'),
  act: (t) => t('audit.what'),
  customers: (t) => t('customers.title'),
  order: (t) => t('orders.number'),
  orders: (t) => t('account.orders'),
  question: (t) => t('audit.question'),
  review: (t) => t('audit.review'),
  form: (t) => t('forms.form'),
  slug: (t) => t('forms.slug'),
  field: (t) => t('forms.field'),
  answer: (t) => t('forms.answer'),
  list: (t) => t('price_lists.list'),
  page: (t) => t('pages.page'),
  title: (t) => t('pages.page_title'),
  characters: (t) => t('pages.characters'),
  visibility: (t) => t('audience.title'),
  isAlwaysOpen: (t) => t('pages.always_open'),
  isLinked: (t) => t('pages.linked'),
  product: (t) => t('orders.product'),
  groups: (t) => t('groups.title'),
  countries: (t) => t('price_lists.countries'),
  from: (t) => t('price_lists.from'),
  until: (t) => t('price_lists.until'),
  percent: (t) => t('price_lists.percent'),
  price: (t) => t('orders.price'),
  place: (t) => t('price_lists.place'),
  items: (t) => t('price_lists.items'),
  sku: (t) => t('catalogue.sku'),
  taxClass: (t) => t('catalogue.tax_class'),
  stock: (t) => t('catalogue.stock'),
  categories: (t) => t('categories.title'),
  position: (t) => t('categories.order'),
  status: (t) => t('customers.status'),
  colour: (t) => t('statuses.colour'),
  trigger: (t) => t('statuses.trigger'),
  days: (t) => t('statuses.days'),
  after: (t) => t('statuses.after'),
  isTold: (t) => t('statuses.told_short'),
  document: (t) => t('statuses.document'),
  store: (t) => t('audit.store'),
  host: (t) => t('audit.host'),
  language: (t) => t('layout.language'),
  version: (t) => t('templates.version'),
  message: (t) => t('outbox.message'),
  messages: (t) => t('outbox.title'),
  partner: (t) => t('partners.partner'),
  key: (t) => t('partners.key'),
  scopes: (t) => t('partners.scopes'),
  overlap: (t) => t('partners.overlap'),
};

/** The words for values that are names of ours. */
const wordsOf: Partial<Record<string, (t: Translate) => string>> = {
  owner: (t) => t('staff.owner'),
  manager: (t) => t('staff.manager'),
  support: (t) => t('staff.support'),
  everyone: (t) => t('audience.everyone'),
  customers: (t) => t('audience.customers'),
  groups: (t) => t('audience.groups'),
  true: (t) => t('customers.yes'),
  false: (t) => t('customers.no'),
  here: (t) => t('audit.here'),
  pool: (t) => t('audit.pool'),
  set_password: (t) => t('message_names.set_password'),
  activation: (t) => t('message_names.activation'),
  invitation: (t) => t('message_names.invitation'),
  invite: (t) => t('bulk.invite'),
  activate: (t) => t('bulk.activate'),
  group: (t) => t('bulk.group'),
  deny: (t) => t('bulk.deny'),
  delete: (t) => t('bulk.delete'),
  standard: (t) => t('catalogue.tax_standard'),
  reduced: (t) => t('catalogue.tax_reduced'),
  super_reduced: (t) => t('catalogue.tax_super_reduced'),
  zero: (t) => t('catalogue.tax_zero'),
};

/** The act; one of an older version by its name. */
export function actOf(t: Translate, act: string): string {
  const known = acts.find((one) => one === act);
  return known ? t(`audit.${known}`) : act;
}

/** Who acted: a member of staff by name, the customer, a visitor about an account that nobody has, or nobody. */
export function whoOf(t: Translate, { by, act, customerId }: Told): string {
  if (by !== null) return by;
  if (!act.startsWith('own_')) return t('audit.nobody');
  return t(customerId === null ? 'audit.visitor' : 'audit.customer');
}

/** By what it was done: a browser, in the parser's own words, or a key of a partner: `Till in Dublin (rgl_3fK2…)`. */
export function deviceOf(t: Translate, { device }: Pick<Told, 'device'>): string {
  const [partner, key] = device.split('\n');
  return key === undefined ? deviceName(device, t) : `${partner} (${key})`;
}

/** What was there before and after, as far as the act tells it: `Role: Support → Owner`. */
export function differencesOf(t: Translate, { act, before, after }: Told): string[] {
  return Object.keys({ ...before, ...after }).map((name) => {
    if (act === 'settings_changed') return settingDifference(t, name, [before?.[name], after?.[name]]);
    const values = [before?.[name], after?.[name]].filter((value) => value !== undefined && value !== null);
    return `${labelOf(t, name)}: ${values.map((value) => valueOf(t, value)).join(' → ')}`;
  });
}

/** A setting as it was and as it is; a dash where there was nothing, or is nothing. */
function settingDifference(t: Translate, name: string, values: readonly unknown[]): string {
  const [old, current] = values.map((value) => settingValue(t, name, value ?? '') || '–');
  return `${settingName(t, name)}: ${old} → ${current}`;
}

/** What is told of, in words; words by language are `name_en` and `text_en`. */
function labelOf(t: Translate, name: string): string {
  const [, part, language] = /^(name|text)_([a-z]{2})$/.exec(name) ?? [];
  if (part && language) return t(part === 'name' ? 'catalogue.name_in' : 'catalogue.text_in', { language });
  return fields[name]?.(t) ?? name;
}

function valueOf(t: Translate, value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return wordsOf[text]?.(t) ?? text;
}
