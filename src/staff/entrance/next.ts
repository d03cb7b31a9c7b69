// Where staff wanted to go before they were asked who they are.
import { safePath } from '../../web/paths.ts';
import { proofPath } from '../roles.ts';

/** The page of /admin if it is one; anything else leads to the first one. */
export function nextOf(path: string | undefined): string {
  const next = safePath(path, '/admin');
  return /^\/admin(?:[/?]|$)/.test(next) ? next : '/admin';
}

/** Where the password is asked for once more, before this page of /admin. */
export function proofBefore(page: string): string {
  return `${proofPath}?next=${encodeURIComponent(page)}`;
}
