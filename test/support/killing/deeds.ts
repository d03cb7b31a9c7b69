// What is done to a shop that may be killed while it does it, and what must be stored of it afterwards: all that was acknowledged, and of
// what was not all or nothing.
import type { SQLInputValue } from 'node:sqlite';
import { query } from '../mortal.ts';
import type { Answer } from '../plain-browser.ts';

export type Deed = {
  kind: string;
  /** What it is done to: of what is done to one thing the last counts. Nobody else does anything to it meanwhile. */
  subject: string;
  /** Asks the storage for one text about it. */
  sql: string;
  values: SQLInputValue[];
  /** What the storage says once it is wholly there; it may depend on what it said before. */
  whole: string | ((before: string) => string);
  send: () => Promise<Verdict>;
  /** What else it changes. */
  touches?: readonly string[];
  /** For what may be sent again until it is answered: then it must be there, and once. */
  isRepeatable?: boolean;
};

export type Verdict = { isTaken: boolean; said: string };

/** A form was taken where it leads on to somewhere that does not tell of a problem. */
export function ofForm({ status, location, text }: Answer): Verdict {
  const isTaken = status === 303 && !/[?&](problem|notice)=|\/login/.test(location);
  return {
    isTaken,
    said: `${status} ${location || text.replace(/<style.*?<\/style>|<[^>]+>|\s+/gs, ' ').slice(-600)}`,
  };
}

/** A call was taken where the answer is 2xx. */
export function ofCall({ status, text }: { status: number; text: string }): Verdict {
  return { isTaken: status < 300, said: `${status} ${text}` };
}

/** A deed that was sent: what the storage said before, and what came of it; without a verdict nobody knows. */
export type Sent = { deed: Deed; before: string; verdict?: Verdict };

/** Does the deed, and keeps what becomes of it in the list, which is read when the product is gone. */
export async function doing(state: string, deed: Deed, list: Sent[]): Promise<void> {
  const sent: Sent = { deed, before: stored(state, deed) };
  list.push(sent);
  sent.verdict = await deed.send();
}

/** What the storage says about it. */
export function stored(state: string, { sql, values }: Pick<Deed, 'sql' | 'values'>): string {
  return String(Object.values(query(state, sql, ...values)[0] ?? { nothing: '' })[0]);
}

/** What it says when the deed is done. */
export function wholeOf({ deed, before }: Sent): string {
  return typeof deed.whole === 'string' ? deed.whole : deed.whole(before);
}

export type Tally = { acknowledged: number; found: number; whole: number; absent: number; refused: number };

/** Compares what was said with what is stored; returns what is wrong, and counts. */
export function compared(state: string, list: readonly Sent[], tally: Tally): string[] {
  const last = new Map(
    list.flatMap((sent) => [sent.deed.subject, ...(sent.deed.touches ?? [])].map((one) => [one, sent] as const)),
  );
  const wrong: string[] = [];
  for (const sent of list) {
    const { deed, before, verdict } = sent;
    if (verdict?.isTaken) tally.acknowledged += 1;
    if (last.get(deed.subject) !== sent) {
      if (verdict?.isTaken) tally.found += 1;
      continue;
    }
    const now = stored(state, deed);
    const isWhole = now === wholeOf(sent);
    const isAbsent = now === before;
    if (verdict?.isTaken && isWhole) tally.found += 1;
    else if (verdict && !verdict.isTaken && isAbsent) tally.refused += 1;
    else if (!verdict && isWhole) tally.whole += 1;
    else if (!verdict && isAbsent) tally.absent += 1;
    else
      wrong.push(
        `${deed.kind} of ${deed.subject}: ${before} -> ${now}, not ${wholeOf(sent)}; ${verdict?.said ?? 'unanswered'}`,
      );
  }
  return wrong;
}
