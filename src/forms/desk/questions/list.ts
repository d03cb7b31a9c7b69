// The questions of a form as a list that is changed: each step makes the whole list anew, which is saved with the form.
import type { Question } from '../../../customers/details/asked.ts';
import { newId } from '../../../web/ids.ts';

/** How many questions a form may have. */
export const mostQuestions = 30;

/** The list with one more at its end. */
export function withNew(all: readonly Question[], question: Omit<Question, 'key'>, now: number): Question[] {
  return [...all, { ...question, key: newId('field', now) }];
}

/** The list with this question in the place of the one of its key. */
export function withChanged(all: readonly Question[], question: Question): Question[] {
  return all.map((one) => (one.key === question.key ? question : one));
}

/** The list without the question of this key. Answers that it was given keep its words. */
export function without(all: readonly Question[], key: string): Question[] {
  return all.filter((one) => one.key !== key);
}

/** The list with the question of this key one place further up or down, as far as there is one. */
export function moved(all: readonly Question[], key: string, direction: 'up' | 'down'): Question[] {
  const from = all.findIndex((one) => one.key === key);
  const to = direction === 'up' ? from - 1 : from + 1;
  const [one, other] = [all[from], all[to]];
  if (!one || !other) return [...all];
  return all.map((each, place) => (place === from ? other : place === to ? one : each));
}
