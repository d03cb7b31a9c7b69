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

/** The list with the question of this key one place further up or down, as far as there is one. */
export function moved<One extends Question>(all: readonly One[], key: string, direction: 'up' | 'down'): One[] {
  return movedAt(
    all,
    all.findIndex((one) => one.key === key),
    direction,
  );
}

/** Any list with what is at this place one place further up or down, as far as there is one. */
export function movedAt<One>(all: readonly One[], from: number, direction: 'up' | 'down'): One[] {
  const to = direction === 'up' ? from - 1 : from + 1;
  const [one, other] = [all[from], all[to]];
  if (one === undefined || other === undefined) return [...all];
  return all.map((each, place) => (place === from ? other : place === to ? one : each));
}
