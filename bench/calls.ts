// What a page asks of its bindings, as the recorder keeps it and the floor asks it again.
import type { Asked } from '../scripts/observing.ts';

/** A call of KV or of a limit: the binding, its method, what it is given. */
export type Called = { on: 'SESSIONS' | 'PICTURES' | 'HASHING_LIMIT' | 'PARTNER_LIMIT'; how: string; given: unknown[] };

/** One call of a binding. */
export type Call = ({ on: 'DB' } & Asked) | Called;

/** A call with the numbers of those that had been answered before it was made: it waits for them. */
export type Step = { call: Call; after: number[]; /** Made once the page was answered. */ isLater: boolean };

export type Recording = {
  status: number;
  type: string;
  body: string;
  steps: Step[];
  counts: { waits: number; statements: number; rowsRead: number };
};
