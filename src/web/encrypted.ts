// What comes in clear, where the store is at home under https. Pages lead on to where they are; anything else is refused, and not led on
// without a word: whoever sends a form or a key like that should notice. Sources: OWASP ASVS 5.0.0, 4.1.2 and 12.2.1.
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import type { AppEnv } from './context.ts';
import { problemReply } from './problems.ts';

const ofPartners = /^\/api(\/|$)/;

/** Answers over https only, but where the store itself is at home without it, as on a developer's machine. */
export const encryptedOnly = createMiddleware<AppEnv>(async (c, next) => {
  const url = new URL(c.req.url);
  if (url.protocol === 'https:' || new URL(c.var.store.origin).protocol !== 'https:') return next();
  if (ofPartners.test(url.pathname)) {
    return problemReply(403, 'Calls go over https. This one went in clear: replace the key that was in it.');
  }
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') throw new HTTPException(403);
  url.protocol = 'https:';
  return c.redirect(url.href, 308);
});
