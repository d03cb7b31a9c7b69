// Headers and cookies with one thing broken. What no HTTP client can send at all is tried on a socket (test/abuse/process).
import * as fc from 'fast-check';
import { oddText } from './values.ts';

export type BrokenHeaders = { what: string; headers: Record<string, string>; expected?: readonly number[] };

/** Text as a client in workerd takes it for a header. */
const oddHeader = oddText.map((text) => text.replaceAll(/[^\t -~]/g, '').slice(0, 8000));

const long = 'x'.repeat(8000);

/** Values that belong to a header and cannot be used. */
const known: Record<string, readonly string[]> = {
  'Accept-Language': ['*', 'xx', 'de-', '-de', 'de;q=', 'de;q=NaN', 'de;q=1e999', 'de;q=....', 'de;q=-1', ';;;', ',,,', 'de,'.repeat(2000), '../de', '__proto__', 'constructor', 'DE', 'de_DE', long],
  Accept: ['', '*', 'application/json', 'text/html;q=x', long],
  'Accept-Encoding': ['', 'x', 'identity;q=0', long],
  'If-None-Match': ['*', '"', '""', 'W/"', '"x', 'x,'.repeat(1000), long],
  'If-Match': ['*', '"', '""', 'W/""', 'x,'.repeat(1000), long],
  'If-Modified-Since': ['x', 'Thu, 31 Feb 2026 00:00:00 GMT', '0', long],
  Range: ['bytes=', 'bytes=0-', 'bytes=-1', 'bytes=5-1', 'bytes=0-0,1-1,2-2', 'bytes=9999999999999999999-', 'x=1', long],
  Expect: ['x', long],
  Upgrade: ['websocket', 'WebSocket', 'h2c', 'x'],
  'CF-Ray': ['x', '<img src=x>', long],
  'X-Forwarded-For': ['127.0.0.1', '::1', "' or 1=1 --", long],
  'X-Forwarded-Host': ['evil.example', 'trade.localhost:8787', 'x:99999'],
  'X-Forwarded-Proto': ['https', 'javascript', 'x'],
  'X-Original-URL': ['/admin', '//evil.example'],
  'X-Rewrite-URL': ['/admin'],
  Forwarded: ['for=127.0.0.1;host=evil.example;proto=x', ';;;='],
  'X-HTTP-Method-Override': ['DELETE', 'GET', 'x'],
  'X-Method-Override': ['PUT'],
  'User-Agent': ['', '<script>alert(1)</script>', "'; drop table sessions; --", long],
  Referer: ['x', 'javascript:alert(1)', '//evil.example', long],
  Authorization: ['', 'Bearer', 'Bearer ', 'bearer x', 'Basic eDp4', 'Bearer x y', `Bearer ${long}`, 'Digest x'],
  'Regulars-Version': ['', '1999-01-01', '2026-11-26 ', '2026-11-26, 2026-11-26', 'x', '9999-99-99', long],
  Origin: ['', 'x', 'null', 'https://', 'http://localhost:8787/', 'HTTP://LOCALHOST:8787', 'http://localhost:8787, http://evil.example', 'http://localhost:8787.evil.example', long],
  'Sec-Fetch-Site': ['', 'x', 'cross-site', 'same-site', 'none', 'SAME-ORIGIN', 'same-origin, cross-site'],
  'Sec-Fetch-Mode': ['x', 'cors', 'websocket'],
  'Sec-Purpose': ['prefetch', 'x'],
  'Content-Encoding': ['gzip', 'br', 'x', 'deflate, gzip', 'identity'],
  'Content-Length': ['0', '1', '-1', '1e3', 'x', '99999999999999999999', '1, 1'],
  'Transfer-Encoding': ['chunked', 'x', 'chunked, chunked'],
}; // prettier-ignore

const named = fc.constantFrom(...Object.keys(known));

/** Any header that is odd. */
export const brokenHeaders: fc.Arbitrary<BrokenHeaders> = named.chain((name) =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...(known[name] ?? [''])) }, { weight: 1, arbitrary: oddHeader }).map((value) => ({
    what: `${name} is odd`,
    headers: { [name]: value },
  })),
); // prettier-ignore

const otherTypes = [
  '', 'x', '/', 'text/plain', 'text/html', 'application/json', 'application/xml', 'application/x-www-form-urlencodedx', 'multipart/form-data', 'multipart/form-data; boundary=x',
  'multipart/mixed; boundary=x', 'application/x-www-form-urlencoded, text/plain', 'application/jsonx', 'application/octet-stream', 'text/plain; application/x-www-form-urlencoded', long,
  'application /x-www-form-urlencoded', '"application/json"', 'application/ld+json', 'image/svg+xml',
]; // prettier-ignore

