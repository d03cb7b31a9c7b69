// Pictures of products, each under the SHA-256 of its bytes, so that the same picture is kept once. A picture stays when no product shows
// it any more: what was said of it to browsers, that they may keep it, cannot be taken back.
import { put } from '../../pictures/pictures.ts';
import { read, type ReadProblem } from './reading.ts';

/** A picture as a product names it. */
export type Picture = { picture: string; pictureWidth: number; pictureHeight: number };

/** Keeps a picture of the store. Problems: what `read` says of its bytes. */
export async function keep(
  kv: KVNamespace,
  storeId: string,
  bytes: Uint8Array,
): Promise<({ ok: true } & Picture) | { ok: false; problem: ReadProblem }> {
  const found = read(bytes);
  if (!found.ok) return found;
  const picture = `${await hashOf(bytes)}.${found.ending}`;
  await put(kv, storeId, picture, bytes);
  return { ok: true, picture, pictureWidth: found.width, pictureHeight: found.height };
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}
