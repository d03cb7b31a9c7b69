// Messages about somebody's account, to them.
import type { FactsOf } from './facts.ts';

const person = { name: 'name' } as const;
const forHours = { name: 'name', hours: 'hours' } as const;

export const accountFacts: FactsOf<
  | ('activation' | 'activation_with_password' | 'registration_received' | 'account_active')
  | (
      | 'account_active_with_password'
      | 'account_exists'
      | 'invitation'
      | 'login_created'
      | 'set_password'
      | 'new_password'
    )
  | ('password_given' | 'password_changed' | 'new_device' | 'email_change' | 'email_changed' | 'email_changed_again')
  | ('email_proof' | 'joining' | 'accounts_joined' | 'question_answered' | 'account_deleted')
> = {
  activation: { variables: forHours, link: '/activate/' },
  activation_with_password: { variables: forHours, link: '/activate/', hasPassword: true },
  registration_received: { variables: person },
  account_active: { variables: person },
  account_active_with_password: { variables: forHours, hasPassword: true },
  account_exists: { variables: person },
  invitation: { variables: { name: 'name', days: 'days' }, link: '/set-password/' },
  login_created: {
    variables: { ...forHours, email: 'email' },
    hasPassword: true,
  },
  set_password: {
    variables: { name: 'name', minutes: 'minutes' },
    link: '/set-password/',
  },
  new_password: { variables: forHours, hasPassword: true },
  password_given: {
    variables: { ...forHours, email: 'email' },
    hasPassword: true,
  },
  password_changed: { variables: person },
  new_device: {
    variables: { name: 'name', device: 'device', place: 'place', time: 'time' },
  },
  email_change: {
    variables: { name: 'name', minutes: 'minutes' },
    link: '/confirm-email/',
  },
  email_changed: { variables: { name: 'name', days: 'days' }, link: '/restore-email/' },
  email_changed_again: { variables: person },
  email_proof: { variables: forHours, link: '/prove-email/' },
  joining: { variables: forHours, link: '/join-accounts/' },
  accounts_joined: {
    variables: { name: 'name', stores: 'stores' },
  },
  question_answered: { variables: { name: 'name', product: 'product' } },
  account_deleted: { variables: person },
};
