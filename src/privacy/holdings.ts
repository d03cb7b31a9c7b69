// Every table that holds something about a customer: what of it is theirs to take away, and that it goes with them. A test
// walks the schemas, so a new table or column that says whose it is fails until it stands here. docs/privacy.md is this in words.
import { sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { activeCustomers, knownDevices, linkTokens, logins } from '../access/schema.ts';
import { bulkResults } from '../customers/bulk/schema.ts';
import { addresses, customerNotes, customers, memberships, searchTerms } from '../customers/schema.ts';
import { groupIdOf } from '../groups/groups.ts';
import { groupMoves, groups } from '../groups/schema.ts';
import { outbox } from '../messages/schema.ts';
import { forgettingRefused } from '../messages/suppressions.ts';
import { partnerIds, partnerRequests, partners } from '../partners/schema.ts';
import { sessions } from '../sessions/schema.ts';
import { isOwn } from '../staff/audit/audit.ts';
import { audit } from '../staff/schema.ts';
import { stores } from '../stores/schema.ts';
import { all, storeOf, type Holding } from './holding.ts';
import { tradeHoldings } from './trade.ts';

/** Messages to the shop's owner are about the customer, but their address is the owner's. */
const toOwners = ['registration_waiting'];

const ifOwn = (column: AnySQLiteColumn) => sql<string | null>`case when ${isOwn} then ${column} end`;

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
    storeId: memberships.storeId,
    told: {
      store: storeOf(memberships.storeId),
      currency: sql<string>`(select ${stores.currency} from ${stores} where ${stores.id} = ${memberships.storeId})`.as(
        'currency',
      ),
      group:
        sql<string>`(select ${groups.name} from ${groups} where ${groups.id} = ${groupIdOf(sql`${memberships.storeId}`, sql`${memberships.groupId}`)})`.as(
          'group_name',
        ),
      ...all(memberships, [
        'storeId',
        'customerId',
        'groupId',
        'basketCount',
        'isAccount',
        'sortName',
        'revision',
        'updatedAt',
      ]),
    },
  },
  {
    name: 'group_moves',
    table: groupMoves,
    customerId: groupMoves.customerId,
    storeId: groupMoves.storeId,
    told: {
      store: storeOf(groupMoves.storeId),
      from: groupMoves.fromName,
      to: groupMoves.toName,
      reason: groupMoves.reason,
      at: groupMoves.at,
    },
  },
  {
    name: 'search_terms',
    table: searchTerms,
    customerId: searchTerms.customerId,
    storeId: searchTerms.storeId,
    told: null,
  },
  {
    name: 'partner_ids',
    table: partnerIds,
    customerId: partnerIds.subjectId,
    storeId: partnerIds.storeId,
    told: {
      store: storeOf(partnerIds.storeId),
      partner:
        sql<string>`(select ${partners.name} from ${partners} where ${partners.id} = ${partnerIds.partnerId})`.as(
          'partner_name',
        ),
      ...all(partnerIds, ['partnerId', 'storeId', 'kind', 'subjectId']),
    },
  },
  {
    name: 'partner_requests',
    table: partnerRequests,
    customerId: partnerRequests.customerId,
    storeId: partnerRequests.storeId,
    told: null,
  },
  {
    name: 'addresses',
    table: addresses,
    customerId: addresses.customerId,
    told: all(addresses, ['customerId']),
  },
  {
    name: 'notes',
    table: customerNotes,
    customerId: customerNotes.customerId,
    storeId: customerNotes.storeId,
    told: { store: storeOf(customerNotes.storeId), ...all(customerNotes, ['id', 'storeId', 'customerId', 'staffId']) },
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
    told: all(sessions, ['tokenHash', 'holderId', 'secondStepAt']),
  },
  {
    name: 'devices',
    table: knownDevices,
    customerId: knownDevices.customerId,
    told: all(knownDevices, ['customerId', 'deviceHash']),
  },
  {
    name: 'activity',
    table: activeCustomers,
    customerId: activeCustomers.customerId,
    storeId: activeCustomers.storeId,
    told: { store: storeOf(activeCustomers.storeId), day: activeCustomers.day },
  },
  {
    name: 'links',
    table: linkTokens,
    customerId: linkTokens.customerId,
    storeId: linkTokens.storeId,
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
    storeId: audit.storeId,
    told: {
      store: storeOf(audit.storeId),
      ...all(audit, ['id', 'storeId', 'staffId', 'subjectId', 'customerId', 'device', 'place']),
      // Of what staff did, these are the staff's.
      device: ifOwn(audit.device).as('own_device'),
      place: ifOwn(audit.place).as('own_place'),
    },
    // That something was done stays; to whom, and from where they did it themselves, does not.
    forget: (db, whose) =>
      db
        .update(audit)
        .set({
          customerId: null,
          before: null,
          after: null,
          device: sql`case when ${isOwn} then '' else ${audit.device} end`,
          place: sql`case when ${isOwn} then '' else ${audit.place} end`,
        })
        .where(whose),
  },
  {
    name: 'bulk_results',
    table: bulkResults,
    customerId: bulkResults.customerId,
    told: null,
    // How many there were stays; who they were does not.
    forget: (db, whose) => db.update(bulkResults).set({ customerId: null }).where(whose),
  },
  ...tradeHoldings,
  {
    name: 'messages',
    table: outbox,
    customerId: outbox.customerId,
    storeId: outbox.storeId,
    told: {
      store: storeOf(outbox.storeId),
      to: sql<string>`case when ${outbox.template} in ${toOwners} then '' else ${outbox.toAddress} end`.as(
        'to_customer',
      ),
      ...all(outbox, [
        ...(['storeId', 'customerId', 'toAddress', 'sealedSecret'] as const),
        ...(['lastProblem', 'problem', 'draft', 'isErasedWhenDone', 'attempts', 'nextAttemptAt'] as const),
      ]),
    },
    // Addresses of theirs that refused one, also those that they had before.
    before: (db, whose) => forgettingRefused(db, sql`${whose} and ${outbox.template} not in ${toOwners}`),
  },
];

/** Those of which something is told. */
export const exported = holdings.flatMap(({ told, ...held }) => (told ? [{ ...held, told }] : []));

export type Exported = (typeof exported)[number];
