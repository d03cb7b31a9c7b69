// HTTP as no client writes it, on a plain socket.
import { connect } from 'node:net';

export type Raw = { what: string; bytes: string };

const wait = 3000;

/** Sends the bytes and returns all that comes back, until the other end closes or says nothing more; empty where nothing came. */
export function sentRaw(port: number, { bytes }: Raw, quietMs = 400): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let reply = '';
    const end = () => {
      socket.destroy();
      resolve(reply);
    };
    socket.setTimeout(wait);
    socket.on('timeout', end);
    socket.on('connect', () => socket.write(Buffer.from(bytes, 'latin1')));
    socket.on('data', (chunk) => {
      reply += chunk.toString('latin1');
      socket.setTimeout(quietMs);
    });
    socket.on('error', end);
    socket.on('close', end);
  });
}

const crlf = '\r\n';

function request(line: string, headers: readonly string[], body = ''): string {
  return [line, ...headers, '', body].join(crlf);
}

/** A second request that must never be answered as if somebody had sent it. */
const smuggled = (host: string) => request('GET /smuggled HTTP/1.1', [`Host: ${host}`]);

/** Requests that are malformed as HTTP; those of `host`, and where another store answers at `other`. */
export function malformedHttp(host: string, other: string): Raw[] {
  const get = (what: string, headers: readonly string[], line = 'GET /activated HTTP/1.1') => ({
    what,
    bytes: request(line, headers),
  });
  const post = (what: string, headers: readonly string[], body: string) => ({
    what,
    bytes: request(
      'POST /login HTTP/1.1',
      [`Host: ${host}`, `Origin: http://${host}`, 'Content-Type: application/x-www-form-urlencoded', ...headers],
      body,
    ),
  });
  const h = `Host: ${host}`;
  const behind = smuggled(host);
  const chunked = 'Transfer-Encoding: chunked';
  return [
    post('a length and chunks', ['Content-Length: 4', chunked], `0${crlf}${crlf}${behind}`),
    post('chunks and a length', [chunked, `Content-Length: ${behind.length + 5}`], `0${crlf}${crlf}${behind}`),
    post('two lengths', ['Content-Length: 0', `Content-Length: ${behind.length}`], behind),
    post('two lengths that agree', ['Content-Length: 3', 'Content-Length: 3'], 'a=b'),
    post('a list of lengths', ['Content-Length: 3, 30'], `a=b${behind}`),
    ...['-1', '+3', '0x3', '3 3', '3.0', '1e1', '', ' ', 'x', '99999999999999999999999', '4294967299', '18446744073709551619', '\u00b2'].map((length) =>
      post(`the length ${length}`, [`Content-Length: ${length}`], 'a=b'),
    ),
    ...['xchunked', 'chunked, identity', 'identity, chunked', 'chunked\x0b', '\x0bchunked', 'chunked;q=1', 'Chunked', ' chunked ', '"chunked"', 'gzip, chunked', 'chunked, chunked', ''].map((coding) =>
      post(`the coding ${JSON.stringify(coding)}`, [`Transfer-Encoding: ${coding}`, 'Content-Length: 5'], `0${crlf}${crlf}${behind}`),
    ),
    post('a coding with a blank before its colon', ['Transfer-Encoding : chunked', 'Content-Length: 5'], `0${crlf}${crlf}${behind}`),
    post('a coding on a folded line', [`Transfer-Encoding:${crlf} chunked`, 'Content-Length: 5'], `0${crlf}${crlf}${behind}`),
    post('two codings', [chunked, 'Transfer-Encoding: identity'], `0${crlf}${crlf}${behind}`),
    ...['x', '-1', '0x3', '3;', '3;a=b', 'ffffffffffffffff', 'fffffffffffffffff', '7fffffffffffffff', ' 3', '3 ', '', '+3', '3\t', '\u00b3'].map((size) =>
      post(`a chunk of ${JSON.stringify(size)}`, [chunked], `${size}${crlf}a=b${crlf}0${crlf}${crlf}`),
    ),
    post('a chunk that is longer', [chunked], `1${crlf}a=b${crlf}0${crlf}${crlf}`),
    post('a chunk without its end', [chunked], `3${crlf}a=b0${crlf}${crlf}`),
    post('chunks by line feeds', [chunked], '3\na=b\n0\n\n'),
    post('chunks without a last one', [chunked], `3${crlf}a=b${crlf}`),
    post('a trailer that says who sent it', [chunked], `3${crlf}a=b${crlf}0${crlf}Host: ${other}${crlf}${crlf}`),
    post('a very long extension of a chunk', [chunked], `3;${'x'.repeat(100_000)}${crlf}a=b${crlf}0${crlf}${crlf}`),
    post('ten thousand chunks', [chunked], `${`1${crlf}a${crlf}`.repeat(10_000)}0${crlf}${crlf}`),
    post('less than was said', ['Content-Length: 300'], 'a=b'),
    post('more than was said', ['Content-Length: 3'], `a=b${behind}`),
    get('two hosts', [h, `Host: ${other}`]),
    get('two hosts, the other first', [`Host: ${other}`, h]),
    get('no host', []),
    get('an empty host', ['Host:']),
    ...[`${host}, ${other}`, `${other}@${host}`, `${host}#@${other}`, `${host}/../${other}`, `${host}\\@${other}`, `${host}:99999`, `${host}:x`, `${host} `, `${host}.`, `\t${host}`, '[::1', '%00', '..', 'x'.repeat(70_000), `${host}\0`, `${host}?x`, 'a b', '\u00e9.example'].map(
      (value) => get(`the host ${JSON.stringify(value.slice(0, 60))}`, [`Host: ${value}`]),
    ),
    get('a host on a folded line', [`Host:${crlf} ${host}`]),
    get('a host behind a blank', [` Host: ${host}`]),
    get('a host with a blank before its colon', [`Host : ${host}`]),
    get('the whole address of another store', [h], `GET http://${other}/activated HTTP/1.1`),
    get('the whole address of a file', [h], 'GET file:///etc/passwd HTTP/1.1'),
    get('the whole address of nowhere', [h], 'GET http:// HTTP/1.1'),
    ...['CONNECT', 'TRACE', 'OPTIONS *', 'PRI *', 'GET *', 'get /', 'G\0T /', 'GET', '', 'GET/', 'GET  /', '\tGET /', `${'X'.repeat(70_000)} /`, 'FOO /', 'M-SEARCH *', 'HEAD /', 'PROPFIND /', 'TRACK /'].map((start) =>
      get(`the beginning ${JSON.stringify(start.slice(0, 40))}`, [h], `${start} HTTP/1.1`),
    ),
    ...['HTTP/0.9', 'HTTP/1.0', 'HTTP/1.2', 'HTTP/2.0', 'HTTP/3', 'HTTP/9.9', 'http/1.1', 'HTTP/1.1 x', 'HTTP/', 'HTTP/1', 'HTTPS/1.1', 'RTSP/1.0', 'HTTP/1.\u00b9', ''].map((version) =>
      get(`the version ${JSON.stringify(version)}`, [h], `GET /activated ${version}`),
    ),
    ...['/%', '/%zz', '/a b', '/\u00e9', '/\0', '/\x7f', '/#x', '//evil.example/', '/\\evil.example', '/./..//..', `/${'x'.repeat(70_000)}`, '?x', 'activated', '/a\tb', '/%0d%0aX:1', '/a\rb', '/../../etc/passwd', '/..%2f..%2fetc/passwd'].map((target) =>
      get(`the target ${JSON.stringify(target.slice(0, 40))}`, [h], `GET ${target} HTTP/1.1`),
    ),
    ...['X', ': x', 'X\0: x', 'X: \0', 'X: a\rb', 'X: a\nY: b', 'X y: z', 'X: \x7f', 'X(: y', '\u00e9: x', 'X: \u00e9', `X: ${'x'.repeat(70_000)}`, `${'X'.repeat(70_000)}: y`, ' X: y', 'Cookie: \0', 'Cookie: a\rb'].map((line) =>
      get(`the line ${JSON.stringify(line.slice(0, 40))}`, [h, line]),
    ),
    get('two thousand headers', [h, ...Array.from({ length: 2000 }, (_, at) => `X-${at}: y`)]),
    get('the same cookie a thousand times', [h, ...Array.from({ length: 1000 }, () => 'Cookie: __Host-customer=x')]),
    { what: 'line feeds only', bytes: `GET /activated HTTP/1.1\n${h}\n\n` },
    { what: 'returns only', bytes: `GET /activated HTTP/1.1\r${h}\r\r` },
    { what: 'empty lines first', bytes: `${crlf.repeat(20)}${request('GET /activated HTTP/1.1', [h])}` },
    { what: 'TLS', bytes: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' },
    { what: 'HTTP/2 without asking', bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00' },
    { what: 'nothing but NULs', bytes: '\0'.repeat(1000) },
    { what: 'nothing but letters', bytes: 'x'.repeat(100_000) },
    { what: 'half a request', bytes: 'GET /activated HT' },
    { what: 'an upgrade to a socket that is none', bytes: request('GET /admin/orders/bell HTTP/1.1', [h, 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Key: x', 'Sec-WebSocket-Version: 99']) },
    { what: 'an upgrade to HTTP/2', bytes: request('GET /activated HTTP/1.1', [h, 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: x']) },
    { what: 'a hundred in a row', bytes: request('GET /activated HTTP/1.1', [h]).repeat(100) },
    { what: 'an expectation', bytes: request('POST /login HTTP/1.1', [h, 'Expect: 100-continue', 'Content-Length: 3'], '') },
  ]; // prettier-ignore
}
