// What every message may be filled in with, as examples: for whoever writes a template, for its preview, and for tests. In three sizes:
// with nothing that may be empty, as it mostly is, and with words as long as they come.
import { dates, momentInZone } from '../../ui/dates.ts';
import type { Language } from '../../web/i18n.ts';
import type { MessageName, Messages } from '../outbox.ts';
import { later, now, tellings, zone, type Size, type Telling } from './tellings.ts';

/** The secrets of a message: a link's, or a password that the shop has made. */
type Secret = { token?: string; password?: string };

/** Everything that a template is filled in with besides the store. Without `isOnRecord` it is somebody without an account. */
export type Sample<Name extends MessageName> = Messages[Name] & { secret: Secret; isOnRecord: boolean };

type Samples = { [Name in MessageName]: Sample<Name> };

const nobody = { secret: {}, isOnRecord: true };
const linked = { secret: { token: 'q0Jm3vN8cXz5rT1yLw7uKe' }, isOnRecord: true };
const given = { secret: { password: 'lantern-quay-58-tide' }, isOnRecord: true };
const both = { secret: { ...linked.secret, ...given.secret }, isOnRecord: true };

/** What each message says in this size, amounts and days as the language writes them. */
export function samplesIn(language: Language, size: Size): Samples {
  const told = tellings(language)[size];
  const { name, email, order, number, product, total, parcel } = told;
  const who = { name };
  const offered = { id: 'doc_01jdmkq3v8', number, total, until: dates(language, zone)(later) };
  return {
    account_active: { ...who, ...nobody },
    account_active_with_password: { ...who, hours: 72, ...given },
    account_deleted: { ...who, ...nobody },
    account_deleted_notice: { ...who, email, ...nobody },
    account_exists: { ...who, ...nobody },
    accounts_joined: { ...who, stores: told.stores, ...nobody },
    activation: { ...who, hours: 72, ...linked },
    activation_with_password: { ...who, hours: 72, ...both },
    document_issued: { ...who, number, order: number, ...nobody, isOnRecord: told.isOnRecord },
    email_change: { ...who, minutes: 60, ...linked },
    email_changed: { ...who, days: 7, ...linked },
    email_changed_again: { ...who, ...nobody },
    email_proof: { ...who, hours: 24, ...linked },
    form_answered: { id: 'frm_01jdmkq3v8', form: told.form, ...nobody },
    invitation: { ...who, days: 7, ...linked },
    joining: { ...who, hours: 24, ...linked },
    login_created: { ...who, email, hours: 72, ...given },
    new_device: { ...who, device: told.device, place: told.place, time: momentInZone(now, language, zone), ...nobody },
    new_password: { ...who, hours: 72, ...given },
    order_changed: { ...who, number, total, ...told.changed, ...nobody, isOnRecord: told.isOnRecord },
    order_confirmation: { ...who, ...order, ...nobody },
    order_confirmation_guest: { ...who, ...order, mayRegister: told.mayRegister, ...linked, isOnRecord: false },
    order_note: { ...who, number, text: told.own.note || 'Hm', ...nobody, isOnRecord: told.isOnRecord },
    order_notice: { ...order, id: 'ord_01jdmkq3v8', ...nobody },
    order_status: { ...who, number, ...parcel, ...nobody, isOnRecord: told.isOnRecord },
    order_status_own: { ...who, number, ...told.own, ...withoutEvent(parcel), ...nobody, isOnRecord: told.isOnRecord },
    password_changed: { ...who, ...nobody },
    password_given: { ...who, email, hours: 72, ...given },
    question_answered: { ...who, product, ...nobody },
    quotation: { ...who, ...offered, note: told.order.note, ...nobody },
    quotation_reminder: { ...who, ...offered, ...nobody },
    registration_received: { ...who, ...nobody },
    registration_waiting: { ...who, email, ...nobody },
    set_password: { ...who, minutes: 60, ...linked },
    staff_invitation: { ...who, inviter: told.inviter, hours: 72, ...linked },
    staff_set_password: { ...who, minutes: 60, ...linked },
    webhook_disabled: { id: 'whk_01jdmkq3v8', ...told.webhook, ...nobody },
  };
}

/** What is known of an order besides what happened to it. */
function withoutEvent({ event: _, ...known }: Telling['parcel']) {
  return known;
}
