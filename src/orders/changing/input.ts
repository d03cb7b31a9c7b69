// A change of an order as staff type it. The form carries what its fields held when it was shown; what is as it was then is not
// touched, so that it is not checked anew, and that of two who change different things neither undoes what the other did.
import * as z from 'zod';
import { taxClasses } from '../../catalog/keeping/input.ts';
import { everyCountry, offeredBy } from '../../customers/addresses/countries.ts';
import { addressAlone, prefixedAddress, prefixes } from '../../customers/addresses/input.ts';
import { vatIdIn } from '../../customers/vat-ids.ts';
import { percentTyped } from '../../groups/input.ts';
import type { Store } from '../../stores/stores.ts';
import { amountIn, unitPriceIn } from '../../ui/amounts.ts';
import { optionalLine, requiredLine, requiredText, tick } from '../../web/lines.ts';
import { carriersOf, isCodeOf, longestCode } from '../details/carriers.ts';
import type { Added, Changed, Good } from './outcome.ts';

/** The places for what is to come to an order, by which their fields are named. */
export const places = ['1', '2', '3'] as const;

/** What the form was when it was shown: its fields, and the latest event of the order. */
export type Seen = { event: string; values: Record<string, string> };

const seenSchema = z.object({ event: z.string(), values: z.record(z.string(), z.string()) });

/** What a form says that it was; nothing where it says nothing that can be read. */
export function seenIn({ seen = '' }: Record<string, string>): Seen {
  try {
    return seenSchema.parse(JSON.parse(seen));
  } catch {
    return { event: '', values: {} };
  }
}

/** What was typed over what the order says now: a field that was not touched holds what it would hold now. */
export function merged(
  now: Record<string, string>,
  typed: Record<string, string>,
  { values: seen }: Seen,
): Record<string, string> {
  const touched = Object.entries(typed).filter(([name, value]) => value !== seen[name]);
  return { ...now, ...Object.fromEntries(touched) };
}

/** Something to put into the order: a product by its article number, or anything by its name. */
type Piece = {
  place: string;
  sku: string;
  name: string;
  quantity: number;
  unitPriceMinor: number | null;
  taxClass: (typeof taxClasses)[number];
};

export type ChangeInput = { changed: Omit<Changed, 'added'>; pieces: Piece[]; why: string; isWhyTold: boolean };

/** The pieces as they are put in; the place of one whose product there is not where one is missing. */
export function addedOf(
  pieces: readonly Piece[],
  goods: readonly (Good & { slug: string })[],
): Added[] | { place: string } {
  const added: Added[] = [];
  for (const { place, sku, name, quantity, unitPriceMinor, taxClass } of pieces) {
    const product = goods.find((one) => one.sku === sku) ?? goods.find((one) => one.slug === sku) ?? null;
    if (sku !== '' && product === null) return { place };
    added.push(
      product === null
        ? { product, name, taxClass, quantity, unitPriceMinor: unitPriceMinor ?? 0 }
        : { product, quantity, unitPriceMinor },
    );
  }
  return added;
}

const quantity = optionalLine(10)
  .regex(/^[1-9]\d{0,2}$/, 'quantity_invalid')
  .transform(Number);

/** The most characters of a note, and of why an order is changed. */
export const longestNote = 1000;
export const longestReason = 200;

export const noteSchema = z.object({
  text: requiredText(longestNote).prefault(''),
  to: z.enum(['staff', 'customer'], 'required'),
});

