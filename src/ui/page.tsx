// From a page's body to its reply: the layout around it, in the language and the store of the request.
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { PageContext } from '../web/context.ts';
import { translator } from '../web/i18n.ts';
import { Layout, type Shell } from './layout.tsx';

const doctype = raw('<!doctype html>');

/** The part of the request that a page is rendered from. Call it after reading: only then the language is known. */
export function shellOf(c: PageContext, who: Shell['who'], path = new URL(c.req.url).pathname): Shell {
  const { store, language, secureHeadersNonce, basketCount = 0 } = c.var;
  const area = /^\/admin(\/|$)/.test(new URL(c.req.url).pathname) ? 'admin' : 'shop';
  const shared = {
    store,
    language,
    t: translator(language),
    area,
    who,
    path,
    nonce: secureHeadersNonce ?? '',
  } as const;
  return { ...shared, basketCount: who ? (who.basketCount ?? 0) : basketCount };
}

/** The page as HTML. */
export function page(
  c: PageContext,
  shell: Shell,
  title: string,
  body: Child,
  status: ContentfulStatusCode = 200,
): Response | Promise<Response> {
  c.header('Content-Language', shell.language);
  return c.html(
    <>
      {doctype}
      <Layout shell={shell} title={title}>
        {body}
      </Layout>
    </>,
    status,
  );
}
