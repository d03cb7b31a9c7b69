// Addresses that a visitor asks for, or hands us to come back to.
import { createMiddleware } from 'hono/factory';

/**
 * The path if it leads within this site, else `otherwise`. `//host`, `/\host` and whole addresses lead elsewhere, and what an address holds
 * encoded only leads nowhere.
 */
export function safePath(path: string | undefined, otherwise: string): string {
  return path !== undefined && /^\/(?![/\\])[!-[\]-~]*$/.test(path) ? path : otherwise;
}

/** Control characters as an address holds them. */
const unseen = /%(?:[01][0-9a-f]|7f)/i;

/** Answers 404 where an address holds control characters: none of ours does, and what names nothing is not led on by a header. */
export const seenPathsOnly = createMiddleware(async (c, next) => {
  if (unseen.test(new URL(c.req.url).pathname)) return c.notFound();
  await next();
  return undefined;
});
