// Pictures of products: what is taken, how it is kept, and how it is served.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { mostBytes, read } from '../src/catalog/pictures/reading.ts';
import { atWork } from './support/colleagues.ts';
import { aProduct } from './support/orders.ts';
import { aPicture, formWith, jpeg, png, webp } from './support/pictures.ts';
import { rows, value } from './support/records.ts';
import { brokenDatabase } from './support/storage-faults.ts';
import { visitor } from './support/visitor.ts';

const pictureOf = (id: string) =>
  rows('select picture, picture_width as w, picture_height as h from products where id = ?', id);
const none = [{ picture: null, w: null, h: null }];
const kept = async () => (await env.PICTURES.list()).keys.map(({ name }) => name);
const filled = (head: Uint8Array, length: number) => {
  const bytes = new Uint8Array(length);
  bytes.set(head);
  return bytes;
};

describe('a file', () => {
  it.each([
    ['PNG', png(640, 480), 'png', 640, 480],
    ['JPEG', jpeg(640, 480), 'jpg', 640, 480],
    ['JPEG that lies on its side', jpeg(640, 480, 6), 'jpg', 480, 640],
    ['JPEG upside down', jpeg(640, 480, 3), 'jpg', 640, 480],
    ['WebP', webp(640, 480), 'webp', 640, 480],
    ['largest', filled(png(4000, 4000), mostBytes), 'png', 4000, 4000],
  ])('is read by its bytes: %s', (_, bytes, ending, width, height) => {
    expect(read(bytes)).toEqual({ ok: true, ending, width, height });
  });

  it.each([
    ['nothing', new Uint8Array(), 'picture_kind'],
    ['GIF', new TextEncoder().encode('GIF89a\u0003\u0000\u0002\u0000'), 'picture_kind'],
    ['SVG', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'picture_kind'],
    ['HTML', new TextEncoder().encode('<!doctype html><script>alert(1)</script>'), 'picture_kind'],
    ['PDF', new TextEncoder().encode('%PDF-1.7'), 'picture_kind'],
    ['a PNG with something before it', filled(png(), 40).map((_, place, all) => all[place - 1] ?? 60), 'picture_kind'],
    ['PNG of 4001 pixels', png(4001, 1), 'picture_pixels'],
    ['PNG of no pixels', png(0, 1), 'picture_broken'],
    ['PNG of very many', png(0x7fffffff, 0x7fffffff), 'picture_pixels'],
    ['PNG that is cut off', png().slice(0, 20), 'picture_broken'],
    ['JPEG that is cut off', jpeg().slice(0, 24), 'picture_broken'],
    ['JPEG without a size', filled(jpeg().slice(0, 20), 60_000), 'picture_broken'],
    ['WebP that is cut off', webp().slice(0, 22), 'picture_broken'],
    ['WebP of no kind', filled(webp().slice(0, 12), 60), 'picture_broken'],
    ['one byte too many', filled(png(), mostBytes + 1), 'picture_bytes'],
  ])('is refused: %s', (_, bytes, problem) => {
    expect(read(bytes)).toEqual({ ok: false, problem });
  });
});

