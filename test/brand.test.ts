// How a store looks: its colour, and a logo that is safe whoever made it.
import { deflateSync } from 'node:zlib';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { mostBytes, mostSvgBytes, read } from '../src/settings/brand/logos.ts';
import { atWork } from './support/colleagues.ts';
import { postbox } from './support/mail.ts';
import { jpeg, pngPart, svg, webp, wholePng, formWith } from './support/pictures.ts';
import { everythingStored, rows, value } from './support/records.ts';
import { visitor } from './support/visitor.ts';

const at = '/admin/settings/brand';
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const encoded = (text: string) => Uint8Array.from(new TextEncoder().encode(text));
const logoForm = (bytes: Uint8Array<ArrayBuffer> | string) => formWith(bytes, { field: 'logo', name: 'logo.png' });
const kept = async () => (await env.PICTURES.list()).keys.map(({ name }) => name);
const logoNow = async () =>
  JSON.parse(String(await value('select policies from stores where id = ?', 'sto_harbour_goods'))).shop?.logo ?? null;

/** What is kept of a file; fails where it is refused. */
async function keptOf(file: Uint8Array) {
  const result = await read(file);
  if (!result.ok) throw new Error(result.problem);
  return { ...result.logo, text: textOf(result.logo.bytes) };
}

