// What the ways in are given, and what they hand up.
import type { Store } from '../stores/stores.ts';
import type { Database, Statement } from '../web/database.ts';
import type { Origin } from '../web/network.ts';

/** Where: the database, the store, the key that seals the secrets of messages, and from where somebody acts. */
export type Scene = { db: Database; store: Store; sealingKey: string; from: Origin };

/** The statements of one change, for one batch, and the messages to deliver after it. */
export type Plan = { statements: Statement[]; messageIds: string[] };