/** The form of a change of an order. */
export function changeSchema(store: Store, { values: seen }: Seen) {
  return z.looseObject({}).transform((typed, context): ChangeInput => {
    let isRight = true;
    const parsed = <Output>(schema: z.ZodType<Output>, value: unknown, name: string | null): Output | undefined => {
      const result = schema.safeParse(value);
      if (result.success) return result.data;
      isRight = false;
      for (const { path, message } of result.error.issues) {
        context.addIssue({ code: 'custom', path: name === null ? path : [name], message });
      }
      return undefined;
    };
    const isTouched = (name: string) => typed[name] !== undefined && typed[name] !== seen[name];
    const read = <Output>(name: string, schema: z.ZodType<Output>) =>
      isTouched(name) ? parsed(schema, typed[name], name) : undefined;
    const address = (use: keyof typeof prefixes) => {
      const prefix = prefixes[use];
      if (!Object.keys(typed).some((name) => name.startsWith(prefix) && isTouched(name))) return undefined;
      const found = parsed(prefixedAddress(prefix, countriesOf(store, seen[`${prefix}country`])), typed, null);
      return found && addressAlone(found);
    };
    const price = unitPriceIn(store.currency);
    const changed = {
      lines: new Map(
        positionsIn(typed).map((position) => [
          position,
          {
            quantity: read(`gone-${position}`, tick) ? 0 : read(`quantity-${position}`, quantity),
            unitPriceMinor: read(`price-${position}`, price),
          },
        ]),
      ),
      billing: address('billing'),
      delivery: address('delivery'),
      vatId: read('vatId', vatIdIn(textOf(typed.billing_country))),
      shippingName: read('shippingName', requiredLine(100)),
      shippingMinor: read('shipping', price),
      rebate: read('rebate', rebateSchema(store)),
      carrier: read('carrier', z.enum(['', ...carriersOf(store).map(({ value }) => value)], 'invalid')),
      trackingCode: read('trackingCode', trackingCode(textOf(typed.carrier ?? seen.carrier))),
    };
    const pieces = places.flatMap((place) => {
      const sku = parsed(optionalLine(100).prefault(''), typed[`sku-${place}`], `sku-${place}`) ?? '';
      const name = parsed(optionalLine(100).prefault(''), typed[`name-${place}`], `name-${place}`) ?? '';
      if (sku === '' && name === '') return [];
      const cost = typed[`cost-${place}`];
      return [
        {
          place,
          sku,
          name,
          quantity: parsed(quantity.prefault(''), typed[`count-${place}`], `count-${place}`) ?? 1,
          // A product has a price of its own.
          unitPriceMinor: sku !== '' && !cost ? null : (parsed(price.prefault(''), cost, `cost-${place}`) ?? 0),
          taxClass: parsed(taxClass, typed[`tax-${place}`], `tax-${place}`) ?? 'standard',
        },
      ];
    });
    const why = parsed(requiredLine(longestReason).prefault(''), typed.why, 'why') ?? '';
    const isWhyTold = parsed(tick, typed.isWhyTold, 'isWhyTold') ?? false;
    return isRight ? { changed, pieces, why, isWhyTold } : z.NEVER;
  });
}

const taxClass = z
  .union([z.literal('').transform(() => 'standard' as const), z.enum(taxClasses)], 'invalid')
  .prefault('');

/** `5` is an amount, `5 %` so much of the items; nothing is none. */
function rebateSchema({ currency }: Store) {
  const none = z.literal('').transform(() => ({ minor: 0 }));
  const amount = amountIn(currency).transform((minor) => ({ minor }));
  const share = percentTyped.transform((basisPoints) => ({ basisPoints }));
  return optionalLine(20).transform((typed, context) => {
    const result = z.union([none, typed.endsWith('%') ? share : amount]).safeParse(typed);
    if (result.success) return result.data;
    context.addIssue({ code: 'custom', message: 'rebate_invalid' });
    return z.NEVER;
  });
}

function trackingCode(carrier: string) {
  return optionalLine(longestCode).refine((code) => code === '' || isCodeOf(carrier, code), 'tracking_code_invalid');
}

/** The countries of the store, and the one that the address has. */
export function countriesOf(store: Store, own = ''): readonly string[] {
  const offered = offeredBy(store);
  return offered.includes(own) || !everyCountry.includes(own) ? offered : [...offered, own];
}

function positionsIn(typed: Record<string, unknown>): number[] {
  const positions = Object.keys(typed).flatMap((name) => /^(?:quantity|price|gone)-(\d{1,5})$/.exec(name)?.[1] ?? []);
  return [...new Set(positions.map(Number))];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
