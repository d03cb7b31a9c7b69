// What the bar below the list of orders sends: what to set, and at which orders; and how far that is, in the address of its page. Nothing
// of it is stored: whoever has begun sends the rest along, portion by portion.
import * as z from 'zod';
import type { StepProblem } from '../steps.ts';
import type { SettingProblem } from '../statuses/by-hand.ts';

/** Orders that can be ticked at a time, and those that are done in one request. */
export const most = 100;
export const portionSize = 20;

/** The steps that can be taken of many orders; besides them, statuses of the store's own as `status:<id>`. */
export const steps = ['paid', 'shipped', 'delivered', 'cancelled'] as const;
export type BulkStep = (typeof steps)[number];

const problems = [
  ...(['not_found', 'changed_meanwhile', 'status_gone', 'has_status', 'amount_invalid'] as const),
  ...(['is_cancelled', 'is_refunded', 'is_paid', 'not_paid', 'is_shipped', 'not_shipped', 'is_delivered'] as const),
  'not_too_much',
] as const satisfies readonly (StepProblem | SettingProblem | 'not_found' | 'changed_meanwhile' | 'amount_invalid')[];

/** What came of it for an order: that it was done, or why not. */
const outcomes = ['done', ...problems] as const;
export type Outcome = (typeof outcomes)[number];

export type Act = { step: BulkStep; statusId: null } | { step: null; statusId: string };

/** An act as the bar sends it. */
const actSchema = z.union([
  z.enum(steps).transform((step): Act => ({ step, statusId: null })),
  z
    .string()
    .regex(/^status:sts_[0-9a-z]{1,40}$/)
    .transform((typed): Act => ({ step: null, statusId: typed.slice('status:'.length) })),
]);

function actAsTyped({ step, statusId }: Act): string {
  return step ?? `status:${statusId}`;
}

const orderId = z.string().regex(/^ord_[0-9a-z]{1,40}$/);

/** Ids in one word, as a field or an address holds them. */
const ids = z
  .string()
  .max(most * 45)
  .default('')
  .transform((typed) => [...new Set(typed.split('.').filter((id) => id !== ''))])
  .pipe(z.array(orderId).max(most));

const outcomeFields = Object.fromEntries(outcomes.map((outcome) => [outcome, ids]));

/** How far an act is: what came of it for those that are done, and those that are left. */
export type Progress = { act: Act; results: readonly (readonly [id: string, outcome: Outcome])[]; rest: string[] };

function progressOf({ act, rest, ...typed }: { act: Act; rest: string[] } & Record<string, unknown>): Progress {
  const told: Readonly<Record<string, unknown>> = typed;
  const results = outcomes.flatMap((outcome) => {
    const these = told[outcome];
    return Array.isArray(these) ? these.map((id) => [String(id), outcome] as const) : [];
  });
  return { act, results, rest };
}

/** The same as it stands in an address. */
export const progressSchema = z
  .object({ act: actSchema, rest: ids })
  .and(z.object(outcomeFields))
  .transform(progressOf)
  .refine(({ results, rest }) => results.length + rest.length <= most);

/** What the bar sends, which ticks orders by `order`, and what the page of the act sends, which says how far it is. */
export const bulkSchema = z
  .object({
    act: actSchema,
    order: z
      .union([orderId.transform((id) => [id]), z.array(orderId)])
      .default([])
      .transform((all) => [...new Set(all)])
      .pipe(z.array(z.string()).max(most)),
    rest: ids,
    confirmed: z.literal('on').optional(),
  })
  .and(z.object(outcomeFields))
  .transform(({ order, rest, confirmed, ...typed }) => ({
    ...progressOf({ ...typed, rest: [...new Set([...order, ...rest])] }),
    isConfirmed: confirmed === 'on',
  }))
  .refine(({ results, rest }) => results.length + rest.length <= most);

/** Progress as fields of a form or of an address. */
export function asFields({ act, results, rest }: Progress): [name: string, value: string][] {
  const these = outcomes.map((outcome): [string, string] => [
    outcome,
    results
      .filter(([, one]) => one === outcome)
      .map(([id]) => id)
      .join('.'),
  ]);
  const all: [string, string][] = [['act', actAsTyped(act)], ['rest', rest.join('.')], ...these];
  return all.filter(([, value]) => value !== '');
}
