// Hashes of the passwords that people in tests have.
import { hashPassword } from '../../src/credentials/hashing.ts';
import { isWholeWork } from './scrypt.ts';

/** By password and work; each is made once for all tests, and never stale. */
const hashes = new Map<string, Promise<string>>();

/** A hash of the password, to be verified with as much work as is spent just now. */
export function hashOf(password: string): Promise<string> {
  const key = `${isWholeWork()} ${password}`;
  const hash = hashes.get(key) ?? hashPassword(password);
  hashes.set(key, hash);
  return hash;
}
