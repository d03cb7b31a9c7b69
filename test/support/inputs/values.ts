// Values that nobody's form or program sends on purpose: what has brought down others, and what fast-check makes up.
import * as fc from 'fast-check';

/** Markup, quotes and the braces of templates: whoever shows this unescaped is found. */
export const marker = `<img src=x>"'{{7*7}}`;

/** The most characters that some field may have; around each of them something may change. */
const limits = [
  1, 3, 5, 8, 10, 12, 20, 30, 40, 60, 64, 70, 100, 120, 128, 200, 253, 254, 255, 300, 320, 365, 400, 500, 1000, 1024,
  2000, 4000, 6000, 10_000, 20_000,
];

const numbers = [
  '0', '-0', '-1', '+1', '1.5', '1,5', '.5', '5.', '1e3', '1e999', '-1e999', '0.1e-400', 'NaN', 'Infinity', '-Infinity', '0x10', '0b1', '007',
  '1_000', '1 000', '1\u00a0000', '\u0661\u0662', '\uff11\uff12', '\u00bd', '2147483648', '4294967296', '9007199254740991', '9007199254740993',
  '9223372036854775808', '-9223372036854775809', '9'.repeat(400), `0.${'0'.repeat(400)}1`, '12345678901234567890.12', '1.005', '999999999999', '--1',
  '1%', '\u22125',
]; // prettier-ignore

const dates = [
  '2026-02-30', '2026-13-01', '2026-00-10', '2026-01-00', '0000-00-00', '0000-01-01', '9999-12-31', '10000-01-01', '+275760-09-14', '-000001-01-01',
  '2026-1-1', '01.02.2026', '2026-02-29', '1899-12-31', '2026-02-28T23:59', '2026-02-28T25:61', '2026-02-28T23:59:60Z', '2026-11-26T09:30:00+99:99',
  '2026-W09', 'today', '1e21',
]; // prettier-ignore

/** Names that every object has: a look-up by what was typed must not find them. */
export const inherited = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
];

const texts = [
  '', ' ', '\t', '\n', '\r\n', '\u00a0', '\u200b', '\ufeff', '\u0000', 'a\u0000b', 'a\u0007b', 'a\u001bb', 'a\u007fb', 'a\u0085b', 'a\u2028b', 'a\u2029b',
  'a\r\nBcc: x@example.com', 'a\nb', 'a\rb', 'a\tb', '\u202etxt.exe', 'a\u2066b\u2069', 'a\u200db', 'a\u200fb', '\u05e9\u05dc\u05d5\u05dd', '\u0645\u0631\u062d\u0628\u0627',
  '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}', '\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}', 'Z\u0351\u036b\u0343\u036a\u0302', 'e\u0301', '\ufb01', '\u212b', '\u0130', 'stra\u00dfe',
  '\ud800', '\udc00x', '\uffff', '\u{10ffff}', '\ue000', '\ufdfd',
  marker, '"><script>alert(1)</script>', "'; drop table customers; --", "' or '1'='1", '") or 1=1 --', '%', '_', '\\', '*', '"', "'", '`', '(', ')', '[', ']', '{', '}',
  '{{7*7}}', '{% raw %}', '${7*7}', '<%= 7 %>', '=1+1', '@SUM(1)', '+1', '-1', '../../etc/passwd', '..\\..\\x', 'C:\\x', 'file:///etc/passwd',
  'http://127.0.0.1/', 'https://[::1]/', 'https://user:pass@example.com/', 'https://example.com:99999/', 'javascript:alert(1)', '//evil.example', '/\\evil.example',
  'null', 'undefined', 'true', 'false', 'on', 'off', '[]', '{}', '[object Object]', ';', ',', '|', '&', '=', '#', '?', 'a@b', '@', 'a@b.c,d@e.f', 'a@\u00fc.example',
  'a@xn--.example', '"a b"@example.com', 'a@[127.0.0.1]', 'ZZ', 'ie', 'DE\u0000', 'EN', 'en-US', 'xx', 'eur', 'XTS', 'Europe/Atlantis', '#fff', '#gggggg',
  'AND', 'OR', 'NOT', 'NEAR', 'a*', '"a', 'a OR', '-a', 'col:a', '^a',
]; // prettier-ignore

