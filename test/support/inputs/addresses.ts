// Addresses with one thing broken: an id or another part of the path, or a parameter behind it.
import * as fc from 'fast-check';
import { inherited, marker, oddJson, oddly, oddText } from './values.ts';

export type BrokenAddress = { what: string; path: string };

/** Text as it may stand in an address: encoded, or as it is where a browser would take it. */
function inAddress(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** Parts of a path that are odd however they are read. */
const oddParts = [
  '.', '..', '%2e', '%2e%2e', '%2E%2E%2F', '%2f', 'a%2fb', '%5c', '..%5c..', '%00', 'a%00', '%', '%zz', '%c0%ae', '%c0%ae%c0%ae', '%ed%a0%80', '%ff', '%252e', '%252f', '%2500',
  '%0d%0a', '%0d%0aSet-Cookie:x=1', '%0a', '%09', '%20', '+', ';', ';x=1', '*', ':id', '{id}', '~', '-', '_', '0', '-1', '1e999', 'NaN', 'null', 'undefined', 'new', 'NEW',
  'x'.repeat(300), 'x'.repeat(8000), '%F0%9F%98%80', '%e2%80%ae', '\u00e9', '\u{1f600}', "'", '"', "'or'1'='1", encodeURIComponent(marker), '[object Object]', '%5B%5D', '$', '(', '@', '|', '^', '`',
  'cus_', 'ord_01jxnone', 'cus_01JXNONE', `cus_${'0'.repeat(26)}`, `ord_${'z'.repeat(26)}`, `prd_${'z'.repeat(60)}`, `cus_${'z'.repeat(61)}`, 'cus_%00', ...inherited,
]; // prettier-ignore

/** Changes of a whole path: its end, its letters, its slashes. */
const reshaped: [string, (path: string) => string][] = [
  ['ends with a slash', (path) => `${path}/`],
  ['ends with two slashes', (path) => `${path}//`],
  ['begins with two slashes', (path) => `/${path}`],
  ['has two slashes', (path) => path.replace(/(.)\//, '$1//')],
  ['is written large', (path) => path.toUpperCase()],
  ['ends with a dot', (path) => `${path}.`],
  ['ends with .json', (path) => `${path}.json`],
  ['ends with .html', (path) => `${path}.html`],
  ['ends with %00', (path) => `${path}%00`],
  ['ends with %20', (path) => `${path}%20`],
  ['ends with ;', (path) => `${path};jsessionid=1`],
  ['goes up and down', (path) => `/x/..${path}`],
  ['goes up, encoded', (path) => `/x/%2e%2e${path}`],
  ['goes up beyond the root', (path) => `/../..${path}`],
  ['has back slashes', (path) => path.replaceAll('/', '\\')],
  ['has encoded slashes', (path) => `/${path.slice(1).replaceAll('/', '%2f')}`],
  ['is encoded letter by letter', (path) => path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`)],
  ['is encoded twice', (path) => path.replace(/[a-z]/, (letter) => `%25${letter.charCodeAt(0).toString(16)}`)],
  ['has a part too many', (path) => `${path}/x`],
  ['lacks its last part', (path) => path.slice(0, path.lastIndexOf('/')) || '/'],
  ['is very long', (path) => `${path}/${'x/'.repeat(2000)}`],
  ['has a question mark at its end', (path) => `${path}?`],
  ['has a hundred parameters', (path) => `${path}?${Array.from({ length: 100 }, (_, at) => `p${at}=x`).join('&')}`],
  ['has a long parameter', (path) => `${path}?p=${'x'.repeat(10_000)}`],
];

/** Paths that are broken in one thing each; a part that is an id more often there. `pattern` is the path as the product names it. */
export function brokenPaths(pattern: string): fc.Arbitrary<(good: string) => BrokenAddress> {
  const ids = pattern.split('/').flatMap((part, at) => (part.startsWith(':') || part.startsWith('{') ? [at] : []));
  const whole = fc.constantFrom(...reshaped).map(([what, change]) => (good: string) => {
    const [path = ''] = good.split('?');
    return { what: `the path ${what}`, path: change(path) };
  });
  if (ids.length === 0) return whole;
  const part = fc.tuple(fc.constantFrom(...ids), fc.oneof(fc.constantFrom(...oddParts), oddText.map(inAddress)));
  const broken = part.map(([at, odd]) => (good: string) => ({
    what: `the part ${at} of the path is odd`,
    path: good.split('/').map((one, place) => (place === at ? odd : one)).join('/'),
  })); // prettier-ignore
  return fc.oneof({ weight: 4, arbitrary: broken }, { weight: 1, arbitrary: whole });
}

/** What looks like a cursor of a list, and was made by somebody else. */
const forgedCursor: fc.Arbitrary<string> = fc.oneof(
  fc.array(oddJson, { maxLength: 4 }).map((place) => asCursor(JSON.stringify(place) ?? '')),
  fc
    .tuple(fc.constantFrom(0, -1, 1.5, 1e308, 2 ** 53, 1_767_225_600_000), oddText)
    .map((place) => asCursor(JSON.stringify(place))),
  fc.tuple(oddText, fc.constantFrom('cus_x', 'ord_x', 'prd_x', '')).map((place) => asCursor(JSON.stringify(place))),
  fc.constantFrom('', '{', 'null', '[', '"x"', '[null]', '{"0":1,"1":2,"length":2}', '\ud800', '\u0000').map(asCursor),
  fc.constantFrom('=', '====', '!!!!', 'a', 'WzFd'.repeat(200), '%00', 'W10', 'bnVsbA'),
);

function asCursor(text: string): string {
  return Buffer.from(text).toString('base64url').slice(0, 3000);
}

/** What some list of the product may be told to begin behind. */
const isPlace = /^(after|before|cursor)$/;

/** What is behind the path, with one parameter broken; of all that the page reads, and one that it does not. */
export function brokenQueries(good: string, names: readonly string[]): fc.Arbitrary<{ what: string; query: string }> {
  const sent = [...new URLSearchParams(good)];
  const withParameter = (name: string, values: readonly string[]) => {
    const others = sent.filter(([one]) => one !== name).map(([one, value]) => `${inAddress(one)}=${inAddress(value)}`);
    return [...others, ...values.map((value) => `${inAddress(name)}=${value}`)].join('&');
  };
  const known = fc.constantFrom(...names, 'surplus');
  return known.chain((name) => {
    const value = sent.find(([one]) => one === name)?.[1];
    const text = isPlace.test(name) ? fc.oneof(forgedCursor, oddText) : oddly(value);
    return fc.oneof(
      { weight: 6, arbitrary: text.map((odd) => ({ what: `${name} is odd`, query: withParameter(name, [inAddress(odd.slice(0, 4000))]) })) },
      { weight: 1, arbitrary: text.map((odd) => ({ what: `${name} is there twice`, query: withParameter(name, [inAddress(value ?? ''), inAddress(odd.slice(0, 4000))]) })) },
      { weight: 1, arbitrary: fc.constantFrom('%', '%zz', '%ff', '%c0%80', '%00', '+', '%2500').map((raw) => ({ what: `${name} is ${raw}`, query: withParameter(name, [raw]) })) },
      { weight: 1, arbitrary: fc.constantFrom('[]', '[a]', '.a', '%00').map((behind) => ({ what: `${name}${behind} is there`, query: `${withParameter(name, [])}&${name}${behind}=x` })) },
    ); // prettier-ignore
  });
}
