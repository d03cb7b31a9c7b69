// /pictures: what is shown of products, and the store's logo. Anybody who knows an address may have what is there, since nobody can guess one.
import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../web/context.ts';
import { bytesAt, typeAt } from './pictures.ts';

export const pictures = new Hono<AppEnv>();

/**
 * For around the security headers: a picture runs nothing where it is opened by itself, and messages show it, which are read on pages of
 * other sites.
 */
export const asPicture = createMiddleware(async (c, next) => {
  await next();
  if (c.res.status !== 200 && c.res.status !== 304) return;
  c.res.headers.set('Content-Security-Policy', `default-src 'none'; frame-ancestors 'none'; sandbox`);
  c.res.headers.set('Cross-Origin-Resource-Policy', 'cross-origin');
});

pictures.get('/:picture', async (c) => {
  const picture = c.req.param('picture');
  const type = typeAt(picture);
  if (type === null) return c.notFound();
  const tag = `"${picture}"`;
  const headers = { 'Cache-Control': 'public, max-age=31536000, immutable', ETag: tag };
  if (isKnown(c.req.header('If-None-Match'), tag)) return c.body(null, 304, headers);
  const bytes = await bytesAt(c.env.PICTURES, c.var.store.id, picture);
  return bytes === null ? c.notFound() : c.body(bytes, 200, { ...headers, 'Content-Type': type });
});

/** Whether a browser has it already. Source: RFC 9110, 13.1.2. */
function isKnown(header: string | undefined, tag: string): boolean {
  return (header ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}
