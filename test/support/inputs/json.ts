// Bodies of JSON with one thing broken, made from the schema of an endpoint and a body that it takes.
import * as fc from 'fast-check';
import * as z from 'zod';
import { mostValues } from '../../../src/partners/serving/asking.ts';
import type { Schema } from '../requests/breaking.ts';
import { inherited, oddJson, oddly } from './values.ts';

/** A body with one thing broken. */
export type BrokenBody = { what: string; text: string | Uint8Array<ArrayBuffer>; expected?: readonly number[] };

type Path = readonly (string | number)[];
type Spot = { path: Path; schema: Schema; value: unknown };

/** Every place in the body, and those of fields that it could have as well. */
function spotsIn(root: Schema, given: Schema, value: unknown, path: Path = []): Spot[] {
  const schema = merged(root, given);
  const here: Spot[] = [{ path, schema, value }];
  if (Array.isArray(value)) {
    return [...here, ...value.flatMap((part, at) => spotsIn(root, schema.items ?? {}, part, [...path, at]))];
  }
  const parts = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const names = new Set([...Object.keys(schema.properties ?? {}), ...Object.keys(parts)]);
  return [
    ...here,
    ...[...names].flatMap((name) => spotsIn(root, schema.properties?.[name] ?? {}, parts[name], [...path, name])),
  ];
}

/** The schema with what its reference and its alternatives say. */
function merged(root: Schema, given: Schema): Schema {
  const name = /^#\/\$defs\/(.+)$/.exec(given.$ref ?? '')?.[1];
  const schema = name === undefined ? given : (root.$defs?.[name] ?? given);
  const options = (schema.anyOf ?? []).map((one) => merged(root, one));
  return Object.assign({}, ...options, schema, {
    properties: Object.assign({}, ...options.map((one) => one.properties), schema.properties) as Record<string, Schema>,
  }) as Schema;
}

/** Values at the limits of the schema and just beyond them, and in another writing. */
function atLimits({ schema, value }: Spot): unknown[] {
  const { minimum, maximum, minLength, maxLength, maxItems, enum: known } = schema;
  const numbers = [minimum, maximum]
    .filter((one) => one !== undefined)
    .flatMap((one) => [one - 1, one, one + 1, one + 0.5]);
  const lengths = [minLength, maxLength].filter((one) => one !== undefined).flatMap((one) => [one - 1, one, one + 1]);
  const texts = lengths
    .filter((one) => one >= 0)
    .flatMap((one) => ['x'.repeat(one), '\u{1f600}'.repeat(one), ' '.repeat(one)]);
  const items =
    maxItems === undefined || !Array.isArray(value)
      ? []
      : [maxItems, maxItems + 1].map((most) => Array.from({ length: most }, () => value[0] as unknown));
  const others = (known ?? []).flatMap((one) =>
    typeof one === 'string' ? [one.toUpperCase(), ` ${one}`, one.slice(1), [one]] : [],
  );
  return [...numbers, ...texts, ...items, ...others];
}

/** The body with something else at a place. */
function withAt(body: unknown, path: Path, value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (Array.isArray(body)) return body.map((one: unknown, at) => (at === first ? withAt(one, rest, value) : one));
  const parts = (body ?? {}) as Record<string, unknown>;
  return { ...parts, [first]: withAt(parts[first], rest, value) };
}

function oddAt(spot: Spot): fc.Arbitrary<unknown> {
  const limits = atLimits(spot);
  const odd = fc.oneof(
    { weight: 3, arbitrary: oddJson },
    {
      weight: 2,
      arbitrary: oddly(typeof spot.value === 'string' ? spot.value : undefined).filter((text) => text.isWellFormed()),
    },
  );
  return limits.length === 0
    ? odd
    : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...limits) }, { weight: 4, arbitrary: odd });
}

