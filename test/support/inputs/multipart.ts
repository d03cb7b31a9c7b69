// Forms with a file, with one thing broken: where the parts begin and end, what each says of itself, how many there are, and the file.
import * as fc from 'fast-check';
import { oddText } from './values.ts';

export type BrokenUpload = { what: string; type: string; body: Uint8Array<ArrayBuffer>; expected?: readonly number[] };

const boundary = 'between';
const own = `multipart/form-data; boundary=${boundary}`;

type Part = { head: string; content: Uint8Array | string };

const encoder = new TextEncoder();

function bytesOf(text: Uint8Array | string): Uint8Array {
  return typeof text === 'string' ? encoder.encode(text) : text;
}

function joined(parts: readonly (Uint8Array | string)[]): Uint8Array<ArrayBuffer> {
  const all = parts.map(bytesOf);
  const whole = new Uint8Array(all.reduce((sum, one) => sum + one.length, 0));
  all.reduce((at, one) => (whole.set(one, at), at + one.length), 0);
  return whole;
}

function multipart(parts: readonly Part[]): Uint8Array<ArrayBuffer> {
  return joined([
    ...parts.flatMap(({ head, content }) => [`--${boundary}\r\n${head}\r\n\r\n`, content, '\r\n']),
    `--${boundary}--\r\n`,
  ]);
}

const unreadable = [400];

