// Messages to the addresses of the shop's owner.
import type { FactsOf } from './facts.ts';
import { orderSample, orderVariables } from './orders.ts';

const somebody = { name: 'Ada Lovelace', email: 'ada@example.com' };
const variables = { name: 'name', email: 'email' } as const;

export const ownerFacts: FactsOf<'order_notice' | 'registration_waiting' | 'account_deleted_notice' | 'form_answered'> =
  {
    order_notice: {
      sample: { ...orderSample, id: 'ord_01kb0example' },
      variables: { ...orderVariables, id: 'order_id' },
    },
    registration_waiting: { sample: somebody, variables },
    account_deleted_notice: { sample: somebody, variables },
    form_answered: {
      sample: { id: 'frm_01kb0example', form: 'Ask for an offer' },
      variables: { id: 'form_id', form: 'form' },
    },
  };
