// Messages about somebody's account, to them.
import type { FactsOf } from './facts.ts';

const name = 'Ada Lovelace';
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
  activation: { sample: { name, hours: 72 }, variables: forHours, link: '/activate/' },
  activation_with_password: { sample: { name, hours: 72 }, variables: forHours, link: '/activate/', hasPassword: true },
  registration_received: { sample: { name }, variables: person },
  account_active: { sample: { name }, variables: person },
  account_active_with_password: { sample: { name, hours: 72 }, variables: forHours, hasPassword: true },
  account_exists: { sample: { name }, variables: person },
  invitation: { sample: { name, days: 7 }, variables: { name: 'name', days: 'days' }, link: '/set-password/' },
  login_created: {
    sample: { name, email: 'ada@example.com', hours: 72 },
    variables: { ...forHours, email: 'email' },
    hasPassword: true,
  },
  set_password: {
    sample: { name, minutes: 60 },
    variables: { name: 'name', minutes: 'minutes' },
    link: '/set-password/',
  },
  new_password: { sample: { name, hours: 72 }, variables: forHours, hasPassword: true },
  password_given: {
    sample: { name, email: 'ada@example.com', hours: 72 },
    variables: { ...forHours, email: 'email' },
    hasPassword: true,
  },
  password_changed: { sample: { name }, variables: person },
  new_device: {
    sample: { name, device: 'Firefox, Windows', place: 'Prague, CZ', time: '26 November 2026, 10:15' },
    variables: { name: 'name', device: 'device', place: 'place', time: 'time' },
  },
  email_change: {
    sample: { name, minutes: 60 },
    variables: { name: 'name', minutes: 'minutes' },
    link: '/confirm-email/',
  },
  email_changed: { sample: { name, days: 14 }, variables: { name: 'name', days: 'days' }, link: '/restore-email/' },
  email_changed_again: { sample: { name }, variables: person },
  email_proof: { sample: { name, hours: 24 }, variables: forHours, link: '/prove-email/' },
  joining: { sample: { name, hours: 24 }, variables: forHours, link: '/join-accounts/' },
  accounts_joined: {
    sample: { name, stores: 'Harbour Goods, Harbour Outlet' },
    variables: { name: 'name', stores: 'stores' },
  },
  question_answered: { sample: { name, product: 'Rope bag' }, variables: { name: 'name', product: 'product' } },
  account_deleted: { sample: { name }, variables: person },
};
