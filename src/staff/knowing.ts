// How staff are found by their address where it is not certain that they work at the store: whoever does, else somebody who works for
// another store of its pool. A store that has changed pools may have staff of another (pools/).
import { sql, type SQL } from 'drizzle-orm';
import { poolOf } from '../stores/stores.ts';
import { staff, staffRoles } from './schema.ts';

/** Whether a member of staff is the one whom the store knows by this address (as it is compared), as a condition on staff. */
export function isKnownBy(storeId: string, key: string): SQL {
  return sql`${staff.id} = (
    select known.id from ${staff} as known
      left join ${staffRoles} as own on own.store_id = ${storeId} and own.staff_id = known.id
    where known.email_key = ${key} and (own.staff_id is not null or known.pool_id = ${poolOf(storeId)})
    order by own.staff_id is null, known.id limit 1)`;
}
