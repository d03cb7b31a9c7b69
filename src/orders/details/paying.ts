// What a customer still has to transfer for an order.
import type { Transfer } from '../../documents/payment/codes.ts';
import { ibanIn, isBic } from '../../documents/payment/references.ts';
import type { Store } from '../../stores/stores.ts';
import type { Order } from './details.ts';
import { owed, problemOf, type Money, type State } from '../steps.ts';

/** What of an order decides how it is paid. */
type Payable = State & Pick<Order, 'storeId' | 'currency' | 'number' | 'dueAt'>;

/**
 * The transfer that pays what is owed for an order; null once it is paid, cancelled or refunded, where it is paid otherwise, is of
 * another store, or the shop has no bank account that can be right.
 */
export function transferFor(store: Store, order: Payable): Transfer | null {
  if (order.storeId !== store.id || problemOf('pay', order) !== null) return null;
  const transfer = amountToTransfer(store, order);
  return transfer && { ...transfer, currency: order.currency, number: order.number };
}

type Owed = Money & Pick<Order, 'paymentMethod' | 'dueAt'>;

/** What is owed and to which account; null where nothing is, it is paid otherwise, or the shop has no account that can be right. */
export function amountToTransfer(store: Store, order: Owed): Omit<Transfer, 'currency' | 'number'> | null {
  const { paymentMethod, dueAt } = order;
  const amountMinor = owed(order);
  const account = store.policies.shop.bankAccount;
  if (!account || paymentMethod !== 'bank_transfer' || amountMinor <= 0) return null;
  const iban = ibanIn(account.iban);
  if (iban === null) return null;
  // Banks find each other by the IBAN; a BIC that cannot be right would only make the code unreadable.
  const bic = isBic(account.bic) ? account.bic : '';
  return { holder: account.holder, iban, bic, amountMinor, dueAt };
}
