// A state change comes from our own pages, as a form. Checked on every unsafe method of every cookie route, whatever its
// content type: hono/csrf looks at form types only, so JSON and odd types would pass it.
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses with 403 what another site sent, and with 415 what is not a plain form; at the addresses that take a file, one with a file. */
export function ownFormsOnly(takesFile: (path: string) => boolean) {
  return createMiddleware(async (c, next) => {
    if (!safeMethods.has(c.req.method)) {
      if (!isFromHere(c.req.raw)) throw new HTTPException(403);
      const wanted = takesFile(c.req.path) ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
      if (typeOf(c.req.header('Content-Type')) !== wanted) throw new HTTPException(415);
    }
    await next();
  });
}

/**
 * Browsers say where a request comes from by Sec-Fetch-Site and by Origin; what they say must agree, and nothing said is a
 * refusal. Since our pages send no referrer, browsers write `null` as the origin of our own forms: that says nothing.
 */
function isFromHere(request: Request): boolean {
  const site = request.headers.get('Sec-Fetch-Site');
  const origin = request.headers.get('Origin');
  if (site !== null && site !== 'same-origin') return false;
  if (origin !== null && origin !== 'null') return origin === new URL(request.url).origin;
  return site === 'same-origin';
}

function typeOf(contentType: string | undefined): string | undefined {
  return contentType?.split(';')[0]?.trim().toLowerCase();
}
