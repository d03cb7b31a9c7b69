// Points that staff give and take by hand, with a reason that the customer reads. Never more is taken than there is.
import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { memberships } from '../customers/schema.ts';
import * as audit from '../staff/audit/audit.ts';
import { batch, reasonOf } from '../web/database.ts';
import { newId } from '../web/ids.ts';
import { optionalLine, requiredLine } from '../web/lines.ts';
import { carrying, day, gaining, isTheirs, isWritten, membershipIf, nextPosition, taking, writing } from './entries.ts';

/** `50` gives points, `-50` takes them. */
const points = optionalLine(20)
  .prefault('')
  .refine((typed) => typed !== '', 'required')
  .refine((typed) => typed === '' || (/^[+\-−]?\d{1,6}$/.test(typed) && numberOf(typed) !== 0), 'points_invalid')
  .transform(numberOf);

/** The most characters of why staff or a partner change somebody's points. */
export const longestReason = 200;

export const grantSchema = z.object({ points, reason: requiredLine(longestReason).prefault('') });

/** The entry has the `id`, where one is said: so it comes once. */
type Grant = z.output<typeof grantSchema> & { customerId: string; id?: string };

export type GrantResult = { ok: true } | { ok: false; problem: 'not_found' | 'points_too_few' };

/**
 * Gives a customer of the store points, or takes them where they are negative; those that are given count at once. Problems:
 * `points_too_few` to take, `not_found`.
 */
export async function grant(scene: audit.Scene, by: string, input: Grant, now: number): Promise<GrantResult> {
  const { db, store } = scene;
  const { customerId, reason, id = newId('points', now) } = input;
  const whose = { storeId: store.id, customerId };
  const entry = { id, kind: 'hand', cause: `hand:${id}`, points: input.points, reason, staffId: by } as const;
  const isEnough = sql`${memberships.points} + ${input.points} >= 0`;
  const statements =
    input.points > 0
      ? gaining(db, whose, { ...entry, expiresAt: now + store.policies.loyalty.livesDays * day }, now, sql`true`)
      : [
          writing(
            db,
            whose,
            {
              ...entry,
              balance: sql`${memberships.points} + ${input.points}`,
              position: nextPosition(store.id, customerId),
              countsAt: now,
            },
            membershipIf(whose, isEnough),
            now,
          ),
          taking(db, whose, id),
          ...carrying(db, whose, id, now),
        ];
  const told = { by, act: 'points_changed', customerId, after: { points: input.points } } as const;
  const [known] = await once(
    batch(db, [
      db
        .select({ points: memberships.points, isNew: isNew(id) })
        .from(memberships)
        .where(isTheirs(whose)),
      ...statements,
      audit.entry(scene, told, now, isWritten(id)),
    ] as const),
  );
  if (known === null) return { ok: true };
  const [had] = known;
  if (!had) return { ok: false, problem: 'not_found' };
  return had.points + input.points >= 0 ? { ok: true } : { ok: false, problem: 'points_too_few' };
}

/** What fails with its batch where the entry is there already: what is behind it counts on being the first. */
function isNew(id: string) {
  return sql`json_extract('{}', case when ${isWritten(id)} then 'there already' else '$' end)`.as('is_new');
}

/** What the batch returns; null where it failed for that. */
async function once<Rows extends readonly unknown[]>(work: Promise<Rows>): Promise<Rows | readonly [null]> {
  try {
    return await work;
  } catch (error) {
    if (/JSON path/.test(reasonOf(error))) return [null];
    throw error;
  }
}

function numberOf(typed: string): number {
  return Number(typed.replace('−', '-'));
}
