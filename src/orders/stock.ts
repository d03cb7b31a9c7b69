// The stock follows orders, where it is counted: what is ordered is taken from it, and what a change, a cancellation or a refund takes
// from an order comes back. Both are said by what an order has before and after.
import { and, sql, type SQL } from 'drizzle-orm';
import { products } from '../catalog/schema.ts';
import type { Database, Statement } from '../web/database.ts';

/** What is in an order, as far as the stock is concerned. */
export type Pieces = readonly { productId: string | null; quantity: number }[];

/** How many more pieces of each product there are after than before; fewer are negative. */
function changesOf(before: Pieces, after: Pieces): string {
  const pieces = new Map<string, { id: string; more: number; isNew: boolean }>();
  for (const [lines, sign] of [[before, -1] as const, [after, 1] as const]) {
    for (const { productId: id, quantity } of lines) {
      if (id === null) continue;
      const one = pieces.get(id) ?? { id, more: 0, isNew: sign === 1 };
      pieces.set(id, { ...one, more: one.more + sign * quantity });
    }
  }
  return JSON.stringify([...pieces.values()].filter(({ more }) => more !== 0));
}

/** Whether there is enough of everything that comes to an order, and what comes new is sold; a condition. */
export function isEnough(before: Pieces, after: Pieces): SQL {
  return sql`not exists (
    select 1 from json_each(${changesOf(before, after)}) join ${products} on ${products.id} = value ->> 'id'
    where (value ->> 'more' > 0 and ${products.stock} < value ->> 'more')
      or (value ->> 'isNew' and ${products.retiredAt} is not null))`;
}

/** The statement by which the stock follows, if `when` holds at its place in the batch. */
export function stocking(db: Database, before: Pieces, after: Pieces, when: SQL): Statement {
  // Beginning at the pieces: looked for in them for each product, an order of two hundred would cost twenty thousand rows.
  return db
    .update(products)
    .set({ stock: sql`${products.stock} - (piece.value ->> 'more')` })
    .from(sql`json_each(${changesOf(before, after)}) as piece`)
    .where(and(sql`${products.id} = piece.value ->> 'id'`, sql`${products.stock} is not null`, when));
}
