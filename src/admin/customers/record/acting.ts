// What every act on a customer's record begins and ends with: who acts on whom, the entry in the audit, and the way back.
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { reachOf } from '../../../access/reach.ts';
import type { Claim } from '../../../sessions/sessions.ts';
import * as audit from '../../../staff/audit/audit.ts';
import type { Role } from '../../../staff/roles.ts';
import type { StaffEnv } from '../../../web/context.ts';
import type { Database } from '../../../web/database.ts';
import { logEvent, sceneOf } from '../../../web/requests.ts';
import { pathOf, type RecordNotice, type Tab } from './frame.tsx';
import { recordOf } from './reading.ts';

/** A request about one customer, whose id stands in the address. */
export type Place = Context<StaffEnv>;

/** The statements that every page and act reads: the record, and how far it reaches into other stores. */
export function always(c: Place) {
  const customerId = idIn(c);
  return (db: Database, { holderId }: Claim) =>
    [recordOf(db, c.var.store.id, customerId), reachOf(db, holderId, customerId)] as const;
}

/** The id of the customer in the address, as it was asked for. */
export function idIn(c: Place): string {
  return c.req.param('id') ?? '';
}

/**
 * A member of staff of at least this role, the customer's record, and what the verbs need; 404 where the customer is not on record
 * at the store. `tell` makes the audit's entry about an act.
 */
export async function acting(c: Place, role: Role, provedFor?: string) {
  const { now } = c.var;
  const { who, db, rows } = await c.var.as(role, always(c), provedFor);
  const [[record], [reach]] = rows;
  if (!record || !reach) throw new HTTPException(404);
  const scene = sceneOf(c, db);
  const tell = (
    act: audit.Act,
    more: Pick<audit.Entry, 'before' | 'after'> = {},
    when?: Parameters<typeof audit.entry>[3],
  ) => audit.entry(scene, { by: who.id, act, customerId: record.id, ...more }, now, when);
  return { who, db, record, isWithinReach: reach.beyond === 0, scene, tell };
}

/** Back to a tab of the record, which says what happened. */
export function back(c: Place, tab: Tab, notice: NonNullable<RecordNotice>): Response {
  logEvent(c, 'customer_act', notice);
  return c.redirect(`${pathOf(idIn(c), tab)}?${new URLSearchParams(notice).toString()}`, 303);
}
