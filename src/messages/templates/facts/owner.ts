// Messages to the addresses of the shop's owner.
import type { FactsOf } from './facts.ts';
import { orderVariables } from './orders.ts';

const variables = { name: 'name', email: 'email' } as const;

export const ownerFacts: FactsOf<
  'order_notice' | 'registration_waiting' | 'account_deleted_notice' | 'form_answered' | 'webhook_disabled'
> = {
  order_notice: {
    variables: { ...orderVariables, id: 'order_id' },
  },
  registration_waiting: { variables },
  account_deleted_notice: { variables },
  form_answered: {
    variables: { id: 'form_id', form: 'form' },
  },
  webhook_disabled: {
    variables: { id: 'webhook_id', partner: 'partner', host: 'webhook_host', why: 'webhook_why' },
  },
};
