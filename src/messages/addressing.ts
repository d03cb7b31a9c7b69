// To whom a message goes, and in which language.
import type { Store } from '../stores/stores.ts';
import { chooseLanguage, type Language } from '../web/i18n.ts';

/** Somebody on record, as far as a message needs it. */
export type Addressee = { customerId: string; email: string; language: string | null };

/** The same of somebody who need not be on record: a guest. */
export type Recipient<Id extends string | null = string | null> = Omit<Addressee, 'customerId'> & { customerId: Id };

/**
 * A message of this store to this person: in the language that they chose, else the one of the page they are on, else the
 * store's first.
 */
export function addressedTo<Id extends string | null>(store: Store, who: Recipient<Id>, page?: Language) {
  const wish = who.language ?? page;
  return {
    storeId: store.id,
    customerId: who.customerId,
    to: who.email,
    language: chooseLanguage(store.languages, wish === undefined ? [] : [wish]),
  };
}
