// Messages to whoever works for the store.
import type { FactsOf } from './facts.ts';

export const staffFacts: FactsOf<'staff_invitation' | 'staff_set_password'> = {
  staff_invitation: {
    variables: { name: 'name', inviter: 'inviter', hours: 'hours' },
    link: '/admin/set-password/',
  },
  staff_set_password: {
    variables: { name: 'name', minutes: 'minutes' },
    link: '/admin/set-password/',
  },
};
