import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** What may change about a session: KV says that it began, this row says whether it still counts. */
export const sessions = sqliteTable(
  'sessions',
  {
    /** SHA-256 of the cookie's token; also the key in KV. */
    tokenHash: text('token_hash').primaryKey(),
    /** What pages name it by; it says nothing about the token. */
    publicId: text('public_id').notNull(),
    /** A customer or a member of staff, by prefixed id. */
    holderId: text('holder_id').notNull(),
    startedAt: integer('started_at').notNull(),
    /** When the password was said again in this session; null since it began. */
    provedAt: integer('proved_at'),
    /** A little behind: `notedEveryMs` of its lifetime. */
    lastSeenAt: integer('last_seen_at').notNull(),
    endedAt: integer('ended_at'),
    /** The browser's own name for itself, as `originOf` cuts it. */
    device: text('device').notNull(),
    /** City and country as the edge saw them. */
    place: text('place').notNull(),
    /** When the second step of signing in was taken in this session; null where none was. */
    secondStepAt: integer('second_step_at'),
  },
  (table) => [
    uniqueIndex('sessions_public_id').on(table.publicId),
    index('sessions_holder').on(table.holderId),
    // The list of a holder's sessions reads the newest of these, however many have ended.
    index('sessions_open')
      .on(table.holderId, table.startedAt)
      .where(sql`${table.endedAt} is null`),
    index('sessions_last_seen').on(table.lastSeenAt),
  ],
);
