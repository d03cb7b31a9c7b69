// A customer by a partner's own id: whoever it calls so is changed, else somebody is put on record under it. Of two at once one puts them
// on record, and the other finds them there.
import { sql } from 'drizzle-orm';
import type { Acting } from '../../partners/contract.ts';
import { subjectOf } from '../../partners/external-ids.ts';
import type { Refusal } from '../../partners/problems.ts';
import { reading } from '../../web/database.ts';
import { amend } from './amending.ts';
import { create } from './creating.ts';
import type { CustomerPut } from './input.ts';

type Put = { externalId: string; sent: CustomerPut; made: string };

/** Problems: as of `create` and `amend`. */
export async function put(
  acting: Acting,
  { externalId, sent, made }: Put,
  now: number,
): Promise<{ ok: true; messageIds: readonly string[] } | Refusal> {
  const { invite: _, ...changed } = sent;
  const change = (customerId: string) => amend(acting, { customerId, sent: changed, isEmailKept: true }, now);
  const called = await callee(acting, externalId);
  if (called !== null) return change(called);
  const created = await create(acting, { ...sent, external_id: externalId }, { made, isWhole: true }, now);
  if (created.ok) return created;
  if (created.problem !== 'external_id_known' && created.problem !== 'customer_known') return created;
  const other = await callee(acting, externalId);
  return other === null ? created : change(other);
}

async function callee({ db, caller }: Acting, externalId: string): Promise<string | null> {
  const subject = subjectOf(sql`${caller.partnerId}`, 'customer', externalId);
  const [row] = await reading(db, { id: subject.as('subject_id') });
  return row?.id ?? null;
}
