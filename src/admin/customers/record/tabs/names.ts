// What staff call the messages.
import type { MessageName } from '../../../../messages/outbox.ts';
import type { Translate } from '../../../../web/i18n.ts';

/** Every message by the key of its words; the compiler misses none. */
const names = {
  activation: 'activation',
  activation_with_password: 'activation',
  account_active: 'account_active',
  account_active_with_password: 'account_active',
  account_deleted: 'account_deleted',
  account_deleted_notice: 'account_deleted',
  account_exists: 'account_exists',
  document_issued: 'document_issued',
  email_change: 'email_change',
  email_proof: 'email_proof',
  email_changed: 'email_changed',
  email_changed_again: 'email_changed',
  form_answered: 'form_answered',
  invitation: 'invitation',
  login_created: 'login_created',
  new_device: 'new_device',
  new_password: 'new_password',
  order_confirmation: 'order_confirmation',
  order_confirmation_guest: 'order_confirmation',
  order_notice: 'order_notice',
  order_status: 'order_status',
  order_status_own: 'order_status',
  password_changed: 'password_changed',
  password_given: 'new_password',
  joining: 'joining',
  accounts_joined: 'accounts_joined',
  order_changed: 'order_changed',
  order_note: 'order_note',
  question_answered: 'question_answered',
  quotation: 'quotation',
  quotation_reminder: 'quotation_reminder',
  registration_received: 'registration_received',
  registration_waiting: 'registration_waiting',
  set_password: 'set_password',
  staff_invitation: 'invitation',
  staff_set_password: 'set_password',
  webhook_disabled: 'webhook_disabled',
} as const satisfies Record<MessageName, string>;

export type MessageKind = (typeof names)[MessageName];

/** What staff tell apart, each once. */
export const messageKinds: readonly MessageKind[] = [...new Set(Object.values(names))];

/** The templates of the messages that staff call the same. */
export function templatesOf(kind: MessageKind): string[] {
  return Object.entries(names).flatMap(([template, one]) => (one === kind ? [template] : []));
}

/** The name of a message by its template; one that is no longer known by its template. */
export function messageName(t: Translate, template: string): string {
  const known = Object.entries(names).find(([name]) => name === template);
  return known ? t(`message_names.${known[1]}`) : template;
}
