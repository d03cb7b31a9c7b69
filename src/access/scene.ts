// What the ways in are given, and what they hand up.
import type { Store } from '../stores/stores.ts';
import type { Database, Statement } from '../web/database.ts';

/** Where: the database, the store, and the key that seals the secrets of messages. */
export type Scene = { db: Database; store: Store; sealingKey: string };

/** The statements of one change, for one batch, and the messages to deliver after it. */
export type Plan = { statements: Statement[]; messageIds: string[] };
