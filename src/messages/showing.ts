// A message as staff may read it: what it said or will say, with dots where its secret stands.
import type { Store } from '../stores/stores.ts';
import { isLanguage } from '../web/i18n.ts';
import { letterFor, maskedSecret } from './letters.ts';
import type { Mail } from './render.ts';
import type { outbox } from './schema.ts';
import type { Parts } from './templates/parts.ts';

type Told = Pick<
  typeof outbox.$inferSelect,
  'draft' | 'template' | 'language' | 'data' | 'toAddress' | 'customerId' | 'isErasedWhenDone'
>;

/**
 * The e-mail of a row of the outbox; null where there is nothing to see: the person it is about is gone, or it cannot be made.
 * The secret is not opened for it.
 */
export function shown(store: Store, row: Told, own: Parts | undefined): Mail | null {
  const { language, draft } = row;
  if (row.isErasedWhenDone || !isLanguage(language)) return null;
  const isOnRecord = row.customerId !== null || draft !== null;
  const values = { ...row.data, secret: maskedSecret, isOnRecord };
  try {
    return letterFor(store, { ...row, language }, draft ?? own, values).mail;
  } catch {
    return null;
  }
}
