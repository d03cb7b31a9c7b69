// How what is ordered can be paid.
import { paymentMethods } from '../../stores/policies.ts';
import type { Store } from '../../stores/stores.ts';

export type PaymentMethod = (typeof paymentMethods)[number];

/** The ways to pay, in the store's order: nobody can transfer money to a shop that names no account. */
export function paymentsAt({ policies }: Store): PaymentMethod[] {
  return policies.payment.filter((method) => method !== 'bank_transfer' || policies.shop.bankAccount !== null);
}
