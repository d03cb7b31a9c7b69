// What the bar below the list of customers sends: an act, and whom it is for. Those who were ticked, at most a page of them, or
// all whom the search finds that is sent along.
import * as z from 'zod';
import { portionSize } from '../../../customers/bulk/bulk.ts';
import { wantedSchema } from '../../../customers/finding/input.ts';
import type { Store } from '../../../stores/stores.ts';
import type { FormState } from '../../../web/forms.ts';
import { tick } from '../../../web/lines.ts';
import { acts } from './acts.ts';

const customerId = z.string().regex(/^cus_[0-9a-z]{1,40}$/);

const choiceSchema = z.object({
  act: z.enum(acts),
  scope: z.enum(['ticked', 'found']),
  customer: z
    .union([customerId.transform((id) => [id]), z.array(customerId)])
    .default([])
    .transform((ids) => [...new Set(ids)])
    .pipe(z.array(z.string()).max(portionSize)),
  /** Into which group, for that act. */
  into: z.string().max(40).default(''),
  /** Whether staff have seen what it will do. */
  confirmed: tick,
});

/** Whom staff ticked, or the whole list by its search, and what is to be done to them. */
export function bulkSchema(store: Store) {
  return choiceSchema.and(wantedSchema(store).transform((wanted) => ({ wanted })));
}

export type Chosen = z.output<ReturnType<typeof bulkSchema>>;

/** The search that was sent along, as it stands in the address of the list. */
export function searchIn({ values }: FormState): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !(name in choiceSchema.shape)));
}
