// A key's right to act, decided in D1 in the batch of what is asked for: the key is of this store, neither expired nor revoked, and
// whoever made it works there. The same statement counts the call.
import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Role } from '../../staff/roles.ts';
import { isAtLeast } from '../../staff/roles.ts';
import type { Store } from '../../stores/stores.ts';
import type { Database } from '../../web/database.ts';
import { prepared } from '../../web/prepared.ts';
import type { Caller } from '../contract.ts';
import { refused, type Refusal } from '../problems.ts';
import { partnerKeys } from '../schema.ts';
import { isScope, scopes, type Scope } from '../scopes.ts';
import { windowMs } from './allowance.ts';

/** What a key says: by its hash, at this store. */
export type Claimed = { hash: string; store: Store; now: number };

/** The statement that counts a call with a key, and reads what decides its right. No row where the store has no such key. */
export function calling(db: Database, { hash, store, now }: Claimed) {
  return counting(db, { hash, storeId: store.id, now, windowFrom: now - windowMs });
}

type Counted = { hash: string; storeId: string; now: number; windowFrom: number };

const counting = prepared((db, { hash, storeId, now, windowFrom }: Counted) => {
  const isOn = sql`${partnerKeys.callsFrom} > ${windowFrom}`;
  const ofStaff = (column: string) =>
    sql.raw(`(select ${column} from staff join staff_roles on staff_roles.staff_id = staff.id
      where staff.id = partner_keys.staff_id and staff_roles.store_id = partner_keys.store_id and staff_roles.disabled_at is null)`);
  return db
    .update(partnerKeys)
    .set({
      usedAt: now,
      calls: sql`case when ${isOn} then ${partnerKeys.calls} + 1 else 1 end`,
      callsFrom: sql`case when ${isOn} then ${partnerKeys.callsFrom} else ${now} end`,
    })
    .where(and(eq(partnerKeys.hash, hash), eq(partnerKeys.storeId, storeId)))
    .returning({
      id: partnerKeys.id,
      partnerId: partnerKeys.partnerId,
      prefix: partnerKeys.prefix,
      scopes: partnerKeys.scopes,
      expiresAt: partnerKeys.expiresAt,
      revokedAt: partnerKeys.revokedAt,
      calls: partnerKeys.calls,
      callsFrom: partnerKeys.callsFrom,
      staffId: partnerKeys.staffId,
      partnerName: sql<string>`(select partners.name from partners where partners.id = partner_keys.partner_id)`.as(
        'partner_name',
      ),
      staffName: sql<string | null>`${ofStaff('staff.name')}`.as('staff_name'),
      role: sql<Role | null>`${ofStaff('staff_roles.role')}`.as('staff_role'),
    });
});

export type Called = Awaited<ReturnType<typeof calling>>[number];

/** Whether a key may act at this moment, as a condition for statements that stand in the batch that calls it. */
export function isGood({ hash, store, now }: Claimed): SQL {
  return sql`exists (select 1 from ${partnerKeys} where ${partnerKeys.hash} = ${hash} and ${partnerKeys.storeId} = ${store.id}
    and ${partnerKeys.revokedAt} is null and (${partnerKeys.expiresAt} is null or ${partnerKeys.expiresAt} > ${now}))`;
}

/** The partner of a key, as a value in SQL. */
export function partnerOf({ hash, store }: { hash: string; store: Pick<Store, 'id'> }): SQL {
  return sql`(select ${partnerKeys.partnerId} from ${partnerKeys} where ${partnerKeys.hash} = ${hash} and ${partnerKeys.storeId} = ${store.id})`;
}

/** Who calls, if the key may act now and has this scope. */
export function admit(row: Called | undefined, scope: Scope, now: number): Caller | Refusal {
  if (!row) return refused('key_invalid');
  if (row.revokedAt !== null) return refused('key_revoked');
  if (row.expiresAt !== null && row.expiresAt <= now) return refused('key_expired');
  const { role, staffName } = row;
  if (role === null || staffName === null) return refused('key_without_maker');
  const has = row.scopes.filter(isScope);
  if (!has.includes(scope)) return refused('scope_missing', { detail: `It needs ${scope}.` });
  if (!isAtLeast(role, scopes[scope]))
    return refused('role_too_low', { detail: `It needs the role ${scopes[scope]}.` });
  const { id: keyId, partnerId, partnerName, prefix, staffId: id } = row;
  return { keyId, partnerId, partnerName, prefix, scopes: has, staff: { id, name: staffName, role } };
}