describe('an SVG', () => {
  const box = '<path d="M0 0h80v20z"/>';
  const head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20" width="512" height="128"';

  // Files are read without storage, so one test reads many: what is between tests takes far longer.
  const harmful: [string, Uint8Array<ArrayBuffer>][] = [
    ['a script', svg('<script>alert(1)</script>')],
    ['a script of CDATA', svg('<script><![CDATA[alert(1)]]></script>')],
    ['a script from elsewhere', svg('<script href="https://evil.example/x.js"/>')],
    ['a script of another prefix', svg('<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>')],
    ['a script of HTML', svg('<g xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></g>')],
    ['a script in capitals', svg('<SCRIPT>alert(1)</SCRIPT>')],
    ['what runs when it is loaded', svg('', 'onload="alert(1)"')],
    ['what runs when it is pressed', svg('<g onclick="alert(1)"/>')],
    ['HTML within', svg('<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe/></body></foreignObject>')],
    ['a link that runs', svg('<a xlink:href="javascript:alert(1)"><text>x</text></a>')],
    ['a picture from elsewhere', svg('<image href="https://evil.example/x.png"/>')],
    ['a picture within', svg('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>')],
    ['another file’s part', svg('<use href="https://evil.example/x.svg#a"/>')],
    ['a part of data', svg('<use xlink:href="data:image/svg+xml,%3Csvg/%3E#a"/>')],
    ['a part by a script', svg('<use href=" java&#x73;cript:alert(1)"/>')],
    ['what moves', svg('<animate attributeName="href" values="javascript:alert(1)"/>')],
    ['what sets', svg('<set attributeName="onload" to="alert(1)"/>')],
    ['a sheet that loads', svg('<style>@import url(https://evil.example/x.css);</style>')],
    ['a sheet that reaches out', svg('<style>path{fill:url(https://evil.example/#x)}</style>')],
    ['a sheet that hides what it says', svg('<style>path{fill:\\75 rl(//evil.example)}</style>')],
    ['a style that reaches out', svg('<g style="fill:url(//evil.example/#x)"/>')],
    ['a colour that reaches out', svg('<g fill="url(https://evil.example/x.svg#a)"/>')],
    ['a filter that loads', svg('<filter id="f"><feImage href="https://evil.example/x"/></filter>')],
  ];

  it('is made harmless, and that is told', async () => {
    for (const [name, file] of harmful) {
      const { text, isReduced } = await keptOf(file);
      const rest = text.replaceAll(/<\/?(svg|path|g|use)\b|xmlns="http:\/\/www.w3.org\/2000\/svg"/g, '');

      expect([name, isReduced, text.includes(box)]).toEqual([name, true, true]);
      expect(rest).not.toMatch(/script|alert|evil|href|url|style|on\w+=|<|data:|xmlns/i);
    }
  });

  it('keeps what draws: shapes, colours, gradients, text, and parts that point at one another', async () => {
    const drawing =
      '<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient><path id="p" d="M0 0h1v1z"/></defs>' +
      '<g transform="translate(2 3)" fill="url(#g)"><use href="#p"/><text font-family="Noto Sans" x="1">Häfen &amp; &lt;Co&gt;</text></g>';
    const file = svg(
      `<title>Us</title><!-- drawn --><sodipodi:namedview xmlns:sodipodi="http://x"/>${drawing.replace('href', 'xlink:href')}`,
      'data-name="x" inkscape:version="1" xmlns:inkscape="http://y" version="1.1"',
    );

    expect(await keptOf(file)).toMatchObject({
      isReduced: false,
      width: 512,
      height: 128,
      text: `${head}>${box}${drawing}</svg>`,
    });
  });

  it('has its styles as attributes, those that are said nearest last', async () => {
    const sheet =
      '<style>/* {} */ .a, #b { fill: #f00; stroke-width: 2px !important } path { fill: blue; quotes: none }</style>';
    const shapes = '<path class="a"/><path class="a" style="fill:none"/><path id="b" fill="#0f0"/><path class="z"/>';
    const { text, isReduced } = await keptOf(svg(sheet + shapes));

    expect(text.slice(head.length)).toBe(
      '><path d="M0 0h80v20z" fill="blue"/><path fill="#f00" stroke-width="2px"/>' +
        '<path fill="none" stroke-width="2px"/><path id="b" fill="#f00" stroke-width="2px"/><path fill="blue"/></svg>',
    );
    expect(isReduced).toBe(false);
  });

  const entities = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
  const twice = (id: number) => `<g id="g${id + 1}"><use href="#g${id}"/><use href="#g${id}"/></g>`;
  const refused: [string, Uint8Array<ArrayBuffer>, string][] = [
    ['entities that grow', encoded(entities + textOf(svg('<text>&b;</text>'))), 'logo_broken'],
    [
      'entities from elsewhere',
      encoded(`<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>${textOf(svg('<text>&a;</text>'))}`),
      'logo_broken',
    ],
    [
      'parts that grow',
      svg(`<g id="g0"><path/></g>${Array.from({ length: 30 }, (_, id) => twice(id)).join('')}`),
      'logo_complex',
    ],
    ['a part of itself', svg('<g id="a"><use href="#a"/></g>'), 'logo_complex'],
    ['a pattern of itself', svg('<pattern id="a"><path fill="url(#a)"/></pattern>'), 'logo_complex'],
    [
      'a long chain',
      svg(Array.from({ length: 4000 }, (_, id) => `<use id="u${id}" href="#u${id + 1}"/>`).join('')),
      'logo_complex',
    ],
    ['very deep', svg('<g>'.repeat(60) + '</g>'.repeat(60)), 'logo_complex'],
    ['deeper than anything reads', svg('<g>'.repeat(25_000) + '</g>'.repeat(25_000)), 'logo_broken'],
    ['very many parts', svg('<g/>'.repeat(6000)), 'logo_complex'],
    [
      'nothing to see',
      encoded('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="x.png"/></svg>'),
      'logo_empty',
    ],
    ['no size', encoded('<svg xmlns="http://www.w3.org/2000/svg"><path/></svg>'), 'logo_size'],
    ['a share as size', encoded('<svg width="100%" height="100%"><path/></svg>'), 'logo_size'],
    ['very wide', encoded('<svg viewBox="0 0 1100 100"><path/></svg>'), 'logo_shape'],
    [
      'another namespace',
      encoded('<svg xmlns="http://www.w3.org/1999/xhtml" viewBox="0 0 9 9"><path/></svg>'),
      'logo_kind',
    ],
    ['HTML', encoded('<!doctype html><svg viewBox="0 0 9 9"><path/></svg>'), 'logo_broken'],
    ['HTML around it', encoded('<html><svg viewBox="0 0 9 9"><path/></svg></html>'), 'logo_kind'],
    [
      'UTF-16',
      Uint8Array.from([0xff, 0xfe, ...[...textOf(svg())].flatMap((letter) => [letter.charCodeAt(0), 0])]),
      'logo_kind',
    ],
    ['cut off', svg().slice(0, -4), 'logo_broken'],
    ['too large', svg(`<desc>${'x'.repeat(mostSvgBytes)}</desc>`), 'logo_bytes'],
  ];

  it('is refused where it cannot be read, or would be too much for a browser', async () => {
    for (const [name, file, problem] of refused)
      expect([name, await read(file)]).toEqual([name, { ok: false, problem }]);
  });

  const long = [
    ['numbers', `<path d="${'1'.repeat(190_000)}"/>`],
    ['brackets', `<path d="${'('.repeat(190_000)}"/>`],
    ['spaces', `<path transform="${'a '.repeat(95_000)}("/>`],
    ['comments', `<style>${'/* '.repeat(60_000)}</style>`],
    ['a sheet', `<style>${'a{'.repeat(20_000)}</style>`],
    ['attributes', `<path ${Array.from({ length: 15_000 }, (_, place) => `a${place}="1"`).join(' ')}/>`],
  ] as const;

  it('takes no time to read, whatever is in it', async () => {
    const wide = encoded(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${'0'.repeat(190_000)}!"><path d="M0 0h9"/></svg>`,
    );
    const files = [...long.map(([name, inner]) => [name, svg(inner)] as const), ['a width', wide] as const];
    for (const [name, file] of files) {
      const begun = Date.now();
      await read(file);

      expect([name, Date.now() - begun < 3000]).toEqual([name, true]);
    }
  });
});

