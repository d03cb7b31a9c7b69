// What a file is, by its bytes: its name and what the browser says of it say nothing. Only kinds that every browser shows and that
// cannot hold a script are taken, so no SVG.
import { JPG } from 'image-size/types/jpg';
import { PNG } from 'image-size/types/png';
import { WEBP } from 'image-size/types/webp';

/** The most that a picture may have, in bytes, and in pixels a side. */
export const mostBytes = 1024 * 1024;
export const mostPixels = 4000;

/** How each kind begins, and what it is called in addresses. `null` is any byte. */
const kinds = [
  { ending: 'png', begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], reader: PNG },
  { ending: 'jpg', begins: [0xff, 0xd8, 0xff], reader: JPG },
  {
    ending: 'webp',
    begins: [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50],
    reader: WEBP,
  },
] as const;

export type Read = { ending: (typeof kinds)[number]['ending']; width: number; height: number };

export type ReadProblem = 'picture_bytes' | 'picture_kind' | 'picture_broken' | 'picture_pixels';

/** What kind of picture the bytes are, and its size in pixels, as it is shown: turned where its camera was. */
export function read(bytes: Uint8Array): ({ ok: true } & Read) | { ok: false; problem: ReadProblem } {
  if (bytes.length > mostBytes) return { ok: false, problem: 'picture_bytes' };
  const kind = kinds.find(({ begins }) => begins.every((byte, place) => byte === null || bytes[place] === byte));
  if (!kind) return { ok: false, problem: 'picture_kind' };
  const size = sizeBy(kind.reader, bytes);
  if (!size) return { ok: false, problem: 'picture_broken' };
  if (Math.max(size.width, size.height) > mostPixels) return { ok: false, problem: 'picture_pixels' };
  return { ok: true, ending: kind.ending, ...size };
}

/** The size that the header tells; null where it tells none. What is cut off tells nothing that can be relied on, or throws. */
function sizeBy(reader: (typeof kinds)[number]['reader'], bytes: Uint8Array): { width: number; height: number } | null {
  try {
    if (!reader.validate(bytes)) return null;
    const { width, height, orientation = 1 } = reader.calculate(bytes);
    if (!(width > 0 && height > 0)) return null;
    // From 5 on it is shown lying on its side. Source: Exif 2.32, tag 274.
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return null;
  }
}
