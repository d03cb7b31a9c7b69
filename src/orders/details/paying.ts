// What a customer still has to transfer for an order.
import type { Transfer } from '../../documents/payment/codes.ts';
import { ibanIn } from '../../documents/payment/references.ts';
import type { Store } from '../../stores/stores.ts';
import type { Order } from '../history/history.ts';
import { problemOf, type State } from '../steps.ts';

/** What of an order decides how it is paid. */
type Payable = State & Pick<Order, 'storeId' | 'currency' | 'number' | 'dueAt'>;

/**
 * The transfer that pays what is owed for an order; null once it is paid, cancelled or refunded, where it is paid otherwise, is of
 * another store, or the shop has no bank account that can be right.
 */
export function transferFor(store: Store, order: Payable): Transfer | null {
  const account = store.policies.shop.bankAccount;
  if (!account || order.storeId !== store.id) return null;
  if (order.paymentMethod !== 'bank_transfer' || problemOf('pay', order) !== null) return null;
  const iban = ibanIn(account.iban);
  if (iban === null) return null;
  const { currency, number, dueAt } = order;
  return {
    holder: account.holder,
    iban,
    bic: account.bic,
    amountMinor: order.totalMinor - order.paidMinor,
    currency,
    number,
    dueAt,
  };
}
