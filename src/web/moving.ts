// Lists that people put in order, one step at a time.
import * as z from 'zod';

/** What the buttons of a place in a list send. */
export const directionSchema = z.object({ direction: z.enum(['up', 'down']).catch('up') });

/** One place further to the beginning, or to the end. */
export type Direction = z.output<typeof directionSchema>['direction'];

/** The list with what has this key one place further up or down, as far as there is one. */
export function moved<One extends { key: string }>(all: readonly One[], key: string, direction: Direction): One[] {
  const from = all.findIndex((one) => one.key === key);
  return movedAt(all, from, direction);
}

/** The list with what is at this place (from 0) one place further up or down, as far as there is one. */
export function movedAt<One>(all: readonly One[], from: number, direction: Direction): One[] {
  const to = direction === 'up' ? from - 1 : from + 1;
  const [one, other] = [all[from], all[to]];
  if (one === undefined || other === undefined) return [...all];
  return all.map((each, place) => (place === from ? other : place === to ? one : each));
}
