// Questions as staff type them, and as their pages show them again.
import * as z from 'zod';
import { demands } from '../../../stores/policies.ts';
import type { Store } from '../../../stores/stores.ts';
import { optionalLine, optionalText, requiredLine } from '../../../web/lines.ts';
import { inEach, wordsAsTyped, wordsTyped } from '../../../web/translations.ts';
import { longestText } from '../answers.ts';
import type { Question } from '../asked.ts';
import { choicesAsTyped, choicesIn, linesOf } from './choices.ts';

const mostChoices = 100;

/** The most characters of a question, and of a choice. */
export const longestLabel = 300;

/**
 * A question of one of these types, parsed into what makes it of the choices that were there before: they keep their values. Its words
 * in the store's first language must be there, and for a choice what there is to choose from, one on a line and in each language in
 * the same order.
 */
export function questionSchema<Type extends Question['type']>(store: Store, types: readonly [Type, ...Type[]]) {
  const [first = 'en'] = store.languages;
  const line = (isFirst: boolean) => (isFirst ? requiredLine(longestLabel) : optionalLine(longestLabel));
  const choices = inEach(store, 'choices', () => choicesText);
  return z
    .object({
      type: z.enum(types, 'invalid').prefault(types[0]),
      demand: z.enum(demands, 'invalid').prefault('optional'),
    })
    .and(z.object({ ...inEach(store, 'label', line), ...choices }))
    .transform(({ type, demand, ...typed }, context) => {
      const texts = type === 'choice' ? wordsTyped(typed, 'choices', store.languages) : {};
      if (type === 'choice' && linesOf(texts[first] ?? '').length === 0) {
        context.addIssue({ code: 'custom', path: [`choices_${first}`], message: 'required' });
      }
      const label = wordsTyped(typed, 'label', store.languages);
      return (before: Question['choices']) => ({ type, demand, label, choices: choicesIn(texts, first, before) });
    });
}

/** The same of a question as its page shows it. */
export function questionAsTyped(store: Store, { type, demand, label, choices }: Question): Record<string, string> {
  return {
    type,
    demand,
    ...wordsAsTyped(label, 'label'),
    ...wordsAsTyped(choicesAsTyped(store, choices), 'choices'),
  };
}

const choicesText = optionalText(longestText).refine(
  (typed) => linesOf(typed).length <= mostChoices && linesOf(typed).every((line) => line.length <= longestLabel),
  'too_long',
);
