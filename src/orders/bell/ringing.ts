// When the bell of a store is rung: whatever writes an order goes through the database, so it is there that it is seen, and nobody who
// writes one has to think of it. A bell says only that there may be something new; what is new is asked for by revision
// (src/orders/list/finding.ts). So one that is rung for nothing costs a question, and one that is lost costs a moment.
import { logError } from '../../web/log.ts';
import { telling } from '../../web/database.ts';

const writesOrders = /^(insert into|update) "orders" /;
const isStoreId = (value: unknown): value is string => typeof value === 'string' && /^sto_\w+$/.test(value);

/** The environment whose database notes of which stores orders are written; a statement that does names them. */
export function noting<E extends Pick<Env, 'DB'>>(
  env: E,
): { env: E; stores: ReadonlySet<string>; isWritten: () => boolean } {
  const stores = new Set<string>();
  let isWritten = false;
  const DB = telling(env.DB, (sql, values) => {
    if (!writesOrders.test(sql)) return;
    isWritten = true;
    for (const id of values.filter(isStoreId)) stores.add(id);
  });
  return { env: { ...env, DB }, stores, isWritten: () => isWritten };
}

/** Rings for these stores. Never throws: what was written is written, and lists ask by themselves after a while. */
export async function ring(bells: Env['ORDER_BELLS'], storeIds: Iterable<string>): Promise<void> {
  const rung = await Promise.allSettled([...storeIds].map((id) => bells.getByName(id).ring()));
  for (const one of rung) if (one.status === 'rejected') logError('bell_not_rung', one.reason);
}
