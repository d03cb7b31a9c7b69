// A PNG is taken apart and written anew from the parts that make a picture. Source: PNG, third edition (W3C, 2025), sections 5, 7 and 11.
import { crc32 } from 'node:zlib';
import { joined } from '../../web/bytes.ts';

export type PngProblem = 'logo_broken' | 'logo_pixels';

/** `isReduced`: whether something was left out that a picture does not need: more pictures, or what stood behind it. */
export type Png = { ok: true; bytes: Uint8Array<ArrayBuffer>; width: number; height: number; isReduced: boolean };

/** The most that a side may have, in pixels. */
export const mostPixels = 2000;

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What is kept beside head, pixels and end, with the most bytes that it has. Words, places and cameras are no part of a picture. */
const kept: Readonly<Record<string, number>> = { PLTE: 768, tRNS: 256, sRGB: 1, gAMA: 4 };

/** The parts of a moving picture. */
const moving = new Set(['acTL', 'fcTL', 'fdAT']);

/** How many bits a colour may have, by the kind of the colour; and of how many colours a pixel is made. */
const kinds: Readonly<Record<number, { depths: readonly number[]; channels: number }>> = {
  0: { depths: [1, 2, 4, 8, 16], channels: 1 },
  2: { depths: [8, 16], channels: 3 },
  3: { depths: [1, 2, 4, 8], channels: 1 },
  4: { depths: [8, 16], channels: 2 },
  6: { depths: [8, 16], channels: 4 },
};

/** In which steps an interlaced picture is sent: where each begins, and how far it is from one pixel to the next. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Whether the bytes begin as those of a PNG. */
export function isPng(bytes: Uint8Array): boolean {
  return signature.every((byte, place) => bytes[place] === byte);
}

/** The PNG with nothing but its picture. */
export async function readPng(bytes: Uint8Array): Promise<Png | { ok: false; problem: PngProblem }> {
  const file = partsOf(bytes);
  const head = file && headOf(file.parts);
  if (!head) return { ok: false, problem: 'logo_broken' };
  const { width, height } = head;
  if (Math.max(width, height) > mostPixels) return { ok: false, problem: 'logo_pixels' };

  const pixels = joined(file.parts.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  if (!(await isUnpackedTo(pixels, unpackedSize(head)))) return { ok: false, problem: 'logo_broken' };
  const beside = file.parts.filter(({ type }) => type in kept);
  if (!beside.every(({ type, data }) => data.length <= (kept[type] ?? 0))) return { ok: false, problem: 'logo_broken' };
  const written = [file.parts[0], ...beside, { type: 'IDAT', data: pixels }, { type: 'IEND', data: new Uint8Array() }];
  return {
    ok: true,
    bytes: joined([Uint8Array.from(signature), ...written.map((part) => (part ? chunk(part) : new Uint8Array()))]),
    width,
    height,
    isReduced: file.hasMore || file.parts.some(({ type }) => moving.has(type)),
  };
}

type Part = { type: string; data: Uint8Array };

/** The parts up to the end of the picture, and whether more stands behind it; null where one of them is not whole. */
function partsOf(bytes: Uint8Array): { parts: Part[]; hasMore: boolean } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Part[] = [];
  let at = signature.length;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return null;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    parts.push({ type, data: bytes.subarray(at + 8, end - 4) });
    at = end;
    if (type === 'IEND') return { parts, hasMore: at < bytes.length };
  }
  return null;
}

type Head = { width: number; height: number; bitsPerPixel: number; isInterlaced: boolean };

/** What the first part says; null where it says what no PNG can be, or what must follow it does not. */
function headOf(parts: readonly Part[]): Head | null {
  const [first, ...rest] = parts;
  if (first?.type !== 'IHDR' || first.data.length !== 13) return null;
  const view = new DataView(first.data.buffer, first.data.byteOffset, 13);
  const [depth = 0, colours = 0, packing, filter, interlace = 0] = first.data.subarray(8);
  const kind = kinds[colours];
  if (!kind?.depths.includes(depth) || packing !== 0 || filter !== 0 || interlace > 1) return null;
  // Parts that begin with a capital must be understood.
  const known = new Set(['PLTE', 'IDAT', 'IEND']);
  if (!rest.every(({ type }) => known.has(type) || /^[a-z]/.test(type))) return null;
  if (colours === 3 && !rest.some(({ type }) => type === 'PLTE')) return null;
  const size = { width: view.getUint32(0), height: view.getUint32(4) };
  if (size.width === 0 || size.height === 0) return null;
  return { ...size, bitsPerPixel: depth * kind.channels, isInterlaced: interlace === 1 };
}

/** How many bytes the pixels have: each row begins with one that says how it is written. */
function unpackedSize({ width, height, bitsPerPixel, isInterlaced }: Head): number {
  const sizeOf = (columns: number, rows: number) =>
    columns > 0 && rows > 0 ? rows * (1 + Math.ceil((columns * bitsPerPixel) / 8)) : 0;
  if (!isInterlaced) return sizeOf(width, height);
  return passes.reduce(
    (sum, [x, y, across, down]) => sum + sizeOf(Math.ceil((width - x) / across), Math.ceil((height - y) / down)),
    0,
  );
}

/** Whether the pixels have this size and nothing stands behind them. It stops where there are more, so nothing huge is ever unpacked. */
async function isUnpackedTo(packed: Uint8Array<ArrayBuffer>, size: number): Promise<boolean> {
  const stream = new Response(packed).body?.pipeThrough(new DecompressionStream('deflate'));
  let found = 0;
  try {
    for await (const part of stream ?? []) {
      found += part.length;
      if (found > size) return false;
    }
  } catch {
    return false;
  }
  return found === size;
}

function chunk({ type, data }: Part): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}