/** A type that no body of ours has, which is a 415. */
export function otherTypesThan(own: RegExp): fc.Arbitrary<BrokenHeaders> {
  const others = otherTypes.filter((type) => !own.test(type));
  return fc.oneof(fc.constantFrom(...others), oddHeader.filter((type) => !own.test(type))).map((type) => ({
    what: 'the type is another',
    headers: { 'Content-Type': type },
    expected: [415],
  })); // prettier-ignore
}

/** Our own types, with something odd behind them. */
export const oddlyTyped: fc.Arbitrary<BrokenHeaders> = fc
  .constantFrom('; charset=utf-16', ';charset=x', '; charset="', ';;;', '; boundary=x', ' ; x', `; x=${long}`, '; charset=utf-8; charset=latin1')
  .map((behind) => ({ what: 'the type says odd things', headers: { 'Content-Type': `application/x-www-form-urlencoded${behind}` } })); // prettier-ignore

const cookieNames = [
  '__Host-customer',
  '__Host-staff',
  '__Host-basket',
  '__Host-wishes',
  '__Host-checkout',
  '__Host-registration',
  '__Host-device',
  '__Host-language',
];

const claims = [
  `cus_${'0'.repeat(26)}.${'A'.repeat(43)}`, `stf_${'0'.repeat(26)}.${'A'.repeat(43)}`, `ord_${'0'.repeat(26)}.${'A'.repeat(43)}`, `cus_${'0'.repeat(26)}.`, `.${'A'.repeat(43)}`,
  'prd_x~1', 'prd_x~999.prd_y~0', 'prd_x~1000', 'prd_x~-1', 'prd_x~1e3', Array.from({ length: 400 }, (_, at) => `prd_x${at}~1`).join('.'), 'prd_x.'.repeat(500), 'prd___proto__~1',
  'A'.repeat(43), `${'A'.repeat(43)}~placed`, `${'A'.repeat(43)}~`, 'de', 'DE', 'xx', 'en-US', 'constructor', '__proto__',
  '%', '%zz', '%ff', '%00', '%0d%0aSet-Cookie:%20x=1', '%E0%A4%A', '""', '"x', '=', '==', ',', ' ', '\t', 'x'.repeat(4096), 'x'.repeat(16_000), '{"a":1}', '[object Object]',
]; // prettier-ignore

const value = fc.oneof(
  fc.constantFrom(...claims),
  oddHeader.map((text) => text.replaceAll(';', '')),
);

/** Cookies of which one is odd, missing, there twice, or of another kind; beside those that the browser holds. */
export const brokenCookies: fc.Arbitrary<(held: ReadonlyMap<string, string>) => BrokenHeaders> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...cookieNames), value).map(([name, odd]) => sending(`${name} is odd`, (held) => [...without(held, name), `${name}=${odd}`])) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...cookieNames), value).map(([name, odd]) => sending(`${name} is there twice`, (held) => [`${name}=${odd}`, ...pairs(held), `${name}=${odd}`])) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      sending('all are named large', (held) => pairs(held).map((pair) => pair.replace('__Host-', '__HOST-'))),
      sending('all lack their prefix', (held) => pairs(held).map((pair) => pair.replace('__Host-', ''))),
      sending('all have another prefix', (held) => pairs(held).map((pair) => pair.replace('__Host-', '__Secure-'))),
      sending('each is that of the other', (held) => pairs(held).map((pair) => pair.replace(/__Host-(customer|staff)/, (_, one) => (one === 'staff' ? '__Host-customer' : '__Host-staff')))),
      sending('all are cut', (held) => pairs(held).map((pair) => pair.slice(0, -1))),
      sending('all are written large', (held) => pairs(held).map((pair) => pair.replace(/=.*/, (text) => text.toUpperCase()))),
      sending('all are in quotes', (held) => pairs(held).map((pair) => pair.replace(/=(.*)/, '="$1"'))),
      sending('there are five hundred', (held) => [...pairs(held), ...Array.from({ length: 500 }, (_, at) => `c${at}=x`)]),
      sending('one has no name', (held) => [...pairs(held), '=x']),
      sending('one has no value', (held) => [...pairs(held), '__Host-customer']),
      sending('there are only separators', () => ['', '', '=', '']),
      sending('one is called as every object', (held) => [...pairs(held), '__proto__=x', 'constructor=x', 'toString=x']),
    ),
  },
); // prettier-ignore

function sending(what: string, cookies: (held: ReadonlyMap<string, string>) => readonly string[]) {
  return (held: ReadonlyMap<string, string>): BrokenHeaders => ({
    what: `of the cookies ${what}`,
    headers: { Cookie: cookies(held).join('; ') },
  });
}

function pairs(held: ReadonlyMap<string, string>): string[] {
  return [...held].map(([name, one]) => `${name}=${one}`);
}

function without(held: ReadonlyMap<string, string>, name: string): string[] {
  return pairs(held).filter((pair) => !pair.startsWith(`${name}=`));
}
