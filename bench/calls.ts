// What a page asks of its bindings, as the recorder keeps it and the floor asks it again.
import type { Asked } from '../scripts/observing.ts';

/** A call of KV or of a limit: the binding, its method, what it is given. */
export type Called = { on: 'SESSIONS' | 'PICTURES' | 'HASHING_LIMIT' | 'PARTNER_LIMIT'; how: string; given: unknown[] };

/** One call of a binding; or a password that is hashed, as signing in does. */
export type Call = ({ on: 'DB' } & Asked) | Called | { on: 'PASSWORD'; password: string };

/** A call with the numbers of those that had been answered before it was made: it waits for them. */
export type Step = { call: Call; after: number[]; /** Made once the page was answered. */ isLater: boolean };

/** What the floor is told of a page. */
export type Lesson = {
  steps: Step[];
  /** Words of these calls that are made anew for each request: the id of a session, the hash of its token. */
  fresh: string[];
};

export type Recording = {
  status: number;
  type: string;
  body: string;
  steps: Step[];
  counts: {
    /** Times that the page waited for D1 or KV; calls at the same time are one wait. */
    waits: number;
    /** Calls of a limit, which Cloudflare answers on the machine that runs the Worker. */
    limits: number;
    statements: number;
    rowsRead: number;
  };
};
