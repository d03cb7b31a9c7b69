// Statuses as staff type them, and as the form shows them again.
import * as z from 'zod';
import type { Store } from '../../stores/stores.ts';
import { optionalLine, optionalText, tick } from '../../web/lines.ts';
import { inEach, namesFields, wordsAsTyped, wordsTyped } from '../../web/translations.ts';
import type { Status } from './following.ts';
import { colours, triggers } from './schema.ts';

/** The most characters of what a status says, and of what is written when it is set. */
export const longestText = 1000;

/** The days that a rule may wait. */
export const mostDays = 365;

/** What a status is besides its place in the list. */
export type StatusInput = Omit<Status, 'id' | 'storeId' | 'position' | 'retiredAt'>;

const days = optionalLine(10)
  .prefault('')
  .refine((typed) => /^\d{0,10}$/.test(typed), 'whole_invalid')
  .transform(Number);

/** The triggers that wait so many days. */
function isTimed(trigger: Status['trigger']): boolean {
  return trigger === 'overdue' || trigger === 'follows';
}

/**
 * A status as it is typed; `others` are the ids of those that it may follow. Problems: `number_range` of the days, `after_required`, and
 * `document_not_then` for one that would bill what has come to nothing.
 */
export function statusSchema(store: Pick<Store, 'languages'>, others: readonly string[]) {
  const { languages } = store;
  return z
    .object({
      colour: z.enum(colours, 'invalid'),
      trigger: z.enum(triggers, 'invalid'),
      days,
      after: z.enum(['', ...others], 'after_gone').prefault(''),
      isTold: tick,
      document: z.enum(['', 'invoice', 'delivery_note'], 'invalid').prefault(''),
    })
    .and(z.object({ ...namesFields(store), ...inEach(store, 'text', () => optionalText(longestText)) }))
    .transform(({ colour, trigger, days: typedDays, after, isTold, document, ...typed }): StatusInput => ({
      names: wordsTyped(typed, 'name', languages),
      texts: wordsTyped(typed, 'text', languages),
      colour,
      trigger,
      days: isTimed(trigger) ? typedDays : 0,
      afterId: trigger === 'follows' ? after || null : null,
      isTold,
      document: document || null,
    }))
    .refine(({ trigger, days: count }) => !isTimed(trigger) || (count >= 1 && count <= mostDays), {
      path: ['days'],
      message: 'days_range',
    })
    .refine(({ trigger, afterId }) => trigger !== 'follows' || afterId !== null, {
      path: ['after'],
      message: 'after_required',
    })
    .refine(({ trigger, document }) => document === null || (trigger !== 'cancelled' && trigger !== 'refunded'), {
      path: ['document'],
      message: 'document_not_then',
    });
}

/** A status that staff set, and what they say with it. */
export const settingSchema = z.object({
  status: z.string('invalid').regex(/^sts_[0-9a-z]{1,40}$/, 'invalid'),
  note: optionalText(longestText).prefault(''),
});

/** A status as its form shows it. */
export function statusAsTyped(status: StatusInput): Record<string, string> {
  const { names, texts, colour, trigger, days: count, afterId, isTold, document } = status;
  return {
    ...wordsAsTyped(names, 'name'),
    ...wordsAsTyped(texts, 'text'),
    colour,
    trigger,
    days: isTimed(trigger) ? String(count) : '',
    after: afterId ?? '',
    isTold: isTold ? 'on' : '',
    document: document ?? '',
  };
}
