// Questions as a list that is changed: each step makes the whole list anew, which is saved with what it belongs to.
import type { Question } from '../asked.ts';

/** How many questions a list may have. */
export const mostQuestions = 30;

/** The list with this question in the place of the one of its key. */
export function withChanged<One extends Question>(all: readonly One[], question: One): One[] {
  return all.map((one) => (one.key === question.key ? question : one));
}

/** The list without the question of this key. Answers that it was given stay on record. */
export function without<One extends Question>(all: readonly One[], key: string): One[] {
  return all.filter((one) => one.key !== key);
}
