// scrypt for the tests inside workerd, with a small part of its work: a quarter of a second for each password is most of the time of
// whatever registers or signs in, and shows nothing there. What is about that work asks for all of it.
import { scrypt as real, type BinaryLike, type ScryptOptions } from 'node:crypto';

export { randomBytes, timingSafeEqual } from 'node:crypto';

/** What the work is divided by, where not all of it is asked for. */
const divisor = 2 ** 8;

let isWhole = false;
let made = 0;

/** How many passwords were hashed in this file so far, to be kept or to be compared. */
export function hashesMade(): number {
  return made;
}

/** Whether passwords are hashed with all of the work just now. */
export function isWholeWork(): boolean {
  return isWhole;
}

/** A test in which passwords are hashed with all of the work, as the product does it. */
export function withWholeWork(test: () => Promise<void>): () => Promise<void> {
  return async () => {
    isWhole = true;
    await test().finally(() => (isWhole = false));
  };
}

/** Stands in for the one of `node:crypto` in src/credentials/hashing.ts. */
export function scrypt(
  password: BinaryLike,
  salt: BinaryLike,
  length: number,
  options: ScryptOptions & { N: number },
  done: (error: Error | null, hash: Buffer) => void,
): void {
  made += 1;
  real(password, salt, length, isWhole ? options : { ...options, N: options.N / divisor }, done);
}
