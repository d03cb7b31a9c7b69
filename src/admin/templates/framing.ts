// The preview of a message stands in a frame that has the rules of the page around it: that page lets the styles of the message through,
// which stand in its elements. Nothing in the frame runs, and nothing loads that is not the store's own.
import { createMiddleware } from 'hono/factory';

/** For around the security headers, at the address of the preview. */
export const asPreview = createMiddleware(async (c, next) => {
  await next();
  if (c.res.status !== 200) return;
  const policy = c.res.headers.get('Content-Security-Policy') ?? '';
  c.res.headers.set('Content-Security-Policy', policy.replace(/style-src [^;]*/, `style-src 'self' 'unsafe-inline'`));
});