describe('a PNG', () => {
  const text = pngPart('tEXt', encoded('Comment\u0000<script>alert(1)</script>'));
  const place = pngPart('eXIf', encoded('MM\u0000*somewhere'));
  const moving = [pngPart('acTL', new Uint8Array(8)), pngPart('fcTL', new Uint8Array(26))];
  const plain = wholePng();

  const reduced: [string, Uint8Array<ArrayBuffer>, boolean][] = [
    ['as it is', plain, false],
    ['without words, places and cameras', wholePng({ before: [text, place] }), false],
    ['without movement', wholePng({ before: moving }), true],
    ['without a PDF behind it', wholePng({ behind: '%PDF-1.7\n1 0 obj' }), true],
    ['without a ZIP behind it', wholePng({ behind: 'PK\u0003\u0004' }), true],
    ['without a page behind it', wholePng({ behind: '<script>alert(1)</script>' }), true],
  ];

  it('is kept without what is no part of its picture', async () => {
    for (const [name, file, isReduced] of reduced) {
      const logo = await keptOf(file);

      expect([name, logo]).toMatchObject([name, { width: 160, height: 40, isReduced, bytes: plain }]);
    }
  });

  const kinds: [string, Uint8Array<ArrayBuffer>][] = [
    ['interlaced', wholePng({ width: 9, height: 5, kind: [8, 0, 1], pixels: new Uint8Array(45 + 11) })],
    ['of one bit a pixel', wholePng({ width: 9, height: 5, kind: [1, 0], pixels: new Uint8Array(15) })],
    [
      'of a palette',
      wholePng({
        width: 9,
        height: 5,
        kind: [8, 3],
        pixels: new Uint8Array(50),
        before: [pngPart('PLTE', new Uint8Array(3))],
      }),
    ],
    ['of the largest size', wholePng({ width: 2000, height: 2000, kind: [8, 6], pixels: new Uint8Array(2000 * 8001) })],
  ];

  it('may be of any kind', async () => {
    for (const [name, file] of kinds) expect([name, (await keptOf(file)).bytes]).toEqual([name, file]);
  });

  const broken = wholePng();
  broken.set([1], broken.length - 20);
  const packed = (bytes: number) => deflateSync(new Uint8Array(bytes));
  const refused: [string, Uint8Array<ArrayBuffer>, string][] = [
    ['huge', wholePng({ width: 30_000, height: 30_000 }), 'logo_pixels'],
    ['one pixel too wide', wholePng({ width: 2001, height: 500 }), 'logo_pixels'],
    ['very wide', wholePng({ width: 420, height: 40, pixels: new Uint8Array(40 * 1261) }), 'logo_shape'],
    ['of no pixels', wholePng({ width: 0 }), 'logo_broken'],
    ['one that unpacks to far more', wholePng({ packed: packed(20_000_000) }), 'logo_broken'],
    ['one that unpacks to less', wholePng({ packed: packed(100) }), 'logo_broken'],
    [
      'with something behind its pixels',
      wholePng({ packed: Uint8Array.from([...packed(40 * 481), 60, 62]) }),
      'logo_broken',
    ],
    ['with pixels that are not packed', wholePng({ packed: encoded('%PDF-1.7') }), 'logo_broken'],
    ['with a wrong sum', broken, 'logo_broken'],
    ['of no such kind', wholePng({ kind: [4, 2] }), 'logo_broken'],
    ['of a palette that is missing', wholePng({ kind: [8, 3] }), 'logo_broken'],
    ['with a part that must be known', wholePng({ before: [pngPart('CgBI', new Uint8Array(4))] }), 'logo_broken'],
    ['with a part that is too long', wholePng({ before: [pngPart('gAMA', new Uint8Array(400))] }), 'logo_broken'],
    ['cut off', wholePng().slice(0, -6), 'logo_broken'],
    ['of nothing but its beginning', wholePng().slice(0, 8), 'logo_broken'],
    ['too large', wholePng({ before: [pngPart('tEXt', new Uint8Array(mostBytes))] }), 'logo_bytes'],
    ['a PDF', encoded('%PDF-1.7\n1 0 obj << >>'), 'logo_kind'],
    ['a large PDF', encoded(`%PDF-1.7${'x'.repeat(mostSvgBytes)}`), 'logo_kind'],
    ['a PDF in front of a PNG', Uint8Array.from([...encoded('%PDF-1.7\n'), ...plain]), 'logo_kind'],
    ['a JPEG', jpeg(), 'logo_kind'],
    ['a WebP', webp(), 'logo_kind'],
    ['nothing', new Uint8Array(), 'logo_kind'],
  ];

  it('is refused where it is broken, too large, or something else', async () => {
    for (const [name, file, problem] of refused)
      expect([name, await read(file)]).toEqual([name, { ok: false, problem }]);
  });
});

