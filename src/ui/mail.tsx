// A message as whoever gets it reads it, in a frame of its own: its markup is the shop's, so it runs nothing, sends nothing and leads
// nowhere. It is a reply of its own and not part of the page, whose policy would take the styles in its attributes away.
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';

/** The styles of messages stand in attributes; of pictures they have the store's own. The frame has no origin, so no cookie goes with it. */
const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox',
].join('; ');

/**
 * For around the security headers, at each address that answers with a message for a frame. A frame without an origin has no group of
 * its origin to be put in, so it does not ask for one.
 */
export const asMail = createMiddleware(async (c, next) => {
  await next();
  if (c.res.status !== 200) return;
  c.res.headers.set('Content-Security-Policy', policy);
  c.res.headers.delete('Origin-Agent-Cluster');
});

/** A message's HTML as the reply that a frame shows. Its links would open a window, which the frame may not: they lead nowhere. */
export function mailReply(c: Context, html: string): Response | Promise<Response> {
  return c.html(html.replace('<head>', '<head><base target="_blank">'));
}

/** The message that is at this address; `title` says what it is to those who do not see it. */
export function MailFrame({ src, title }: { src: string; title: string }) {
  return <iframe class="mail-frame" sandbox="" src={src} title={title}></iframe>;
}
