// The logo of a store: a picture that is safe wherever it is shown, whoever made it. Each upload has a name of its own, so that one can be
// taken away without taking away another.
import { put, remove, type Picture } from '../../pictures/pictures.ts';
import { isPng, readPng, type PngProblem } from './png.ts';
import { readSvg, type SvgProblem } from './svg/svg.ts';

/** The most that a logo may have, in bytes, by its kind. */
export const mostBytes = 512 * 1024;
export const mostSvgBytes = 200 * 1024;

/** How many times as wide as high a logo may be, or as high as wide. */
export const longest = 10;

export type LogoProblem = 'logo_bytes' | 'logo_shape' | PngProblem | SvgProblem;

/** A logo that may be kept. `isReduced`: whether something was left out that could have done something. */
export type Logo = Picture & { bytes: Uint8Array<ArrayBuffer>; isReduced: boolean };

/** What of a file may be shown as a logo. What it is, its bytes say; its name and the browser say nothing. */
export async function read(file: Uint8Array): Promise<{ ok: true; logo: Logo } | { ok: false; problem: LogoProblem }> {
  const isOfPixels = isPng(file);
  if (file.length > (isOfPixels ? mostBytes : mostSvgBytes)) {
    return { ok: false, problem: isOfPixels || isText(file) ? 'logo_bytes' : 'logo_kind' };
  }
  const found = isOfPixels ? await readPng(file) : readSvg(file);
  if (!found.ok) return found;
  const { width, height, bytes, isReduced } = found;
  if (Math.max(width / height, height / width) > longest) return { ok: false, problem: 'logo_shape' };
  const picture = `${newName()}.${isOfPixels ? 'png' : 'svg'}`;
  return { ok: true, logo: { picture, width, height, bytes, isReduced } };
}

/** A logo as the store names it. */
export function named({ picture, width, height }: Logo): Picture {
  return { picture, width, height };
}

/** Keeps the bytes of a logo for the store. */
export function keep(kv: KVNamespace, storeId: string, { picture, bytes }: Logo): Promise<void> {
  return put(kv, storeId, picture, bytes);
}

/** Lets a logo go that no page shows any more. */
export function letGo(kv: KVNamespace, storeId: string, { picture }: Picture): Promise<void> {
  return remove(kv, storeId, picture);
}

/** Whether it may be a text, by how it begins. */
function isText(file: Uint8Array): boolean {
  return /^(\u00ef\u00bb\u00bf)?\s*</.test(String.fromCharCode(...file.subarray(0, 20)));
}

function newName(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex');
}
