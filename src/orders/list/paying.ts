// How an order stands with its payment, for lists.
import type { Row } from './finding.ts';

export type Paying = 'paid' | 'refunded' | 'overdue' | 'part' | 'awaited' | 'on_delivery' | 'elsewhere';

/** What lists say of an order's payment at a time; null of one that comes to nothing. */
export function payingOf({ status, paymentMethod, paidMinor, totalMinor, dueAt }: Row, now: number): Paying | null {
  if (status === 'cancelled') return null;
  if (status === 'refunded') return 'refunded';
  if (paidMinor >= totalMinor) return 'paid';
  if (dueAt !== null && dueAt < now) return 'overdue';
  if (paidMinor > 0) return 'part';
  if (paymentMethod === 'cash_on_delivery') return 'on_delivery';
  return paymentMethod === 'bank_transfer' ? 'awaited' : 'elsewhere';
}
