// The messages as they come with the product, per language: one Liquid file each.
import type { Language } from '../../web/i18n.ts';
import csAccountExists from './cs/account_exists.liquid';
import csActivation from './cs/activation.liquid';
import csRegistrationReceived from './cs/registration_received.liquid';
import csRegistrationWaiting from './cs/registration_waiting.liquid';
import deAccountExists from './de/account_exists.liquid';
import deActivation from './de/activation.liquid';
import deRegistrationReceived from './de/registration_received.liquid';
import deRegistrationWaiting from './de/registration_waiting.liquid';
import enAccountExists from './en/account_exists.liquid';
import enActivation from './en/activation.liquid';
import enRegistrationReceived from './en/registration_received.liquid';
import enRegistrationWaiting from './en/registration_waiting.liquid';
import type { MessageName } from '../outbox.ts';

const complete = {
  en: {
    activation: enActivation,
    account_exists: enAccountExists,
    registration_received: enRegistrationReceived,
    registration_waiting: enRegistrationWaiting,
  },
  de: {
    activation: deActivation,
    account_exists: deAccountExists,
    registration_received: deRegistrationReceived,
    registration_waiting: deRegistrationWaiting,
  },
  cs: {
    activation: csActivation,
    account_exists: csAccountExists,
    registration_received: csRegistrationReceived,
    registration_waiting: csRegistrationWaiting,
  },
} satisfies Record<Language, Record<MessageName, string>>;

/** Source by language and message; the outbox keeps names as text, so a name may lead nowhere. */
export const defaultTemplates: Record<Language, Record<string, string>> = complete;
