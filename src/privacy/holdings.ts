// Every table that holds something about a customer: what of it is theirs to take away, and that it goes with them. A test
// walks the schemas, so a new table or column that says whose it is fails until it stands here. docs/privacy.md is this in words.
import { getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { knownDevices, linkTokens, logins } from '../access/schema.ts';
import { addresses, bulkResults, customers, memberships, searchTerms } from '../customers/schema.ts';
import { groups } from '../groups/schema.ts';
import { outbox } from '../messages/schema.ts';
import { sessions } from '../sessions/schema.ts';
import { audit } from '../staff/schema.ts';
import { stores } from '../stores/schema.ts';
import type { Database, Statement } from '../web/database.ts';

export type Holding = {
  /** What the table is called in the export. */
  name: string;
  table: SQLiteTable;
  /** Says whose a row is. */
  customerId: AnySQLiteColumn;
  /** What is told of a row; null of what is derived from other rows and says nothing that they do not. */
  told: Record<string, AnySQLiteColumn | SQL.Aliased> | null;
  /** What erasing does, where the row stays without the person; else the row goes. */
  forget?: (db: Database, whose: SQL) => Statement;
};

/** Messages to the shop's owner are about the customer, but their address is the owner's. */
const toOwners = ['registration_waiting'];

const storeOf = (id: AnySQLiteColumn) =>
  sql<string>`(select ${stores.name} from ${stores} where ${stores.id} = ${id})`.as('store');

/** The columns of a table without these: keys of ours, hashes of secrets. */
function all<T extends SQLiteTable>(table: T, without: readonly (keyof T['_']['columns'])[]) {
  const columns = Object.entries(getTableColumns(table)).filter(([name]) => !without.some((one) => one === name));
  return Object.fromEntries(columns);
}

/** In the order of the export; erasing goes the other way, from what refers to a customer to the customer. */
export const holdings: readonly Holding[] = [
  {
    name: 'customer',
    table: customers,
    customerId: customers.id,
    told: all(customers, ['poolId', 'emailKey', 'readings', 'hasLogin']),
  },
  {
    name: 'memberships',
    table: memberships,
    customerId: memberships.customerId,
    told: {
      store: storeOf(memberships.storeId),
      currency: sql<string>`(select ${stores.currency} from ${stores} where ${stores.id} = ${memberships.storeId})`.as(
        'currency',
      ),
      group: sql<string>`(select ${groups.name} from ${groups} where ${groups.id} = ${memberships.groupId})`.as(
        'group_name',
      ),
      ...all(memberships, ['storeId', 'customerId', 'groupId', 'isAccount', 'sortName']),
    },
  },
  {
    name: 'search_terms',
    table: searchTerms,
    customerId: searchTerms.customerId,
    told: null,
  },
  {
    name: 'addresses',
    table: addresses,
    customerId: addresses.customerId,
    told: all(addresses, ['customerId']),
  },
  {
    name: 'login',
    table: logins,
    customerId: logins.customerId,
    told: all(logins, ['customerId', 'passwordHash']),
  },
  {
    name: 'sessions',
    table: sessions,
    customerId: sessions.holderId,
    told: all(sessions, ['tokenHash', 'holderId']),
  },
  {
    name: 'devices',
    table: knownDevices,
    customerId: knownDevices.customerId,
    told: all(knownDevices, ['customerId', 'deviceHash']),
  },
  {
    name: 'links',
    table: linkTokens,
    customerId: linkTokens.customerId,
    told: {
      store: storeOf(linkTokens.storeId),
      // What else a link carries is a hash, or what was typed at registration and is on record by now.
      email: sql<string | null>`json_extract(${linkTokens.carried}, '$.email')`.as('email'),
      ...all(linkTokens, ['tokenHash', 'storeId', 'customerId', 'carried', 'usedBy']),
    },
  },
  {
    name: 'acts',
    table: audit,
    customerId: audit.customerId,
    told: {
      store: storeOf(audit.storeId),
      ...all(audit, ['id', 'storeId', 'staffId', 'subjectId', 'customerId', 'device', 'place']),
    },
    // That somebody of the staff did something stays; to whom does not.
    forget: (db, whose) => db.update(audit).set({ customerId: null, before: null, after: null }).where(whose),
  },
  {
    name: 'bulk_results',
    table: bulkResults,
    customerId: bulkResults.customerId,
    told: null,
    // How many there were stays; who they were does not.
    forget: (db, whose) => db.update(bulkResults).set({ customerId: null }).where(whose),
  },
  {
    name: 'messages',
    table: outbox,
    customerId: outbox.customerId,
    told: {
      store: storeOf(outbox.storeId),
      to: sql<string>`case when ${outbox.template} in ${toOwners} then '' else ${outbox.toAddress} end`.as(
        'to_customer',
      ),
      ...all(outbox, [
        ...(['storeId', 'customerId', 'toAddress', 'sealedSecret'] as const),
        ...(['lastProblem', 'isErasedWhenDone', 'attempts', 'nextAttemptAt'] as const),
      ]),
    },
  },
];

/** Those of which something is told. */
export const exported = holdings.flatMap(({ told, ...held }) => (told ? [{ ...held, told }] : []));

export type Exported = (typeof exported)[number];
