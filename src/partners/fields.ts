// What endpoints have in common in what they take and return, as schemas: they check what is sent, and say in the description what it is.
import * as z from 'zod';
import { paged, placeIn } from '../web/paging.ts';

/** No parameters. */
export const none = z.strictObject({});

/** The body of a request whose address says all. */
export const nothing = z.strictObject({}).meta({ description: 'Nothing is to be said beside the address: `{}`.' });

/** An id of ours of a kind, by its prefix: `cus`, `ord`, …. */
export function idField(prefix: string) {
  return z
    .string()
    .max(64)
    .regex(new RegExp(`^${prefix}_[0-9a-z_]{1,60}$`))
    .meta({ examples: [`${prefix}_01k9zq3v7x8m2n4p6r8t0w2y4a`] });
}

/** Parameters of a path that names one thing, by its id of ours. */
export function byId(prefix: string) {
  return z.strictObject({ id: idField(prefix) });
}

/** A partner's own id of something: printable ASCII without blanks. */
export const externalId = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[!-~]+$/)
  .meta({ description: 'Your own id of it; no other of your records of this kind has it.', examples: ['K-20417'] });

/** Parameters of a path that names one thing by the partner's own id. */
export const byExternalId = z.strictObject({ external_id: externalId });

/** Text that may be missing. */
export const textOrNull = z.string().nullable();

/** An empty text as it is shown. */
export function orNull(text: string): string | null {
  return text === '' ? null : text;
}

/** A part of a whole, or a rate. */
export const basisPoints = z
  .int()
  .min(0)
  .max(10_000)
  .meta({ description: 'In hundredths of a percent: 2300 is 23 %.', examples: [2300] });

/** The code of a currency, beside amounts. */
export const currency = z.string().meta({ description: 'ISO 4217.', examples: ['EUR'] });

/** The code of a country. */
export const country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .meta({ description: 'ISO 3166-1, two letters.', examples: ['IE'] });

/** Yes or no, as a parameter of a query. */
export const yesOrNo = z.enum(['true', 'false']).transform((typed) => typed === 'true');

/** What else may be shown at once, as a parameter of a query. */
export function expandOf<const Name extends string>(names: readonly Name[]) {
  const one = `(?:${names.join('|')})`;
  return z
    .string()
    .max(40)
    .regex(new RegExp(`^${one}(?:,${one})*$`))
    .optional()
    .transform((typed): Name[] => names.filter((name) => typed?.split(',').includes(name)))
    .meta({
      description: `What to show as well: ${names.map((name) => `\`${name}\``).join(', ')}, or several with commas between them.`,
    });
}

/** A moment, as it is sent and read. */
export const moment = z.iso.datetime({ offset: true }).meta({ examples: ['2026-11-26T09:30:00Z'] });

/** A moment that a partner names, as ms since 1970. */
export const momentTyped = moment.transform((typed) => Date.parse(typed));

/** A moment (ms since 1970) as it is sent. */
export function momentOf(at: number): string;
export function momentOf(at: number | null): string | null;
export function momentOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** The most rows that a list returns at a time, and how many it does where nothing is said. */
const most = 100;
const usual = 20;

const limit = z
  .preprocess(
    // Only digits are a number here: neither nothing, nor `1e1`, nor `0x10`.
    (typed) => (typeof typed === 'string' && /^\d{1,9}$/.test(typed) ? Number(typed) : typed),
    z.int().min(1).max(most).default(usual),
  )
  .meta({ description: 'The most rows to return.' });

/**
 * The parameters of a list: `limit`, and `cursor`, which `place` says the form of. What is sent as a cursor must be one that a list
 * like this has returned.
 */
export function listQuery<Place>(place: z.ZodType<Place>) {
  const cursor = z
    .string()
    .max(400)
    .optional()
    .meta({ description: 'The `next_cursor` of the page before.' })
    .transform((typed, context) => {
      const found = placeIn(place, typed);
      if (typed === undefined || found !== null) return found;
      context.addIssue({ code: 'custom', message: 'This is not a cursor of this list.' });
      return z.NEVER;
    });
  return z.strictObject({ limit, cursor });
}

/** A page of a list. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    data: z.array(item),
    next_cursor: z.string().nullable().meta({ description: 'Where the next page begins; null on the last.' }),
  });
}

/** The page, of rows of which one more than `limit` was read. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  { limit: size }: { limit: number },
  placeOf: (row: Row) => readonly (string | number)[],
  shown: (row: Row) => Item,
): { data: Item[]; next_cursor: string | null } {
  const page = paged(rows, size, placeOf);
  return { data: page.shown.map(shown), next_cursor: page.next };
}
