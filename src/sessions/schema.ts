import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What may change about a session: KV says that it began, this row says whether it still counts. */
export const sessions = sqliteTable(
  'sessions',
  {
    /** SHA-256 of the cookie's token; also the key in KV. */
    tokenHash: text('token_hash').primaryKey(),
    /** A customer or a member of staff, by prefixed id. */
    holderId: text('holder_id').notNull(),
    startedAt: integer('started_at').notNull(),
    /** At most an hour behind. */
    lastSeenAt: integer('last_seen_at').notNull(),
    endedAt: integer('ended_at'),
    /** The browser's own name for itself, cut to 200 characters. */
    device: text('device').notNull(),
    /** City and country as the edge saw them. */
    place: text('place').notNull(),
  },
  (table) => [index('sessions_holder').on(table.holderId), index('sessions_last_seen').on(table.lastSeenAt)],
);
