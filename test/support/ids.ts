// Ids of what tests write straight into D1, in the order in which it is written: the ids of one millisecond have none.
import { newId } from '../../src/web/ids.ts';

let latest = 0;

/** A new id behind all others that were made here. */
export function nextId(kind: Parameters<typeof newId>[0]): string {
  latest = Math.max(Date.now(), latest + 1);
  return newId(kind, latest);
}
