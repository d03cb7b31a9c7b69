// Messages to whoever works for the store.
import type { FactsOf } from './facts.ts';

export const staffFacts: FactsOf<'staff_invitation' | 'staff_set_password'> = {
  staff_invitation: {
    sample: { name: 'Sue Support', inviter: 'Olive Owner', hours: 72 },
    variables: { name: 'name', inviter: 'inviter', hours: 'hours' },
    link: '/admin/set-password/',
  },
  staff_set_password: {
    sample: { name: 'Sue Support', minutes: 60 },
    variables: { name: 'name', minutes: 'minutes' },
    link: '/admin/set-password/',
  },
};
