// The list of customers for partners, by cursors that stay good whatever is inserted and changed meanwhile. By id nothing moves; since a
// moment it goes by revision, the order in which changes came to be: who is changed while the list is read comes again at its end.
import { and, eq, gt, gte, sql, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import type { Place } from '../partners/contract.ts';
import { subjectOf } from '../partners/external-ids.ts';
import { externalId, idField, listQuery, momentTyped, yesOrNo } from '../partners/fields.ts';
import type { Database } from '../web/database.ts';
import { emailKey } from '../web/emails.ts';
import { knownBy } from './customers.ts';
import { storedAs } from './finding/conditions.ts';
import { expand, reading, type Row } from './representing.ts';
import { memberships } from './schema.ts';

const place = z.union([
  z.tuple([z.literal('id'), z.string(), z.string()]),
  z.tuple([z.enum(['registered', 'changed']), z.int(), z.string()]),
]);

const parameters = listQuery(place).extend({
  email: z
    .string()
    .max(320)
    .optional()
    .meta({ description: 'Whose address this is; case and blanks around it do not matter.' }),
  external_id: externalId.optional().meta({ description: 'Whom you call so.' }),
  status: z.enum(memberships.status.enumValues).optional(),
  group_id: idField('grp').optional(),
  is_registered: yesOrNo
    .optional()
    .meta({ description: 'Who has a login or has registered; with `false`, only mere contacts.' }),
  updated_since: momentTyped.optional().meta({
    description:
      'Who has changed since then, in the order of their changes. A change bears the moment at which it was begun: whoever asks regularly goes back a minute behind the moment at which they asked last.',
  }),
  expand,
});

export type Wanted = z.output<typeof parameters>;

/** The parameters of the list. A cursor belongs to the order that it was returned for. */
export const customersQuery = parameters.refine(
  (wanted) => wanted.cursor === null || wanted.cursor[0] === orderOf(wanted).name,
  {
    path: ['cursor'],
    message: 'This is a cursor of a list with other filters.',
  },
);

type Order = { name: 'id' | 'registered' | 'changed'; index: string; key: SQL };

/** Each by an index that has exactly that order behind what it is filtered by. */
function orderOf(wanted: Pick<Wanted, 'group_id' | 'is_registered' | 'updated_since'>): Order {
  if (wanted.updated_since !== undefined)
    return { name: 'changed', index: 'memberships_revision', key: sql`${memberships.revision}` };
  if (wanted.is_registered !== undefined)
    return { name: 'registered', index: 'memberships_newest', key: sql`${memberships.createdAt}` };
  const index = wanted.group_id === undefined ? 'sqlite_autoindex_memberships_1' : 'memberships_group';
  return { name: 'id', index, key: sql`${memberships.customerId}` };
}

/** When somebody changed last: who has not since changes are told of came then. They have no revision, so they are before all others. */
const changedAt = sql<number>`coalesce(nullif(${memberships.updatedAt}, 0), ${memberships.createdAt})`;

/** How much later than it was begun a change may be made: by then its moment is past, and its revision is not. */
const slackMs = 60_000;

/** The statement that reads a page of the list, and one more. */
export function page(db: Database, at: Place, wanted: Wanted) {
  const { index, key } = orderOf(wanted);
  return reading(db, at, wanted.expand, {
    from: sql`${memberships} indexed by ${sql.raw(index)}`,
    where: sql`${and(...conditionsOf(at, wanted), isBehind(at, wanted))}`,
    orderBy: sql`${key}, ${memberships.customerId}`,
    limit: wanted.limit + 1,
  });
}

/** The place of a row in the order that was wanted. */
export function placeOf(wanted: Wanted) {
  const { name } = orderOf(wanted);
  const keys = { id: 'id', registered: 'createdAt', changed: 'revision' } as const;
  return (row: Row): (string | number)[] => [name, row[keys[name]], row.id];
}

function conditionsOf({ store, partner }: Place, wanted: Wanted): (SQL | undefined)[] {
  const {
    email,
    external_id: ofPartner,
    status,
    group_id: groupId,
    is_registered: registered,
    updated_since: since,
  } = wanted;
  const isThis = (id: SQL) => sql`${memberships.customerId} = ${id}`;
  return [
    // Without it there would be no condition beside the store, which the statement has itself.
    sql`true`,
    email === undefined ? undefined : isThis(knownBy(store.id, emailKey(email))),
    ofPartner === undefined ? undefined : isThis(subjectOf(partner, 'customer', ofPartner)),
    status === undefined ? undefined : eq(memberships.status, status),
    groupId === undefined ? undefined : sql`${memberships.groupId} is ${storedAs(store.id, groupId)}`,
    registered === undefined ? undefined : eq(memberships.isAccount, registered),
    since === undefined ? undefined : gte(changedAt, since),
  ];
}

/**
 * Behind the place of the cursor. Since a moment the list begins behind the last change that was begun well before it: whatever was
 * begun since came to be later than that.
 */
function isBehind({ store }: Place, wanted: Wanted): SQL | undefined {
  const { key } = orderOf(wanted);
  if (wanted.cursor) return sql`(${key}, ${memberships.customerId}) > (${wanted.cursor[1]}, ${wanted.cursor[2]})`;
  if (wanted.updated_since === undefined) return undefined;
  return gt(
    memberships.revision,
    sql`coalesce((
      select earlier.revision from ${memberships} as earlier indexed by memberships_updated
      where earlier.store_id = ${store.id} and earlier.updated_at > 0 and earlier.updated_at < ${wanted.updated_since - slackMs}
      order by earlier.updated_at desc limit 1), -1)`,
  );
}