describe('the logo of a store', () => {
  it('is on every page from the next request on, and gone once it is replaced', async () => {
    const manager = await atWork({ role: 'manager' });
    const sent = await manager.post(`${at}/logo`, logoForm(svg('<script>alert(1)</script>')));
    expect(sent.location).toBe(`${at}?done=logo_reduced`);
    const first = await logoNow();
    expect(await kept()).toEqual([`sto_harbour_goods/${first.picture}`]);
    expect((await manager.get(sent.location ?? '')).text).toContain(
      'without parts of the file that could have done something',
    );
    const { text } = await visitor().get('/login');
    expect(text).toContain(
      `<img class="logo" src="/pictures/${first.picture}" width="512" height="128" alt="Harbour Goods"/>`,
    );
    const shown = await visitor().get(`/pictures/${first.picture}`);
    expect(shown.text).not.toContain('alert');
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/svg+xml',
      'content-security-policy': `default-src 'none'; frame-ancestors 'none'; sandbox`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect((await visitor({ store: 'outlet' }).get(`/pictures/${first.picture}`)).status).toBe(404);
    expect((await visitor({ store: 'outlet' }).get('/login')).text).not.toContain('class="logo"');

    expect((await manager.post(`${at}/logo`, logoForm(wholePng()))).location).toBe(`${at}?done=logo_set`);
    const second = await logoNow();
    expect(await kept()).toEqual([`sto_harbour_goods/${second.picture}`]);
    expect((await visitor().get(`/pictures/${first.picture}`)).status).toBe(404);
    expect((await visitor().get('/')).text).toContain(
      `<meta property="og:image" content="http://localhost:8787/pictures/${second.picture}"/>`,
    );

    expect((await manager.post(`${at}/logo/removal`)).location).toBe(`${at}?done=logo_removed`);
    expect([await kept(), await logoNow()]).toEqual([[], null]);
    expect((await visitor().get('/login')).text).not.toContain('class="logo"');
    const changes = await rows(`select after from audit where act = 'settings_changed' order by id`);
    expect(changes.map(({ after }) => JSON.parse(String(after))['shop.logo.picture'])).toEqual([
      first.picture,
      second.picture,
      null,
    ]);
  });

  it.each([
    [
      wholePng({ width: 640, height: 320, pixels: new Uint8Array(320 * 1921) }),
      / src="http:\/\/localhost:8787\/pictures\/[0-9a-f]{64}\.png" width="80" height="40" alt="Harbour Goods"/,
    ],
    [svg(), /^[^]*<td [^>]*>Harbour Goods<\/td>[^]*$/],
  ])('is in messages if it is of pixels', async (file, shown) => {
    const manager = await atWork({ role: 'manager' });
    await manager.post(`${at}/logo`, logoForm(file));
    const box = postbox();
    await visitor({ bindings: { EMAIL: box.binding } }).post('/register', {
      name: 'Ada King',
      email: 'ada.king@example.com',
      password: 'seven grey gulls',
    });

    expect(box.sent[0]?.html).toMatch(shown);
    expect(box.sent[0]?.text).not.toContain('/pictures/');
  });

  it.each([
    ['a PDF that says it is a PNG', logoForm('%PDF-1.7'), 'neither a PNG nor an SVG'],
    ['a huge PNG', logoForm(wholePng({ width: 30_000, height: 30_000 })), '2000 pixels'],
    ['a large file', logoForm(wholePng({ before: [pngPart('tEXt', new Uint8Array(mostBytes))] })), '512 KB'],
    ['nothing', logoForm(''), 'Please choose a file first.'],
    ['no file', new FormData(), 'Please choose a file first.'],
  ])('stays as it is where the new one is refused: %s', async (_, form, words) => {
    const manager = await atWork({ role: 'manager' });
    await manager.post(`${at}/logo`, logoForm(wholePng()));
    const before = await everythingStored();
    const { status, text } = await manager.post(`${at}/logo`, form);

    expect(status).toBe(422);
    expect(text).toContain('id="logo-problem"');
    expect(text).toContain(words);
    expect(await everythingStored()).toBe(before);
  });

  it('is changed by managers only, from here, as it was shown, and with a file that can be read at all', async () => {
    const manager = await atWork({ role: 'manager' });
    const before = await everythingStored();
    const form = logoForm(wholePng());
    const support = await atWork({ role: 'support' });
    expect((await support.post(`${at}/logo`, form)).status).toBe(403);
    expect((await visitor().post(`${at}/logo`, form)).location).toBe('/admin/login');
    expect((await manager.post(`${at}/logo`, form, { Origin: 'https://evil.example' })).status).toBe(403);
    const { location } = await manager.post(`${at}/logo`, logoForm(new Uint8Array(2 * mostBytes)));
    expect(location).toBe(`${at}?problem=logo_bytes`);
    expect((await manager.get(location ?? '')).text).toContain('This file is too large');
    const late = logoForm(wholePng());
    late.set('asOf', '1');
    const reply = await manager.post(`${at}/logo`, late);
    expect([reply.status, await kept()]).toEqual([409, []]);
    expect(reply.text).toContain('Somebody changed the settings');
    expect(await everythingStored()).not.toBe(before);
    expect(await logoNow()).toBe(null);
  });

  it('that is not kept is not named either', async () => {
    const failing = { put: () => Promise.reject(new Error('down')) };
    const bindings = {
      PICTURES: new Proxy(env.PICTURES, {
        get: (kv, name) => Reflect.get({ ...failing }, name) ?? Reflect.get(kv, name),
      }),
    };
    const manager = await atWork({ role: 'manager', bindings });

    expect((await manager.post(`${at}/logo`, logoForm(wholePng()))).status).toBe(500);
    expect(await logoNow()).toBe(null);
  });
});

it.each([
  ['#1F5F7A', '#1f5f7a'],
  ['1f5f7a', '#1f5f7a'],
  [' #fC0 ', '#ffcc00'],
])('the colour %s is %s at the next request', async (typed, colour) => {
  const manager = await atWork({ role: 'manager' });
  expect((await manager.post(at, { 'shop.brandColour': typed })).location).toBe(`${at}?done=saved`);

  expect((await manager.get(at)).text).toContain(`value="${colour}"`);
  if (colour === '#1f5f7a') expect((await visitor().get('/login')).text).toContain(`:root{--accent:${colour};`);
});

it.each(['', 'red', '#12345', '#1234567', '#1f5f7a;}', 'rgb(1,2,3)'])('the colour %j is refused', async (typed) => {
  const manager = await atWork({ role: 'manager' });
  const reply = await manager.post(at, { 'shop.brandColour': typed });

  expect([reply.status, await logoNow()]).toEqual([422, null]);
  expect(reply.text).toContain('id="shop.brandColour-problem"');
});
