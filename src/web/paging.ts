// Pages by cursor: where a page ended is where the next begins, so the last page costs what the first does. A cursor only ever
// says a place in an order; what is read from there on is decided without it.
import type * as z from 'zod';

/** A place as text for an address. */
export function cursorOf(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** The place that a cursor says; null where there is none, or it was not made by `cursorOf` of such a place. */
export function placeIn<Place>(schema: z.ZodType<Place>, cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  try {
    return schema.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString())).data ?? null;
  } catch {
    return null;
  }
}

/** A page of the rows, of which one more than a page was read, and the cursor of the next; null on the last. */
export function paged<Row>(
  rows: readonly Row[],
  size: number,
  placeOf: (row: Row) => readonly (string | number)[],
): { shown: readonly Row[]; next: string | null } {
  const shown = rows.slice(0, size);
  const last = rows.length > size ? shown.at(-1) : undefined;
  return { shown, next: last === undefined ? null : cursorOf(placeOf(last)) };
}
