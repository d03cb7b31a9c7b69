// What storage and the mail hold, without what differs each time: two ways that should come to the same can be compared by it.
import { rowsOf, tables } from './worlds.ts';

/** What is made up anew each time, and what stands for it. */
const made: [RegExp, string][] = [
  [/\b[a-z]{3}_[0-9a-z]{26,64}\b/g, 'id'],
  [/\b[a-z]{3}_[\w-]{43}(?![\w-])/g, 'id'],
  [/(?<![\w-])0[0-9a-z]{25}(?![\w-])/g, 'ulid'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'uuid'],
  [/v1\.[\w+/=-]+\.[\w+/=-]+/g, 'sealed'],
  [/\$scrypt\$[^"]*/g, 'password'],
  [/rgl_[\w-]+/g, 'key'],
  [/whsec_[\w+/=-]+/g, 'secret'],
  [/\b[0-9a-f]{64}\b/g, 'hash'],
  [/(?<![\w-])[\w-]{43}(?![\w-])/g, 'token'],
  [/\b1[5-9]\d{11}\b/g, 'time'],
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time'],
  [/\b(rope-bag-|RB-)\d+/g, '$1n'],
  [/("ms\\*":)\d+/g, '$1n'],
];

/** The text without what is made up anew each time. */
export function plain(text: string): string {
  return made.reduce((rest, [pattern, word]) => rest.replaceAll(pattern, word), text);
}

/** Every row of D1 by its table, in no order, without what is made up anew each time. */
export async function traces(): Promise<Record<string, string[]>> {
  const now = await rowsOf(await tables());
  return Object.fromEntries(
    [...now].map(([name, there]) => [name, there.map((row) => plain(JSON.stringify(row))).toSorted()]),
  );
}
