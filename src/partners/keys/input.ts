// Keys as staff ask for them.
import * as z from 'zod';
import type { Role } from '../../staff/roles.ts';
import { tick } from '../../web/lines.ts';
import { scopesFor, type Scope } from '../scopes.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** How long a key can live: so many days, or without an end. */
export const lives = ['30', '90', '365', 'never'] as const;

/** How long a key can go on beside the one that takes its place. */
export const overlaps = ['none', 'hour', 'day', 'week'] as const;

const overlapMs = { none: 0, hour, day, week: 7 * day } satisfies Record<(typeof overlaps)[number], number>;

/** The field of a scope: a box. */
export function boxOf(scope: Scope): string {
  return `scope_${scope}`;
}

/** The form of a new key, for somebody of this role: what they may not do themselves is no field of it. */
export function keySchema(role: Role) {
  const given = scopesFor(role);
  return z
    .object({
      life: z.enum(lives, 'invalid'),
      ...Object.fromEntries(given.map((scope) => [boxOf(scope), tick])),
    })
    .transform((typed, context) => {
      const boxes: Readonly<Record<string, unknown>> = typed;
      const scopes = given.filter((scope) => boxes[boxOf(scope)] === true);
      if (scopes.length === 0) context.addIssue({ code: 'custom', path: ['scopes'], message: 'none_ticked' });
      return { scopes, lifeMs: typed.life === 'never' ? null : Number(typed.life) * day };
    });
}

/** The form by which a key takes the place of another. */
export const replacementSchema = z
  .object({ overlap: z.enum(overlaps, 'invalid') })
  .transform(({ overlap }) => ({ overlapMs: overlapMs[overlap] }));
