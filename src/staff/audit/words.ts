// Entries of the audit in words, for pages and for files.
import type { Translate } from '../../web/i18n.ts';
import { acts } from './audit.ts';
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
  question: (t) => t('audit.question'),
  review: (t) => t('audit.review'),
  list: (t) => t('price_lists.list'),
  page: (t) => t('pages.page'),
  title: (t) => t('pages.page_title'),
  characters: (t) => t('pages.characters'),
  visibility: (t) => t('pages.visibility'),
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
};

/** The words for values that are names of ours. */
const wordsOf: Partial<Record<string, (t: Translate) => string>> = {
  owner: (t) => t('staff.owner'),
  manager: (t) => t('staff.manager'),
  support: (t) => t('staff.support'),
  everyone: (t) => t('pages.everyone'),
  customers: (t) => t('pages.customers'),
  groups: (t) => t('pages.groups'),
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

/** What was there before and after, as far as the act tells it: `Role: Support → Owner`. */
export function differencesOf(t: Translate, { before, after }: Told): string[] {
  return Object.keys({ ...before, ...after }).map((name) => {
    const values = [before?.[name], after?.[name]].filter((value) => value !== undefined && value !== null);
    return `${fields[name]?.(t) ?? name}: ${values.map((value) => valueOf(t, value)).join(' → ')}`;
  });
}

function valueOf(t: Translate, value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return wordsOf[text]?.(t) ?? text;
}
