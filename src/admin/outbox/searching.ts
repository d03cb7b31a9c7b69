// How the outbox is looked through: an index gives the order of all messages, of those in a state, and of a customer's. What no index
// knows (the kind of message, an address that is no customer's) is looked for among the newest `window` of them only.
import { and, desc, eq, inArray, isNotNull, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { customers, memberships } from '../../customers/schema.ts';
import { outbox } from '../../messages/schema.ts';
import * as stores from '../../stores/stores.ts';
import type { Database } from '../../web/database.ts';
import { emailKey } from '../../web/emails.ts';
import { placeIn } from '../../web/paging.ts';
import type { State, Wanted } from './input.ts';

/** Messages that are looked through for a page, where an index alone does not find them. */
export const window = 1000;

export type Search = {
  /** Which messages are found, and in which order. */
  where: SQL | undefined;
  order: SQL[];
  /** What is looked through, of which the newest were; null where all of it was. */
  within: SQL | undefined | null;
};

const newestFirst = [desc(outbox.id)];

const isIn: Record<State, SQL> = {
  waiting: isNotNull(outbox.nextAttemptAt),
  failing: sql`(${outbox.nextAttemptAt} is not null and ${outbox.attempts} > 0)`,
  sent: isNotNull(outbox.sentAt),
  given_up: isNotNull(outbox.givenUpAt),
};

/** How to find the messages of a store that are wanted. */
export function searchOf(db: Database, storeId: string, wanted: Wanted): Search {
  const { state, templates, customerId, to } = wanted;
  const place = placeIn(z.tuple([z.number(), z.string()]), wanted.after);
  const before = place === null ? undefined : sql`${outbox.id} < ${place[1]}`;
  const isTemplate = templates === null ? undefined : inArray(outbox.template, templates);
  const isSo = state === null ? undefined : isIn[state];
  if (customerId !== null) {
    const where = and(isOf(storeId, sql`${customerId}`), before, isSo, isTemplate);
    return { where, order: newestFirst, within: null };
  }
  const ofStore = eq(outbox.storeId, storeId);
  if (to !== null) return byAddress(db, { storeId, key: emailKey(to), before }, and(isSo, isTemplate));
  if (state === 'given_up') {
    const earlier = place === null ? undefined : sql`(${outbox.givenUpAt}, ${outbox.id}) < (${place[0]}, ${place[1]})`;
    const all = and(ofStore, isSo, earlier);
    return through(db, { all, order: [desc(outbox.givenUpAt), ...newestFirst] }, isTemplate);
  }
  // Few wait that do not fail, and not for long: no need to look for those that do.
  if (state === 'waiting' || state === 'failing') {
    return through(db, { all: and(ofStore, isSo, before), order: newestFirst }, isTemplate);
  }
  return through(db, { all: and(ofStore, before), order: newestFirst }, and(isSo, isTemplate));
}

/** What an index gives in this order, of which only some are wanted. */
function through(
  db: Database,
  { all, order }: { all: SQL | undefined; order: SQL[] },
  wanted: SQL | undefined,
): Search {
  if (wanted === undefined) return { where: all, order, within: null };
  return { where: and(sql`${outbox.id} in ${newest(db, all, order)}`, wanted), order, within: all };
}

/** The messages about the store's customer of this address, wherever they went; where there is none, those that went to it. */
function byAddress(
  db: Database,
  { storeId, key, before }: { storeId: string; key: string; before: SQL | undefined },
  wanted: SQL | undefined,
): Search {
  const known = sql`(
    select ${customers.id} from ${customers}
    join ${memberships} on ${memberships.customerId} = ${customers.id} and ${memberships.storeId} = ${storeId}
    where ${customers.poolId} = ${stores.poolOf(storeId)} and ${customers.emailKey} = ${key})`;
  const all = and(eq(outbox.storeId, storeId), before, sql`${known} is null`);
  const theirs = db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(isOf(storeId, known), before));
  const found = sql`${outbox.id} in (
    select id from ${theirs} union all select id from ${outbox}
    where id in ${newest(db, all, newestFirst)} and lower(to_address) = ${key} and is_erased_when_done = 0)`;
  return { where: and(found, wanted), order: newestFirst, within: all };
}

/** The plus keeps SQLite from the index of the store, which knows no customer. */
function isOf(storeId: string, customerId: SQL): SQL {
  return sql`(${outbox.customerId} = ${customerId} and +${outbox.storeId} = ${storeId})`;
}

function newest(db: Database, all: SQL | undefined, order: SQL[]) {
  return db
    .select({ id: outbox.id })
    .from(outbox)
    .where(all)
    .orderBy(...order)
    .limit(window);
}
