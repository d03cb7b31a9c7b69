// What an endpoint is: its contract on top, by which requests are checked, replies are typed and the description of the API is written;
// below it the statements that it reads and the verb that it calls. How it is served is the same for all: src/partners/serving.
import type { SQL } from 'drizzle-orm';
import type * as z from 'zod';
import type { OpeningKeys } from '../credentials/sealing.ts';
import type { Claim } from '../sessions/sessions.ts';
import type { Staff } from '../staff/roles.ts';
import type { Store } from '../stores/stores.ts';
import type { Database, Results, Statement } from '../web/database.ts';
import type { Origin } from '../web/network.ts';
import type { Problem, Refusal } from './problems.ts';
import type { Scope } from './scopes.ts';

/** Who calls: the partner, the key, and the member of staff in whose name it acts. */
export type Caller = {
  partnerId: string;
  partnerName: string;
  keyId: string;
  prefix: string;
  scopes: readonly Scope[];
  staff: Pick<Staff, 'id' | 'name' | 'role'>;
};

/** Where a call is answered: the store, the moment (ms since 1970), and the partner as far as it is known before the key is proved. */
export type Place = {
  store: Store;
  now: number;
  /** The hash of the key. */
  keyHash: string;
  /** The partner of the key, as a value in SQL: null for a key that is none. */
  partner: SQL;
  /** What opens secrets that are kept, for the one reply that shows them. */
  openingKeys: OpeningKeys;
};

/** What was asked for, checked. */
export type Asked<P, Q, B = undefined> = {
  params: P;
  query: Q;
  body: B;
  /** What is made has an id of this (`idOf`), however often the request is sent. */
  made: string;
};

/** What a verb is given: where, in whose name, and the key that seals the secrets of messages. */
export type Acting = {
  db: Database;
  store: Store;
  sealingKey: string;
  from: Origin;
  caller: Caller;
};

/** What came of it, with what is to be done after the reply: messages to deliver, sessions that ended. */
export type Outcome = { ok: true; messageIds?: readonly string[]; ended?: readonly Claim[] } | Refusal;

/** A file as a reply. */
export type File = { bytes: Uint8Array<ArrayBuffer> | string; name: string };

/** Whether what is shown is a file. */
export function isFile(shown: unknown): shown is File {
  return typeof shown === 'object' && shown !== null && 'bytes' in shown && 'name' in shown;
}

/** An example of what is sent: the path with its parameters filled in, and the body. It is tried against the demo by a test. */
type Example = { path: string; body?: unknown };

/** What is said of an endpoint to whoever reads the description. */
type Said = {
  /** Its name in the description and in clients that are made from it: `listGroups`. */
  operation: string;
  /** `/groups/{id}`, behind /api/v1. */
  path: `/${string}`;
  tag: string;
  scope: Scope;
  summary: string;
  description?: string;
  example: Example;
};

type Anything = Asked<unknown, unknown, unknown>;

/**
 * An endpoint as it is served. What it takes was checked by its own schemas by then, so its functions are methods here: they may know
 * more of what they are given than is said.
 */
export type Endpoint = Said & {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  params: z.ZodObject;
  query: z.ZodObject;
  body?: z.ZodType;
  reply?: z.ZodType;
  /** What it replies with where it is not JSON. */
  media?: string;
  status: number;
  /** Whether it is about one thing, which has an ETag. */
  isSingle: boolean;
  /** Whether its reply shows a secret: then it is not kept for whoever sends the request again, but made again of what there is. */
  isSecret?: boolean;
  refusals: readonly Problem[];
  /** What it reads; of a write that has a reply, what that is made from. */
  load?(db: Database, asked: Anything, place: Place): readonly Statement[];
  show?(rows: readonly unknown[], asked: Anything, place: Place): unknown;
  act?(acting: Acting, asked: Anything, now: number): Promise<Outcome>;
  /** Of one thing, a value in SQL that changes with every change of it: so If-Match holds until the write. */
  version?(asked: Anything, place: Place): SQL;
};

type Reads<P extends z.ZodObject, Q extends z.ZodObject, B, R, S extends readonly Statement[]> = {
  load: (db: Database, asked: Asked<z.output<P>, z.output<Q>, B>, place: Place) => S;
  show: (
    rows: Results<S>,
    asked: Asked<z.output<P>, z.output<Q>, B>,
    place: Place,
  ) => R | Refusal | Promise<R | Refusal>;
};

type Contract<P extends z.ZodObject, Q extends z.ZodObject> = Said & {
  params: P;
  query: Q;
  refusals?: readonly Problem[];
};

/** One thing, or a list of things: read in one batch together with the right to. */
export function reading<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  R extends z.ZodType,
  const S extends readonly Statement[],
>(contract: Contract<P, Q> & { reply: R; isSingle?: boolean } & Reads<P, Q, undefined, z.input<R>, S>): Endpoint {
  const { isSingle = false, refusals = isSingle ? ['not_found'] : [], ...rest } = contract;
  return { ...rest, method: 'get', status: 200, isSingle, refusals };
}

/** A file, read in the same way. */
export function filing<P extends z.ZodObject, Q extends z.ZodObject, const S extends readonly Statement[]>(
  contract: Contract<P, Q> & { media: string } & Reads<P, Q, undefined, File, S>,
): Endpoint {
  const { refusals = ['not_found'], ...rest } = contract;
  return { ...rest, method: 'get', status: 200, isSingle: false, refusals };
}

/** A change of something, and how it looks behind it, which is read in the batch of the change. */
export function writing<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  R extends z.ZodType,
  const S extends readonly Statement[],
>(
  contract: Contract<P, Q> & {
    method: 'post' | 'put' | 'patch';
    body: B;
    reply: R;
    status?: 200 | 201 | 202;
    isSecret?: boolean;
    version?: (asked: Asked<z.output<P>, z.output<Q>, z.output<B>>, place: Place) => SQL;
    act: (acting: Acting, asked: Asked<z.output<P>, z.output<Q>, z.output<B>>, now: number) => Promise<Outcome>;
  } & Reads<P, Q, z.output<B>, z.input<R>, S>,
): Endpoint {
  const { status = 200, refusals = [], ...rest } = contract;
  return { ...rest, status, isSingle: true, refusals };
}

/** The end of something: it leaves nothing to reply with. */
export function removing<P extends z.ZodObject, Q extends z.ZodObject>(
  contract: Contract<P, Q> & {
    act: (acting: Acting, asked: Asked<z.output<P>, z.output<Q>>, now: number) => Promise<Outcome>;
  },
): Endpoint {
  const { refusals = ['not_found'], ...rest } = contract;
  return { ...rest, method: 'delete', status: 204, isSingle: true, refusals };
}
