// Answers to a store's own fields: what each kind of field takes, and what becomes of an answer once the shop asks otherwise.
import * as z from 'zod';
import type { Demand } from '../../stores/policies.ts';
import { notAsked, optionalLine, optionalText, tick } from '../../web/lines.ts';
import type { Answers, Question } from './asked.ts';

/** The most characters of a number, of a text of one line and of one of several. */
export const longestNumber = 30;
export const longestLine = 500;
export const longestText = 2000;

/** An answer to the field as it is typed, as the text that is stored: a ticked box is `on`, and nothing is empty. */
export function answerTo(field: Question): z.ZodType<string> {
  switch (field.type) {
    case 'text':
      return demanded(optionalLine(longestLine), field.demand);
    case 'long_text':
      return demanded(optionalText(longestText), field.demand);
    case 'number':
      return demanded(decimal, field.demand);
    case 'date':
      return demanded(day, field.demand);
    case 'choice':
      return demanded(z.enum(['', ...field.choices.map(({ value }) => value)], 'invalid'), field.demand);
    case 'checkbox':
      return ticked(field.demand).transform((isTicked) => (isTicked ? 'on' : ''));
  }
}

/** The field as somebody is asked who has answered it before: `earlier` is an answer that the field does not take any more. */
export function askedAgain<Field extends Question>(field: Field, answers: Answers): Field & { earlier?: string } {
  const earlier = answers[field.key] ?? '';
  if (earlier === '' || answerTo({ ...field, demand: 'optional' }).safeParse(earlier).success) return field;
  return { ...field, earlier };
}

/** What is typed into a field that a form may ask for, or demand. */
export function demanded(field: z.ZodType<string, string>, demand: Demand) {
  if (demand === 'off') return notAsked;
  const filled = field.prefault('');
  return demand === 'required' ? filled.refine((text) => text !== '', 'required') : filled;
}

/** A box that a form may offer, or demand. */
export function ticked(demand: Demand) {
  return demand === 'required' ? tick.refine((isTicked) => isTicked, 'tick_required') : tick;
}

/** A number with a comma or a point, as `12.5`. */
const decimal = optionalLine(longestNumber)
  .regex(/^(-?\d{1,15}([.,]\d{1,10})?)?$/, 'number_invalid')
  .transform((typed) => typed.replace(',', '.'));

/** A day as browsers send it, `1985-12-10`; may be empty. */
export const day = optionalLine(10).refine(
  (typed) => typed === '' || z.iso.date().safeParse(typed).success,
  'date_invalid',
);
