// Forms with one thing broken: a field by its value, its name or its number, or the form as a whole.
import * as fc from 'fast-check';
import { inherited, oddly, oddText } from './values.ts';

/** Names with their values, as a form sends them. */
export type Pairs = readonly (readonly [string, string])[];

/** A form with one thing broken: its body, and as what it is sent. */
export type BrokenForm = { what: string; body: string; expected?: readonly number[] };

/** The form as a browser sends it; halves of characters become what browsers make of them. */
export function encoded(pairs: Pairs): string {
  return new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
}

/** A form in which the value of one field is odd; of all fields that the form has or its schema asks for. */
function oddValue(pairs: Pairs, field: string): fc.Arbitrary<BrokenForm> {
  const good = pairs.find(([name]) => name === field)?.[1];
  return oddly(good).map((value) => ({ what: `${field} is odd`, body: encoded(withField(pairs, field, value)) }));
}

function withField(pairs: Pairs, field: string, value: string): Pairs {
  return [...pairs.filter(([name]) => name !== field), [field, value]];
}

/** Bytes behind the signs of percent encoding that are no text, or too much of it. */
const rawValues = [
  '%',
  '%zz',
  '%ff%fe',
  '%c0%80',
  '%ed%a0%80',
  '%f4%90%80%80',
  '%00',
  '+',
  '%2500',
  '%u0041',
  '%',
  '%E2%80',
];

/** What happens to a field beside its value. */
function oddField(pairs: Pairs, field: string): fc.Arbitrary<BrokenForm> {
  const others = pairs.filter(([name]) => name !== field);
  const good = pairs.find(([name]) => name === field)?.[1] ?? 'x';
  const renamed = (name: string, what: string) => ({ what, body: encoded([...others, [name, good]]) });
  return fc.oneof(
    fc.constantFrom(
      { what: `${field} is missing`, body: encoded(others) },
      { what: `${field} is there twice`, body: encoded([...others, [field, good], [field, good]]) },
      { what: `${field} is there a hundred times`, body: encoded([...others, ...many(100, [field, good])]) },
      renamed(`${field}[]`, `${field} is a list`),
      renamed(`${field}[0]`, `${field} is a list with places`),
      renamed(`${field}[a]`, `${field} is an object`),
      renamed(`${field}.a`, `${field} is an object with dots`),
      renamed(` ${field}`, `${field} begins with a blank`),
      renamed(`${field}\u0000`, `${field} ends with a NUL`),
      renamed(field.toUpperCase(), `${field} is written large`),
    ),
    fc.tuple(fc.constantFrom('', '2', '[]'), oddText).map(([behind, value]) => ({
      what: `${field}${behind} is there as well`,
      body: encoded([...pairs, [`${field}${behind}`, value]]),
    })),
    fc.constantFrom(...rawValues).map((raw) => ({
      what: `${field} is ${raw}`,
      body: `${encoded(others)}&${encodeURIComponent(field)}=${raw}`,
    })),
  );
}

function many(times: number, pair: readonly [string, string]): Pairs {
  return Array.from({ length: times }, () => pair);
}

const tooLarge = [413];

/** What happens to the form as a whole. */
function oddWhole(pairs: Pairs): fc.Arbitrary<BrokenForm> {
  const good = encoded(pairs);
  return fc.oneof(
    fc.constantFrom<BrokenForm>(
      { what: 'nothing at all', body: '' },
      { what: 'only separators', body: '&&&===&' },
      { what: 'a name without a value', body: `${good}&surplus` },
      { what: 'a value without a name', body: `${good}&=surplus` },
      { what: 'separated by semicolons', body: good.replaceAll('&', ';') },
      { what: 'JSON in a form', body: JSON.stringify(Object.fromEntries(pairs)) },
      { what: 'a byte order mark in front', body: `%EF%BB%BF${good}` },
      { what: 'encoded twice', body: encodeURIComponent(good) },
      { what: 'a thousand fields more', body: `${good}&${encoded(Array.from({ length: 1000 }, (_, at) => [`f${at}`, 'x']))}` },
      { what: 'too large', body: `${good}&surplus=${'x'.repeat(64 * 1024)}`, expected: tooLarge },
    ),
    fc.tuple(fc.constantFrom(...inherited), oddText).map(([name, value]) => ({
      what: `${name} is there as well`,
      body: `${good}&${encoded([[name, value]])}`,
    })),
    fc.tuple(oddText, oddText).map(([name, value]) => ({
      what: 'an odd field too many',
      body: `${good}&${encoded([[name.slice(0, 500), value]])}`,
    })),
  ).map((broken) => (broken.body.length > 64 * 1024 ? { ...broken, expected: tooLarge } : broken)); // prettier-ignore
}

/** Forms that are broken in one thing each; `fields` are all that the form has and its schema asks for. */
export function brokenForms(pairs: Pairs, fields: readonly string[]): fc.Arbitrary<BrokenForm> {
  if (fields.length === 0) return oddWhole(pairs);
  const field = fc.constantFrom(...fields);
  return fc.oneof(
    { weight: 6, arbitrary: field.chain((one) => oddValue(pairs, one)) },
    { weight: 2, arbitrary: field.chain((one) => oddField(pairs, one)) },
    { weight: 1, arbitrary: oddWhole(pairs) },
  ).map((broken) => (broken.body.length > 64 * 1024 ? { ...broken, expected: tooLarge } : broken)); // prettier-ignore
}
