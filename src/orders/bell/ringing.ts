// When the bell of a store is rung: behind everything that writes an order. A bell says only that there may be something new; what is
// new is asked for by revision (src/orders/list/finding.ts). So one that is rung for nothing costs a question, and one that is lost
// costs a moment.
import { logError } from '../../web/log.ts';
import type { Follow } from '../../web/noticing.ts';

/** Rings the bells of the stores whose orders were written. */
export const bells: Follow = {
  name: 'bell',
  writes: /^(insert into|update) "orders" /,
  follow: (env, { storeIds }) => ring(env.ORDER_BELLS, storeIds),
};

/** Rings for these stores. Never throws: what was written is written, and lists ask by themselves after a while. */
async function ring(namespace: Env['ORDER_BELLS'], storeIds: readonly string[]): Promise<void> {
  const rung = await Promise.allSettled(storeIds.map((id) => namespace.getByName(id).ring()));
  for (const one of rung) if (one.status === 'rejected') logError('bell_not_rung', one.reason);
}
