// A message as staff may read it: what it said or will say, with dots where its secret stands.
import type { Store } from '../stores/stores.ts';
import { isLanguage } from '../web/i18n.ts';
import { render, type Mail } from './render.ts';
import type { outbox } from './schema.ts';

const dots = '••••••••';
const hidden = { token: dots, password: dots };

type Told = Pick<
  typeof outbox.$inferSelect,
  'template' | 'language' | 'data' | 'toAddress' | 'customerId' | 'isErasedWhenDone'
>;

/**
 * The e-mail of a row of the outbox; null where there is nothing to see: the person it is about is gone, or it cannot be made.
 * The secret is not opened for it.
 */
export function shown(store: Store, row: Told): Mail | null {
  if (row.isErasedWhenDone || !isLanguage(row.language)) return null;
  const values = { ...row.data, secret: hidden, isOnRecord: row.customerId !== null };
  try {
    return render(store, row.template, row.language, values, row.toAddress);
  } catch {
    return null;
  }
}
