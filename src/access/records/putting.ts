// A customer by a partner's own id: whoever it calls so is changed, else somebody is put on record under it. Of two at once one puts them
// on record, and the other finds them there.
import { sql } from 'drizzle-orm';
import type { Acting } from '../../partners/contract.ts';
import { subjectOf } from '../../partners/external-ids.ts';
import type { Refusal } from '../../partners/problems.ts';
import { invalid } from '../../partners/wrong.ts';
import { batch, reading } from '../../web/database.ts';
import * as amending from './amending.ts';
import * as creating from './creating.ts';
import type { PutCustomer } from './input.ts';

type Put = { externalId: string; sent: PutCustomer; made: string };

/** Problems: as of `create` and `amend`. */
export async function put(
  acting: Acting,
  { externalId, sent, made }: Put,
  now: number,
): Promise<{ ok: true; messageIds: readonly string[] } | Refusal> {
  const { db, store, caller } = acting;
  const { invite: _, ...changed } = sent;
  const checked = creating.wantedIn(store, { ...sent, external_id: externalId }, { made, isWhole: true }, now);
  if (!checked.ok) return invalid(checked.fields);
  const called = subjectOf(sql`${caller.partnerId}`, 'customer', externalId);
  const look = async () => {
    const [[callee], ...rest] = await batch(db, [
      reading(db, { id: called.as('subject_id') }),
      ...creating.readingFor(acting, checked.wanted),
      ...amending.readingFor(acting, called, changed),
    ] as const);
    const [known, around, ...record] = rest;
    return { customerId: callee?.id ?? null, known: [known, around] satisfies creating.Read, record };
  };
  const change = (customerId: string, record: amending.Read) =>
    amending.amendAs(acting, { customerId, sent: changed, isEmailKept: true }, record, now);

  const seen = await look();
  if (seen.customerId !== null) return change(seen.customerId, seen.record);
  const created = await creating.createAs(acting, checked.wanted, seen.known, now);
  if (created.ok || !['external_id_known', 'customer_known'].includes(created.problem)) return created;
  const again = await look();
  return again.customerId === null ? created : change(again.customerId, again.record);
}