/** What JSON must not be, or should not, around a text that it is. */
function brokenText(text: string): fc.Arbitrary<BrokenBody> {
  const bytes = new TextEncoder().encode(text);
  const of = (what: string, broken: BrokenBody['text'], status: number | null = 400): BrokenBody => ({
    what,
    text: broken,
    ...(status === null ? {} : { expected: [status] }),
  });
  const inside = text.slice(0, -1);
  const comma = inside.length > 1 ? ',' : '';
  const first = /"(\w+)":/.exec(text)?.[1] ?? 'a';
  return fc.oneof(
    fc.constantFrom(
      of('nothing', ''),
      of('a blank', ' '),
      of('a comma at the end', `${inside}${comma},}`),
      of('a comment', `${text}// so`),
      of('a comment inside', `/* so */${text}`),
      of('two bodies', `${text}${text}`),
      of('single quotes', text.replaceAll('"', "'") + "'"),
      of('a name without quotes', `${inside}${comma}a:1}`),
      of('NaN', `${inside}${comma}"a":NaN}`),
      of('Infinity', `${inside}${comma}"a":-Infinity}`),
      of('a number in hex', `${inside}${comma}"a":0x10}`),
      of('a number that begins with 0', `${inside}${comma}"a":01}`),
      of('undefined', 'undefined'),
      of('a line end in a text', `${inside}${comma}"a":"b\nc"}`),
      of('half a character', `${inside}${comma}"a":"\\ud800"}`),
      of('half a character as a name', `${inside}${comma}"\\udc00":1}`),
      of('an escape that is none', `${inside}${comma}"a":"\\x41"}`),
      of('bytes that are no text', new Uint8Array([...bytes.slice(0, -1), 0xff, 0xfe, 0x7d])),
      of('UTF-16', new Uint8Array(Array.from(text, (letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]).flat())),
      of('compressed by nothing', new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])),
      of('a form', 'a=b&c=d'),
      of('XML', '<?xml version="1.0"?><a/>'),
      of('ten thousand lists in lists', '['.repeat(10_000)),
      of('ten thousand lists in lists that end', '['.repeat(9000) + ']'.repeat(9000), null),
      of('a hundred thousand in lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, null),
      of('too large', `${inside}${comma}"a":"${'x'.repeat(257 * 1024)}"}`, 413),
      of('too many values', `${inside}${comma}"a":[${'0,'.repeat(mostValues)}0]}`, 413),
      of('a byte order mark', `\ufeff${text}`, null),
      of('blanks around it', `\r\n\t ${text} \n`, null),
      of('a form feed', `\f${text}`),
      of('a text', '"x"', 422),
      of('a list', `[${text}]`, 422),
      of('null', 'null', 422),
      of('a number beyond all', `${inside}${comma}"a":1e999}`, 422),
      of('the same field twice', `{"${first}":[[]],${text.slice(1)}`, null),
    ),
    fc.nat(Math.max(text.length - 1, 0)).map((length) => of('the end is missing', text.slice(0, length))),
    fc.constantFrom(...inherited).map((name) => of(`${name} as well`, `${inside}${comma}${JSON.stringify(name)}:{"isOwner":true}}`, 422)),
  ); // prettier-ignore
}

/** Bodies that are broken in one thing each. */
export function brokenBodies(schema: z.ZodType, body: unknown): fc.Arbitrary<BrokenBody> {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  const spots = spotsIn(root, root, body);
  const odd = fc
    .constantFrom(...spots)
    .chain((spot) => fc.option(oddAt(spot), { freq: 8, nil: undefined }).map((value) => ({ spot, value })));
  const values = odd.map(({ spot, value }): BrokenBody => {
    const broken = withAt(body, spot.path, value);
    const text = JSON.stringify(broken) ?? '';
    return {
      what: `/${spot.path.join('/')} is ${value === undefined ? 'missing' : 'odd'}`,
      text,
      ...expectedOf(schema, text),
    };
  });
  return fc.oneof({ weight: 4, arbitrary: values }, { weight: 1, arbitrary: brokenText(JSON.stringify(body)) });
}

/** What a schema does not take is a 422, unless it is too much to look at. */
function expectedOf(schema: z.ZodType, text: string): { expected?: readonly number[] } {
  if (text === '') return { expected: [400] };
  if (text.split(/[,:[{]/).length > mostValues) return { expected: [413, 422] };
  // What is this deep may be read or not.
  if (text.includes('['.repeat(1000))) return { expected: [400, 422] };
  return schema.safeParse(JSON.parse(text)).success ? {} : { expected: [422] };
}
