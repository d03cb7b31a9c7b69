// What every request carries. Handlers of the signed-in area are typed as AccountEnv: they have no database of their
// own and get one only together with the proof of who is asking, so the check cannot be forgotten.
import type { Context } from 'hono';
import type { As, Look, Read } from '../sessions/visits.ts';
import type { Store } from '../stores/stores.ts';
import type { Database, Statement } from './database.ts';
import type { Language } from './i18n.ts';

type Carried = {
  /** Names the request in logs and on error pages. */
  requestId: string;
  /** The one clock of the request: ms since 1970. */
  now: number;
  store: Store;
  /** The language of the page: chosen, asked for or the store's first, until a signed-in customer's own is known. */
  language: Language;
  /** Lets the page's own inline style through the content security policy. */
  secureHeadersNonce?: string;
  look: Look;
  /** Whether a page asked by itself, with nobody known to be at it: then the time of the session runs on. */
  isByItself?: boolean;
  /** How many products a visitor has in their basket. */
  basketCount?: number;
};

/** What a visitor brings to their sign-in: statements for its batch, once it is known who they are. */
type Arriving = (db: Database, customerId: string) => readonly Statement[];

type Open = {
  db: Database;
  read: Read;
  as: As;
  arriving?: Arriving;
  /** The page that a visitor comes back to once they have signed in, where nothing else is said. */
  waitingAt?: string;
};

export type AppEnv = { Bindings: Env; Variables: Carried & Open };

export type AccountEnv = { Bindings: Env; Variables: Carried & { read: Read } };

/** Handlers of /admin: they have no database of their own either, and name the role that they take. */
export type StaffEnv = { Bindings: Env; Variables: Carried & { as: As } };

/** A request of any kind, for what needs no database. */
export type AnyContext = Context<AppEnv> | Context<AccountEnv> | Context<StaffEnv>;

/** As much of a request as a page is rendered from. */
export type PageContext = {
  readonly var: Pick<Carried, 'store' | 'language' | 'secureHeadersNonce' | 'basketCount'>;
  readonly req: { readonly url: string };
  header: Context['header'];
  html: Context['html'];
};
