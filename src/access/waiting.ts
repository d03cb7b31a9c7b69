// Somebody waits for staff to decide: what goes to them, and to the shop's owner.
import type * as outbox from '../messages/outbox.ts';
import type { Store } from '../stores/stores.ts';
import { chooseLanguage, type Language } from '../web/i18n.ts';

/** Who waits, and in which language they are written to. */
export type Waiting = { storeId: string; customerId: string; to: string; name: string; language: Language };

/** Word to the person, and a notice to each address of the owner. */
export function waitingMessages(store: Store, { name, ...about }: Waiting): outbox.NewMessage[] {
  const notices = store.policies.email.ownerAddresses.map((to) => ({
    ...about,
    template: 'registration_waiting' as const,
    to,
    language: chooseLanguage(store.languages, []),
    data: { name, email: about.to },
  }));
  return [{ ...about, template: 'registration_received', data: { name } }, ...notices];
}
