// Pictures for tests, as small as they can be.
import { crc32, deflateSync } from 'node:zlib';
import { env } from 'cloudflare:workers';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import * as pictures from '../../src/catalog/pictures/pictures.ts';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((one) => one.charCodeAt(0)) : part)),
  );

const big = (value: number, length: number) =>
  Array.from({ length }, (_, place) => (value >> (8 * (length - 1 - place))) & 255);

const little = (value: number, length: number) => big(value, length).toReversed();

/** The head of a PNG of this size. */
export function png(width = 3, height = 2): Uint8Array<ArrayBuffer> {
  return bytes([0x89], 'PNG\r\n', [0x1a, 0x0a], big(13, 4), 'IHDR', big(width, 4), big(height, 4), [8, 2, 0, 0, 0]);
}

type PngTraits = {
  width?: number;
  height?: number;
  /** Bits of a colour, the kind of the colours, and whether it is interlaced: as the head says them. */
  kind?: readonly [depth: number, colours: number, interlace?: number];
  /** The pixels, if not as many as the head says; or packed already. */
  pixels?: Uint8Array;
  packed?: Uint8Array;
  /** Parts before the pixels. */
  before?: Uint8Array[];
  /** What stands behind the end. */
  behind?: string;
};

/** A whole PNG of grey pixels. */
export function wholePng(traits: PngTraits = {}): Uint8Array<ArrayBuffer> {
  const { width = 160, height = 40, kind: [depth, colours, interlace = 0] = [8, 2] } = traits;
  const pixels = traits.pixels ?? new Uint8Array(Math.min(height * (1 + width * 3), 2_000_000));
  const head = bytes(big(width, 4), big(height, 4), [depth, colours, 0, 0, interlace]);
  return bytes(
    [0x89],
    'PNG\r\n',
    [0x1a, 0x0a],
    [...pngPart('IHDR', head)],
    ...(traits.before ?? []).map((part) => [...part]),
    [...pngPart('IDAT', traits.packed ?? deflateSync(pixels))],
    [...pngPart('IEND')],
    traits.behind ?? '',
  );
}

/** A part of a PNG. */
export function pngPart(type: string, data: Uint8Array = new Uint8Array()): Uint8Array {
  const body = bytes(type, [...data]);
  return bytes(big(data.length, 4), [...body], big(crc32(body), 4));
}

/** An SVG that draws a box, with more around it. */
export function svg(inner = '', attributes = ''): Uint8Array<ArrayBuffer> {
  const start = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 80 20" ${attributes}>`;
  return Uint8Array.from(new TextEncoder().encode(`${start}<path d="M0 0h80v20z"/>${inner}</svg>`));
}

/** The head of a JPEG of this size; an orientation says how its camera was turned. */
export function jpeg(width = 3, height = 2, orientation?: number): Uint8Array<ArrayBuffer> {
  const tag = [0x01, 0x12, ...big(3, 2), ...big(1, 4), ...big(orientation ?? 1, 2), 0, 0];
  const exif = bytes('Exif', [0, 0], 'MM', [0, 42], big(8, 4), big(1, 2), tag, big(0, 4));
  return bytes(
    [0xff, 0xd8],
    [0xff, 0xe0, ...big(16, 2)],
    'JFIF',
    [0, 1, 1, 0, 0, 1, 0, 1, 0, 0],
    orientation === undefined ? [] : [0xff, 0xe1, ...big(exif.length + 2, 2), ...exif],
    [0xff, 0xc0, ...big(17, 2), 8, ...big(height, 2), ...big(width, 2), 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1],
    [0xff, 0xd9],
  );
}

/** The head of a WebP of this size. */
export function webp(width = 3, height = 2): Uint8Array<ArrayBuffer> {
  const head = [0, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3)];
  return bytes('RIFF', little(22, 4), 'WEBPVP8X', little(10, 4), head);
}

/** A form with a file, as a browser sends it. */
export function formWith(
  file: Uint8Array<ArrayBuffer> | string,
  { name = 'picture.png', type = 'image/png', field = 'picture' } = {},
): FormData {
  const form = new FormData();
  form.set(field, new File([file], name, { type }));
  return form;
}

/** A picture that a demo store keeps; returns its place under /pictures. */
export async function aPicture(store: DemoStore = 'goods'): Promise<string> {
  const kept = await pictures.keep(env.PICTURES, demoStores[store].id, png());
  if (!kept.ok) throw new Error(kept.problem);
  return kept.picture;
}
