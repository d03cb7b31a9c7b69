// How an order stands with its payment, for lists.
import { heldOf, isPaid } from '../steps.ts';
import type { Row } from './finding.ts';

export type Paying = 'paid' | 'refunded' | 'overdue' | 'part' | 'awaited' | 'on_delivery' | 'elsewhere';

type Payable = Pick<
  Row,
  'status' | 'paymentMethod' | 'totalMinor' | 'paidMinor' | 'refundedMinor' | 'paidAt' | 'dueAt'
>;

/**
 * What lists say of an order's payment at a time; null of one that comes to nothing. What was paid once and costs more since is paid in
 * part: for the rest there is no day.
 */
export function payingOf(order: Payable, now: number): Paying | null {
  const { status, paymentMethod, dueAt, paidAt } = order;
  if (status === 'cancelled') return null;
  if (status === 'refunded') return 'refunded';
  if (isPaid(order)) return 'paid';
  if (paidAt === null && dueAt !== null && dueAt < now) return 'overdue';
  if (paidAt !== null || heldOf(order) > 0) return 'part';
  if (paymentMethod === 'cash_on_delivery') return 'on_delivery';
  return paymentMethod === 'bank_transfer' ? 'awaited' : 'elsewhere';
}
