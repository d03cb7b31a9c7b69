// Entries of the ledger in words, for the customer's page and for staff.
import type { Translate } from '../web/i18n.ts';
import type { Kind } from './entries.ts';

/** What an entry is for: `Order`, `Expired`. */
export function kindOf(t: Translate, kind: Kind): string {
  return t(`points.${kind}`);
}

/** `1 point`, `2,350 points`; `number` is the count as the language writes it. */
export function some(t: Translate, count: number, number: string): string {
  return t('points.some', { count, number });
}