const longs = fc
  .tuple(
    fc.constantFrom(...limits),
    fc.constantFrom(0, 1),
    fc.constantFrom('x', '7', '\u00e9', '\u{1f600}', 'a ', '\u0301'),
  )
  .map(([limit, beyond, unit]) => unit.repeat(limit + beyond).slice(0, (limit + beyond) * unit.length));

const made = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary-ascii', maxLength: 30 }),
);

/** Text that is odd by itself. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...texts) },
  { weight: 3, arbitrary: fc.constantFrom(...numbers) },
  { weight: 2, arbitrary: fc.constantFrom(...dates) },
  { weight: 1, arbitrary: fc.constantFrom(...inherited) },
  { weight: 3, arbitrary: longs },
  { weight: 2, arbitrary: made },
);

/** What one does to a good text to make it odd. */
const twists: ((good: string) => string)[] = [
  (good) => ` ${good} `,
  (good) => good.toUpperCase(),
  (good) => good.toLowerCase(),
  (good) => good.repeat(2),
  (good) => good.slice(0, -1),
  (good) => good.slice(1),
  (good) => `${good}\u0000`,
  (good) => `\u0000${good}`,
  (good) => `${good}\r\nX-Odd: 1`,
  (good) => `${good}\u202e`,
  (good) => `${good}\u200b`,
  (good) => `\ufeff${good}`,
  (good) => `${good}${marker}`,
  (good) => `-${good}`,
  (good) => `${good}.5`,
  (good) => `${good}e999`,
  (good) => `${good},${good}`,
  (good) => `${good}%00`,
  (good) => [...good].toReversed().join(''),
  (good) => good.replaceAll(/[0-9]/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
  (good) => good.replaceAll(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
];

/** What cannot be seen in a text: it ends a line, turns what is around it, or is nothing. */
const unseen = [
  '\u0000', '\u0001', '\u0007', '\u0008', '\u000b', '\u001b', '\u001f', '\u007f', '\u0080', '\u009f', '\u2028', '\u2029', '\u202e', '\u2066', '\r\n', '\n', '\r', '\t',
]; // prettier-ignore

/** Text that is odd by itself, or a good one with something done to it, or put into it. */
export function oddly(good = ''): fc.Arbitrary<string> {
  const middle = Math.ceil(good.length / 2);
  const within = fc
    .constantFrom(...unseen)
    .map((one) => `${good.slice(0, middle) || 'a'}${one}${good.slice(middle) || 'b'}`);
  const twisted = good === '' ? oddText : fc.constantFrom(...twists).map((twist) => twist(good));
  return fc.oneof(
    { weight: 3, arbitrary: oddText },
    { weight: 1, arbitrary: twisted },
    { weight: 1, arbitrary: within },
    // Too long for every field, so it is refused and shown again.
    { weight: 1, arbitrary: fc.constant(marker.repeat(300)) },
  );
}

/** A list in lists, or a thing in things. */
function nested(depth: number, around: (inner: unknown) => unknown): unknown {
  return Array.from({ length: depth }).reduce((inner) => around(inner), null);
}

/** Values of JSON that are odd wherever they stand. */
export const oddJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: oddText.filter((text) => text.isWellFormed()) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      null, true, false, 0, -0, -1, 1, 1.5, -1.5, 0.1, 1e21, 1e308, 5e-324, -1e308, 100, 101, 10_000, 10_001, 1_000_000_000, 2 ** 31, 2 ** 32,
      2 ** 53, 2 ** 53 - 1, -(2 ** 53), 999_999_999, 999_999_999_999, [], {}, [[]], [{}], [null], [1], ['x'], { '': 1 }, { a: { b: {} } },
      { length: 3 }, { toString: 1 }, { toJSON: null }, JSON.parse('{"then":"x"}'), JSON.parse('{"__proto__":{"isOwner":true}}'), { constructor: { name: 'x' } }, { prototype: 1 },
      Array.from({ length: 101 }, () => 'x'), Array.from({ length: 1001 }, () => ({})), Array.from({ length: 12_000 }, () => 0),
      nested(30, (inner) => [inner]), nested(30, (inner) => ({ a: inner })), nested(3000, (inner) => [inner]),
      Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`k${at}`, at])),
    ),
  },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }).filter((value) => JSON.stringify(value).isWellFormed()) },
); // prettier-ignore
