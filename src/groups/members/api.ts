// Partners choose the group of a customer, or leave it to the rules.
import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { isMember } from '../../customers/customers.ts';
import { customer, customerOf, expanding, ofCustomer, shown, versionOf } from '../../customers/representing.ts';
import { writing, type Acting, type Endpoint } from '../../partners/contract.ts';
import { idField } from '../../partners/fields.ts';
import { refused } from '../../partners/problems.ts';
import * as audit from '../../staff/audit/audit.ts';
import { batch, reading, type Statement } from '../../web/database.ts';
import { newId } from '../../web/ids.ts';
import { choiceOutcome, choosing, releasing } from '../choosing.ts';

const chosen = z
  .strictObject({
    group_id: idField('grp')
      .nullable()
      .meta({ description: 'Null gives the customer back to the rules, which run at once.', examples: ['grp_gold'] }),
  })
  .meta({ id: 'GroupChoice' });

type Choice = { customerId: string; groupId: string | null };

/** Puts the customer into the group, or gives them back to the rules. Problems: `not_found`, `group_gone`. */
async function choose(acting: Acting, { customerId, groupId }: Choice, now: number) {
  const { db, store, caller } = acting;
  const id = sql`${customerId}`;
  const outcome =
    groupId === null
      ? sql`case when ${isMember(store.id, id)} then 'done' else 'not_found' end`
      : choiceOutcome(store.id, id, groupId);
  const [[found]] = await batch(db, [
    reading(db, { outcome: sql<'done' | 'not_found' | 'group_gone'>`${outcome}`.as('outcome') }),
    audit.entry(
      acting,
      { by: caller.staff.id, act: 'customer_grouped', customerId, after: { byHand: groupId !== null } },
      now,
      sql`${outcome} = 'done'`,
    ),
    ...moving(acting, { customerId, groupId }, now),
  ] as const);
  return found?.outcome === 'done' ? ({ ok: true } as const) : refused(found?.outcome ?? 'not_found');
}

function moving({ db, store, caller }: Acting, { customerId, groupId }: Choice, now: number): Statement[] {
  const customerIds = [customerId];
  const runId = newId('move', now);
  if (groupId === null) return releasing(db, store, { customerIds }, runId, now);
  return choosing(db, store, { customerIds, groupId, by: caller.staff.id }, runId, now);
}

export const memberEndpoints: Endpoint[] = [
  writing({
    tag: 'Customers',
    scope: 'customers:write',
    operation: 'chooseGroup',
    method: 'put',
    path: '/customers/{id}/group',
    summary: 'Put a customer into a group',
    description: 'By hand, so the rules leave them there; or, with null, back to where the rules say.',
    example: { path: '/customers/cus_ada00000000000000000000000/group', body: { group_id: 'grp_gold' } },
    params: ofCustomer,
    query: expanding,
    body: chosen,
    reply: customer,
    refusals: ['not_found', 'group_gone'],
    version: ({ params, query }, place) => versionOf(place, params.id, query.expand),
    act: (acting, { params, body }, now) => choose(acting, { customerId: params.id, groupId: body.group_id }, now),
    load: (db, { params, query }, place) => [customerOf(db, place, params.id, query.expand)],
    show: ([[row]], _, place) => (row ? shown(row, place) : refused('not_found')),
  }),
];
