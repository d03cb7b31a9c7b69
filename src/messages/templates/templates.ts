// The messages as they come with the product, per language: one Liquid file each.
import type { Language } from '../../web/i18n.ts';
import type { MessageName } from '../outbox.ts';
import csActivation from './cs/activation.liquid';
import csActivationWithPassword from './cs/activation_with_password.liquid';
import csAccountActive from './cs/account_active.liquid';
import csAccountActiveWithPassword from './cs/account_active_with_password.liquid';
import csAccountDeleted from './cs/account_deleted.liquid';
import csAccountDeletedNotice from './cs/account_deleted_notice.liquid';
import csAccountExists from './cs/account_exists.liquid';
import csEmailChange from './cs/email_change.liquid';
import csEmailChanged from './cs/email_changed.liquid';
import csEmailChangedAgain from './cs/email_changed_again.liquid';
import csInvitation from './cs/invitation.liquid';
import csLoginCreated from './cs/login_created.liquid';
import csNewDevice from './cs/new_device.liquid';
import csNewPassword from './cs/new_password.liquid';
import csPasswordChanged from './cs/password_changed.liquid';
import csPasswordGiven from './cs/password_given.liquid';
import csQuestionAnswered from './cs/question_answered.liquid';
import csRegistrationReceived from './cs/registration_received.liquid';
import csRegistrationWaiting from './cs/registration_waiting.liquid';
import csSetPassword from './cs/set_password.liquid';
import csStaffInvitation from './cs/staff_invitation.liquid';
import csStaffSetPassword from './cs/staff_set_password.liquid';
import deActivation from './de/activation.liquid';
import deActivationWithPassword from './de/activation_with_password.liquid';
import deAccountActive from './de/account_active.liquid';
import deAccountActiveWithPassword from './de/account_active_with_password.liquid';
import deAccountDeleted from './de/account_deleted.liquid';
import deAccountDeletedNotice from './de/account_deleted_notice.liquid';
import deAccountExists from './de/account_exists.liquid';
import deEmailChange from './de/email_change.liquid';
import deEmailChanged from './de/email_changed.liquid';
import deEmailChangedAgain from './de/email_changed_again.liquid';
import deInvitation from './de/invitation.liquid';
import deLoginCreated from './de/login_created.liquid';
import deNewDevice from './de/new_device.liquid';
import deNewPassword from './de/new_password.liquid';
import dePasswordChanged from './de/password_changed.liquid';
import dePasswordGiven from './de/password_given.liquid';
import deQuestionAnswered from './de/question_answered.liquid';
import deRegistrationReceived from './de/registration_received.liquid';
import deRegistrationWaiting from './de/registration_waiting.liquid';
import deSetPassword from './de/set_password.liquid';
import deStaffInvitation from './de/staff_invitation.liquid';
import deStaffSetPassword from './de/staff_set_password.liquid';
import enActivation from './en/activation.liquid';
import enActivationWithPassword from './en/activation_with_password.liquid';
import enAccountActive from './en/account_active.liquid';
import enAccountActiveWithPassword from './en/account_active_with_password.liquid';
import enAccountDeleted from './en/account_deleted.liquid';
import enAccountDeletedNotice from './en/account_deleted_notice.liquid';
import enAccountExists from './en/account_exists.liquid';
import enEmailChange from './en/email_change.liquid';
import enEmailChanged from './en/email_changed.liquid';
import enEmailChangedAgain from './en/email_changed_again.liquid';
import enInvitation from './en/invitation.liquid';
import enLoginCreated from './en/login_created.liquid';
import enNewDevice from './en/new_device.liquid';
import enNewPassword from './en/new_password.liquid';
import enPasswordChanged from './en/password_changed.liquid';
import enPasswordGiven from './en/password_given.liquid';
import enQuestionAnswered from './en/question_answered.liquid';
import enRegistrationReceived from './en/registration_received.liquid';
import enRegistrationWaiting from './en/registration_waiting.liquid';
import enSetPassword from './en/set_password.liquid';
import enStaffInvitation from './en/staff_invitation.liquid';
import enStaffSetPassword from './en/staff_set_password.liquid';

const complete = {
  en: {
    activation: enActivation,
    activation_with_password: enActivationWithPassword,
    account_active: enAccountActive,
    account_active_with_password: enAccountActiveWithPassword,
    account_deleted: enAccountDeleted,
    account_deleted_notice: enAccountDeletedNotice,
    account_exists: enAccountExists,
    email_change: enEmailChange,
    email_changed: enEmailChanged,
    email_changed_again: enEmailChangedAgain,
    invitation: enInvitation,
    login_created: enLoginCreated,
    new_device: enNewDevice,
    new_password: enNewPassword,
    password_changed: enPasswordChanged,
    password_given: enPasswordGiven,
    question_answered: enQuestionAnswered,
    registration_received: enRegistrationReceived,
    registration_waiting: enRegistrationWaiting,
    set_password: enSetPassword,
    staff_invitation: enStaffInvitation,
    staff_set_password: enStaffSetPassword,
  },
  de: {
    activation: deActivation,
    activation_with_password: deActivationWithPassword,
    account_active: deAccountActive,
    account_active_with_password: deAccountActiveWithPassword,
    account_deleted: deAccountDeleted,
    account_deleted_notice: deAccountDeletedNotice,
    account_exists: deAccountExists,
    email_change: deEmailChange,
    email_changed: deEmailChanged,
    email_changed_again: deEmailChangedAgain,
    invitation: deInvitation,
    login_created: deLoginCreated,
    new_device: deNewDevice,
    new_password: deNewPassword,
    password_changed: dePasswordChanged,
    password_given: dePasswordGiven,
    question_answered: deQuestionAnswered,
    registration_received: deRegistrationReceived,
    registration_waiting: deRegistrationWaiting,
    set_password: deSetPassword,
    staff_invitation: deStaffInvitation,
    staff_set_password: deStaffSetPassword,
  },
  cs: {
    activation: csActivation,
    activation_with_password: csActivationWithPassword,
    account_active: csAccountActive,
    account_active_with_password: csAccountActiveWithPassword,
    account_deleted: csAccountDeleted,
    account_deleted_notice: csAccountDeletedNotice,
    account_exists: csAccountExists,
    email_change: csEmailChange,
    email_changed: csEmailChanged,
    email_changed_again: csEmailChangedAgain,
    invitation: csInvitation,
    login_created: csLoginCreated,
    new_device: csNewDevice,
    new_password: csNewPassword,
    password_changed: csPasswordChanged,
    password_given: csPasswordGiven,
    question_answered: csQuestionAnswered,
    registration_received: csRegistrationReceived,
    registration_waiting: csRegistrationWaiting,
    set_password: csSetPassword,
    staff_invitation: csStaffInvitation,
    staff_set_password: csStaffSetPassword,
  },
} satisfies Record<Language, Record<MessageName, string>>;

/** Source by language and message; the outbox keeps names as text, so a name may lead nowhere. */
export const defaultTemplates: Record<Language, Record<string, string>> = complete;