describe('a picture', () => {
  it('is uploaded, shown to everybody from then on, and removed', async () => {
    const id = await aProduct();
    const browser = await atWork({ role: 'manager' });
    const at = `/admin/products/${id}`;
    const bytes = jpeg(640, 480);
    const sent = await browser.post(`${at}/picture`, formWith(bytes, { name: 'page.html', type: 'text/html' }));
    expect([sent.status, sent.location]).toEqual([303, `${at}?done=picture_set`]);
    const [{ picture } = {}] = await pictureOf(id);
    expect(await pictureOf(id)).toEqual([{ picture: expect.stringMatching(/^[0-9a-f]{64}\.jpg$/), w: 640, h: 480 }]);
    const { text } = await browser.get(at);
    expect(text).toContain(`src="/pictures/${String(picture)}" width="640" height="480" alt="Rope bag"`);

    const reply = await visitor().get(`/pictures/${String(picture)}`);
    expect(reply.status).toBe(200);
    expect(reply.bytes).toEqual(bytes);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      etag: `"${String(picture)}"`,
    });
    expect(reply.headers.getSetCookie()).toEqual([]);
    expect((await browser.post(`${at}/picture/removal`)).location).toBe(`${at}?done=picture_removed`);
    expect(await pictureOf(id)).toEqual(none);
    await browser.post(`${at}/picture/removal`);
    expect((await rows(`select act from audit where act glob 'product_*' order by id`)).map(({ act }) => act)).toEqual([
      'product_picture_set',
      'product_picture_removed',
    ]);
  });

  it('is answered with 304 where it is known, without D1, at its own store only', async () => {
    const picture = await aPicture();
    await visitor().get('/');
    const bindings = { DB: brokenDatabase(0) };
    const get = (path: string, headers: Record<string, string> = {}) => visitor({ bindings }).get(path, headers);
    expect((await get(`/pictures/${picture}`)).status).toBe(200);
    for (const known of [`"${picture}"`, `W/"${picture}"`, `"x", "${picture}"`]) {
      const reply = await get(`/pictures/${picture}`, { 'If-None-Match': known });
      expect([reply.status, reply.bytes.length, reply.headers.get('ETag')]).toEqual([304, 0, `"${picture}"`]);
    }
    expect((await get(`/pictures/${picture}`, { 'If-None-Match': '"x"' })).status).toBe(200);
    expect(await visitor().send(`/pictures/${picture}`, { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
    expect((await visitor({ store: 'outlet' }).get(`/pictures/${picture}`)).status).toBe(404);
    const hash = picture.slice(0, 64);
    for (const other of [hash, `${hash}.svg`, `${hash}.jpg`, `${hash.toUpperCase()}.png`, `..%2F${picture}`, 'x.png']) {
      const reply = await visitor().get(`/pictures/${other}`);
      expect([other, reply.status, reply.headers.get('Cache-Control')]).toEqual([other, 404, 'no-store']);
    }
  });

  it.each([
    ['an SVG by another name', formWith('<svg/>', { name: 'a.png', type: 'image/png' }), 'no PNG, JPEG or WebP'],
    ['a file of nothing', formWith(''), 'Please choose a file first.'],
    ['no file', new FormData(), 'Please choose a file first.'],
    ['text where a file stands', textForm(), 'Please choose a file first.'],
    ['two files', twoFiles(), 'Please choose a file first.'],
    ['a wide one', formWith(png(4001, 2)), '4000 pixels a side'],
    ['a large one', formWith(filled(png(), mostBytes + 1)), 'larger than 1 MB'],
    ['a broken one', formWith(png().slice(0, 20)), 'cannot be read'],
  ])('is refused, and nothing is lost: %s', async (_, form, words) => {
    const id = await aProduct();
    const browser = await atWork({ role: 'manager' });
    await browser.post(`/admin/products/${id}/picture`, formWith(png()));
    const before = [await pictureOf(id), await kept()];
    const { status, text } = await browser.post(`/admin/products/${id}/picture`, form);

    expect(status).toBe(422);
    expect(text).toContain('id="picture-problem"');
    expect(text).toContain(words);
    expect([await pictureOf(id), await kept()]).toEqual(before);
  });

  it('that is far too large leads back to the product, which says so; other forms stay small', async () => {
    const id = await aProduct();
    const browser = await atWork({ role: 'manager' });
    const at = `/admin/products/${id}`;
    const large = formWith(new Uint8Array(2 * mostBytes));
    const { location } = await browser.post(`${at}/picture`, large);
    expect(location).toBe(`${at}?problem=picture_bytes`);
    expect((await browser.get(location ?? '')).text).toContain('This picture is larger than 1 MB.');

    const huge = { name_en: 'x'.repeat(100_000) };
    for (const path of [at, '/admin/products', `${at}/picture/removal`]) {
      expect((await browser.post(path, huge)).status).toBe(413);
      expect((await browser.post(path, formWith(png()))).status).toBe(415);
    }
    expect((await browser.post(`${at}/picture`, {})).status).toBe(415);
    const broken = { 'Content-Type': 'multipart/form-data; boundary=x', Origin: browser.origin };
    const reply = await browser.send(`${at}/picture`, { method: 'POST', body: '--y', headers: broken });
    expect(reply.status).toBe(400);
    expect(await value('select count(*) from audit')).toBe(0);
  });

  it('from another site, of another store, or by support is not taken', async () => {
    const [own, foreign] = [await aProduct(), await aProduct({ store: 'outlet' })];
    const manager = await atWork({ role: 'manager' });
    const support = await atWork({ role: 'support' });
    const form = formWith(png());
    const elsewhere = await manager.post(`/admin/products/${own}/picture`, form, { Origin: 'https://evil.example' });
    expect(elsewhere.status).toBe(403);
    expect((await manager.post(`/admin/products/${foreign}/picture`, form)).status).toBe(404);
    expect((await support.post(`/admin/products/${own}/picture`, form)).status).toBe(403);
    expect((await visitor().post(`/admin/products/${own}/picture`, form)).location).toBe('/admin/login');

    expect(await kept()).toEqual([]);
    expect(await pictureOf(own)).toEqual(none);
  });
});

function textForm(): FormData {
  const form = new FormData();
  form.set('picture', 'a.png');
  return form;
}

function twoFiles(): FormData {
  const form = formWith(png());
  form.append('picture', new File([png()], 'b.png'));
  return form;
}
