// The examples of the description as calls of the demo, in an order in which each finds what it needs: what is read before what is
// changed, and what is removed last.
import { sql, type SQL } from 'drizzle-orm';
import { demoPartner } from '../../src/demo/partners.ts';
import { demoStores } from '../../src/demo/shops.ts';
import type { Endpoint } from '../../src/partners/contract.ts';
import type { Database } from '../../src/web/database.ts';

const isWrite = ({ method }: Endpoint) => (method === 'get' ? 0 : method === 'delete' ? 2 : 1);

/** The endpoints, in the order in which their examples are called. */
export function inOrder(endpoints: readonly Endpoint[]): Endpoint[] {
  return endpoints.toSorted((a, b) => isWrite(a) - isWrite(b));
}

const storeId = demoStores[demoPartner.store].id;

/**
 * Things whose ids are others each time that the demo is filled in, by the prefix. An example names any id of the kind; where there is no
 * such thing, the first of these stands in for it.
 */
const standIns: Readonly<Record<string, SQL>> = {
  doc: sql`select id from documents where store_id = ${storeId}`,
  ord: sql`select id from orders where store_id = ${storeId}`,
  pts: sql`select id from points_entries where store_id = ${storeId}`,
};

/** A call, as `fetch` takes it; the path stands behind /api/v1. */
export type Call = { path: string; method: string; headers: Record<string, string>; body: string | null };

/** The call of an endpoint's example. */
export async function callOf(db: Database, { operation, method, example }: Endpoint): Promise<Call> {
  const body = example.body === undefined ? null : await withKnownIds(db, JSON.stringify(example.body));
  return {
    path: await withKnownIds(db, example.path),
    method: method.toUpperCase(),
    headers: {
      Authorization: `Bearer ${demoPartner.key}`,
      ...(body === null ? {} : { 'Content-Type': 'application/json' }),
      ...(method === 'post' ? { 'Idempotency-Key': operation } : {}),
    },
    body,
  };
}

/** The text with an id of the demo in the place of each that it does not have. */
async function withKnownIds(db: Database, text: string): Promise<string> {
  let known = text;
  for (const [id, prefix = ''] of text.matchAll(/\b([a-z]{3})_[0-9a-z_]+/g)) {
    const candidates = standIns[prefix];
    if (!candidates) continue;
    const [found] = await db.all<{ id: string }>(sql`${candidates} order by id <> ${id}, id limit 1`);
    if (found) known = known.replaceAll(id, found.id);
  }
  return known;
}
