// Partners let customers in, and keep them out: they invite, activate and deny as staff do.
import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { customer, customerOf, expanding, ofCustomer, shown, versionOf } from '../../customers/representing.ts';
import { removing, writing, type Acting, type Endpoint, type Place } from '../../partners/contract.ts';
import { none, nothing } from '../../partners/fields.ts';
import { refused } from '../../partners/problems.ts';
import * as audit from '../../staff/audit/audit.ts';
import { batch, type Database } from '../../web/database.ts';
import * as admission from '../activation/admission.ts';
import { allowing, denialOutcome, denying } from '../denial.ts';

const scope = { tag: 'Customers', scope: 'customers:write', params: ofCustomer } as const;

/** What all of them have in common: nothing is sent but whom it is about, and the customer is shown as they are then. */
const said = {
  ...scope,
  method: 'post',
  query: expanding,
  body: nothing,
  reply: customer,
  version: ({ params, query }: Of, place: Place) => versionOf(place, params.id, query.expand),
  load: (db: Database, { params, query }: Of, place: Place) =>
    [customerOf(db, place, params.id, query.expand)] as const,
  show: ([[row]]: [Awaited<ReturnType<typeof customerOf>>], _: unknown, place: Place) =>
    row ? shown(row, place) : refused('not_found'),
} as const;

type Of = { params: z.output<typeof ofCustomer>; query: z.output<typeof expanding> };

const at = '/customers/cus_mary0000000000000000000000';

export const lettingInEndpoints: Endpoint[] = [
  writing({
    ...said,
    operation: 'inviteCustomer',
    path: '/customers/{id}/invitation',
    summary: 'Invite a customer to choose a password',
    description: 'An invitation that they had before ends. Whoever has a login needs none.',
    example: { path: `${at}/invitation`, body: {} },
    refusals: ['not_found', 'has_login', 'denied'],
    act: (acting, { params: { id: customerId } }, now) => {
      const isInvitable = admission.isInvitable(acting.store.id, { customerId });
      const told = audit.entry(
        acting,
        { by: acting.caller.staff.id, act: 'customer_invited', customerId },
        now,
        isInvitable,
      );
      return admission.invite(acting, customerId, now, [told]);
    },
  }),
  writing({
    ...said,
    operation: 'activateCustomer',
    path: '/customers/{id}/activation',
    summary: 'Activate a customer who waits',
    description: 'They are told by mail; whoever has no password yet gets one, or a link to choose one.',
    example: { path: `${at}/activation`, body: {} },
    refusals: ['not_found', 'not_pending', 'has_login', 'denied'],
    act: (acting, { params: { id: customerId } }, now) => {
      const isWaiting = admission.isWaiting(acting.store.id, { customerId });
      const told = audit.entry(
        acting,
        { by: acting.caller.staff.id, act: 'customer_activated', customerId },
        now,
        isWaiting,
      );
      return admission.activate(acting, customerId, now, [told]);
    },
  }),
  writing({
    ...said,
    operation: 'denyCustomer',
    path: '/customers/{id}/denial',
    summary: 'Deny a customer',
    description:
      'From their next request on they have the terms of a visitor here, and the links that this store sent them lead nowhere. Other stores of the pool know nothing of it. Somebody who is denied already stays so.',
    example: { path: `${at}/denial`, body: {} },
    refusals: ['not_found'],
    act: deny,
  }),
  removing({
    ...scope,
    operation: 'allowCustomer',
    path: '/customers/{id}/denial',
    query: none,
    summary: 'Allow a denied customer again',
    description:
      'They are active if they were, else they wait as before. Who is not denied has no denial: `not_found`.',
    example: { path: `${at}/denial` },
    act: allow,
  }),
];

async function deny(acting: Acting, { params: { id: customerId } }: Of, now: number): Promise<{ ok: true }> {
  const { db, store, caller } = acting;
  const isDone = sql`${denialOutcome(store.id, customerId)} = 'done'`;
  const entry = { by: caller.staff.id, act: 'customer_denied', customerId, after: { where: 'here' } } as const;
  await batch(db, [audit.entry(acting, entry, now, isDone), ...denying(db, store, [customerId], now)]);
  return { ok: true };
}

async function allow(acting: Acting, { params: { id: customerId } }: Pick<Of, 'params'>, now: number) {
  const { db, store, caller } = acting;
  const entry = { by: caller.staff.id, act: 'customer_allowed', customerId, after: { where: 'here' } } as const;
  const [, allowed] = await batch(db, [
    ...allowing(db, store, customerId, now),
    audit.entry(acting, entry, now, audit.didSo),
  ] as const);
  return allowed.length === 1 ? ({ ok: true } as const) : refused('not_found');
}
