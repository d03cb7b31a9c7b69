// A kind of inputs over a table of places: all flaws are told together, each by its smallest input.
import type { TestContext } from 'vitest';
import { tell } from '../figures.ts';
import { seed } from './trying.ts';

export type Tried = { sent: number; taken?: number; flaw: string | null };

/** Tries each place in turn; returns the flaws of all as text, which is empty where there are none. `kind` says in the figures what was sent. */
export async function overAll<Place>(
  context: TestContext,
  kind: string,
  places: readonly Place[],
  tried: (place: Place) => Promise<Tried>,
): Promise<string> {
  const flaws: string[] = [];
  let sent = 0;
  let taken = 0;
  for (const place of places) {
    const found = await tried(place);
    sent += found.sent;
    taken += found.taken ?? 0;
    if (found.flaw !== null) flaws.push(found.flaw);
  }
  tell(context, { [`${kind} sent`]: `${sent}, of which ${taken} were taken for what they are (SEED=${seed})` });
  return flaws.join('\n\n');
}