/** Uploads in which one thing is broken; `field` takes the `file`. */
export function brokenUploads(field: string, file: Uint8Array<ArrayBuffer>): fc.Arbitrary<BrokenUpload> {
  const disposition = (name: string, fileName = 'picture.png') =>
    `Content-Disposition: form-data; name="${name}"; filename="${fileName}"`;
  const head = `${disposition(field)}\r\nContent-Type: image/png`;
  const good = multipart([{ head, content: file }]);
  const goodText = new TextDecoder('latin1').decode(good);
  const of = (
    what: string,
    body: Uint8Array<ArrayBuffer> | string,
    type = own,
    expected?: readonly number[],
  ): BrokenUpload => ({
    what,
    type,
    body: joined([body]),
    ...(expected ? { expected } : {}),
  });
  const replaced = (from: string | RegExp, to: string) =>
    Uint8Array.from(goodText.replace(from, to), (letter) => letter.charCodeAt(0));
  const withHead = (what: string, other: string, expected?: readonly number[]) =>
    of(what, multipart([{ head: other, content: file }]), own, expected);
  const ofFile = (what: string, content: Uint8Array | string) => of(what, multipart([{ head, content }]));

  return fc.oneof(
    fc.constantFrom(
      of('nothing at all', '', own, unreadable),
      of('no boundary is named', good, 'multipart/form-data', unreadable),
      of('an empty boundary', good, 'multipart/form-data; boundary=', unreadable),
      of('another boundary', good, 'multipart/form-data; boundary=other', unreadable),
      of('a boundary in quotes', good, `multipart/form-data; boundary="${boundary}"`),
      of('a boundary without its end', good, `multipart/form-data; boundary="${boundary}`),
      of('a very long boundary', good, `multipart/form-data; boundary=${'x'.repeat(5000)}`, unreadable),
      of('a boundary that is odd', good, 'multipart/form-data; boundary=%0d%0a', unreadable),
      of('two boundaries', good, `${own}; boundary=other`),
      of('the type written large', good, `MULTIPART/FORM-DATA; BOUNDARY=${boundary}`),
      of('the last boundary is missing', replaced(`--${boundary}--\r\n`, ''), own, unreadable),
      of('the first boundary is missing', replaced(`--${boundary}\r\n`, ''), own, [400, 422]),
      of('no line between head and file', replaced('\r\n\r\n', '\r\n'), own, unreadable),
      of('line ends without returns', replaced(/\r\n/g, '\n'), own),
      of('something in front', joined(['preamble\r\n', good])),
      of('something behind', joined([good, 'epilogue'])),
      of('only the end', `--${boundary}--\r\n`),
      of('only the beginning', `--${boundary}`, own, unreadable),
      of('text', 'not a form', own, unreadable),
      of('a plain form', `${field}=x`, own, unreadable),
      of('JSON', '{"a":1}', own, unreadable),
      withHead('a part without a head', '', unreadable),
      withHead('a part without a name', 'Content-Disposition: form-data; filename="a.png"', unreadable),
      withHead('a part that is no form', 'Content-Disposition: attachment; name="x"', unreadable),
      withHead('a head that is no head', 'so', unreadable),
      withHead('a head with a NUL', disposition(`${field}\u0000`)),
      withHead('a part in parts', `Content-Type: multipart/mixed; boundary=inner\r\n${disposition(field)}`),
      withHead('a very long head', `${head}\r\nX-Long: ${'x'.repeat(100_000)}`),
      withHead('a thousand heads', `${head}\r\n${Array.from({ length: 1000 }, (_, at) => `X-${at}: x`).join('\r\n')}`),
      withHead('two dispositions', `${head}\r\n${disposition('other')}`),
      withHead('text where a file is expected', `Content-Disposition: form-data; name="${field}"`),
      withHead('a file without a name', disposition(field, '')),
      withHead('another type', `${disposition(field)}\r\nContent-Type: text/html`),
      withHead('a type that is none', `${disposition(field)}\r\nContent-Type: so`),
      withHead('base64', `${head}\r\nContent-Transfer-Encoding: base64`),
      withHead('a name in another script', `Content-Disposition: form-data; name="${field}"; filename*=UTF-8''%ff%fe`),
      withHead('another field', `${disposition('other')}\r\nContent-Type: image/png`),
      withHead('a list', `${disposition(`${field}[]`)}\r\nContent-Type: image/png`),
      withHead('__proto__', `${disposition('__proto__')}\r\nContent-Type: image/png`),
      of('the file twice', multipart([{ head, content: file }, { head, content: file }])),
      of('three thousand parts', multipart(Array.from({ length: 3000 }, () => ({ head: 'Content-Disposition: form-data; name="f"', content: 'x' })))),
      of('three thousand files', multipart(Array.from({ length: 3000 }, () => ({ head: disposition(field), content: '' })))),
      ofFile('an empty file', ''),
      ofFile('a file of NULs', new Uint8Array(5000)),
      ofFile('a page', '<html><script>alert(1)</script></html>'),
      ofFile('a drawing with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      ofFile('a drawing of entities', '<!DOCTYPE svg [<!ENTITY a "&#97;"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>'),
      ofFile('a GIF', 'GIF89a\x01\x00\x01\x00'),
      ofFile('a file of two kinds', joined([file, '<script>alert(1)</script>'])),
      ofFile('too large', new Uint8Array(4_000_000)),
    ),
    fc.nat(file.length).map((length) => ofFile('a file that is cut', file.slice(0, length))),
    fc.tuple(fc.nat(Math.max(file.length - 1, 0)), fc.nat(255)).map(([at, byte]) => ofFile('a file with another byte', file.map((one, place) => (place === at ? byte : one)))),
    fc.nat(good.length - 1).map((length) => of('the end is missing', good.slice(0, length))),
    oddText.map((name) => withHead('an odd name of the file', `${disposition(field, escaped(name))}\r\nContent-Type: image/png`)),
    oddText.map((name) => withHead('an odd name of the field', `${disposition(escaped(name))}\r\nContent-Type: image/png`)),
    oddText.map((other) => of('an odd field more', multipart([{ head, content: file }, { head: `Content-Disposition: form-data; name="${escaped(other)}"`, content: other }]))),
  ); // prettier-ignore
}

/** As browsers write it. Source: HTML, "multipart/form-data encoding algorithm". */
function escaped(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A').slice(0, 2000);
}
