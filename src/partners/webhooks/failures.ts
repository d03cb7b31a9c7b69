// Why an event did not arrive, in a word: so it is told to partners and to staff.

/** What can be wrong with a try. */
export const tryProblems = [
  // Nobody answered; nobody did in time; the receiver failed, or has too much to do.
  ...(['unreachable', 'too_slow', 'failed', 'busy'] as const),
  // It answered with another address, which is not followed; it says no; it says that it will never take anything again.
  ...(['redirected', 'refused', 'gone'] as const),
  // Nothing was sent: the address is none that is sent to, the webhook is off, or the secret cannot be opened.
  ...(['address_refused', 'disabled', 'broken'] as const),
  // It was begun, and nothing is known of its end.
  'unfinished',
] as const;

export type TryProblem = (typeof tryProblems)[number];

/** What came of a try: the status that the receiver answered with, if it did, and what was wrong; null where it arrived. */
export type Outcome = { status: number | null; problem: TryProblem | null };

/** What an answer comes to. Source: Standard Webhooks 1.0.0, "Deliverability and reliability". */
export function outcomeOf(status: number): Outcome {
  return { status, problem: status >= 200 && status < 300 ? null : problemOf(status) };
}

function problemOf(status: number): TryProblem {
  if (status === 410) return 'gone';
  if (status === 429) return 'busy';
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'redirected';
}

/** Whether it is about the receiver as a whole: whatever else waits for it is spared this time. */
export function isOfReceiver(problem: TryProblem): boolean {
  return ['unreachable', 'too_slow', 'failed', 'busy'].includes(problem);
}
