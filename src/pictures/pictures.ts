// Pictures in KV, each at its own store: what an address shows never changes, and nobody can guess one.
import { inTime } from '../web/patience.ts';

/** What kinds there are, by the ending of their names, with what replies call them. */
const types: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  svg: 'image/svg+xml',
};

/** A picture by its name under /pictures, and how large it is, in pixels. */
export type Picture = { picture: string; width: number; height: number };

/** The type of what stands at this place under /pictures, if anything does; null for a place where no picture can be. */
export function typeAt(picture: string): string | null {
  const [, ending = ''] = /^[0-9a-f]{64}\.([a-z]+)$/.exec(picture) ?? [];
  return types[ending] ?? null;
}

/** The bytes of a picture of the store; null where it has none there. */
export function bytesAt(kv: KVNamespace, storeId: string, picture: string): Promise<ReadableStream | null> {
  return inTime(kv.get(keyOf(storeId, picture), 'stream'));
}

/** Keeps the bytes of a picture of the store under its name. */
export function put(kv: KVNamespace, storeId: string, picture: string, bytes: Uint8Array): Promise<void> {
  return inTime(kv.put(keyOf(storeId, picture), bytes));
}

/** Lets a picture of the store go. Browsers that have it may still show it. */
export function remove(kv: KVNamespace, storeId: string, picture: string): Promise<void> {
  return kv.delete(keyOf(storeId, picture));
}

function keyOf(storeId: string, picture: string): string {
  return `${storeId}/${picture}`;
}
