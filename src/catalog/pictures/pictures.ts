// Pictures of products in KV, each under the SHA-256 of its bytes: what an address shows never changes, and the same picture is kept
// once. A picture stays when no product shows it any more: what was said of it to browsers, that they may keep it, cannot be taken back.
import { read, typeOf, type ReadProblem } from './reading.ts';

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
  await kv.put(keyOf(storeId, picture), bytes);
  return { ok: true, picture, pictureWidth: found.width, pictureHeight: found.height };
}

/** The type of what stands at this place under /pictures, if anything does; null for a place where no picture can be. */
export function typeAt(picture: string): string | null {
  const [, ending] = /^[0-9a-f]{64}\.([a-z]+)$/.exec(picture) ?? [];
  return ending === undefined ? null : (typeOf(ending) ?? null);
}

/** The bytes of a picture of the store; null where it has none there. */
export function bytesAt(kv: KVNamespace, storeId: string, picture: string): Promise<ReadableStream | null> {
  return kv.get(keyOf(storeId, picture), 'stream');
}

function keyOf(storeId: string, picture: string): string {
  return `${storeId}/${picture}`;
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}
