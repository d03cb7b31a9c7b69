// Which store a request is for: the hostname says it, nothing else does.
import { getCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../web/context.ts';
import { chooseLanguage, languageCookie } from '../web/i18n.ts';
import { atHost } from './stores.ts';

/** Puts the store and the visitor's language into the request. A host without a store gets a 404 with nothing in it. */
export const storeByHostname = createMiddleware<AppEnv>(async (c, next) => {
  const store = await atHost(c.var.db, new URL(c.req.url).hostname, c.var.now);
  if (!store) return c.body(null, 404);
  c.set('store', store);
  c.set(
    'language',
    chooseLanguage(store.languages, wishes(getCookie(c, languageCookie), c.req.header('Accept-Language'))),
  );
  await next();
  return undefined;
});

/** The languages a visitor wants, best first: the cookie's, then the browser's by their weight. */
function wishes(cookie: string | undefined, header: string | undefined): string[] {
  const weighted = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const weight = parameters.map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1]).find(Boolean);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    });
  const asked = weighted.filter((one) => one.tag && one.weight > 0).toSorted((a, b) => b.weight - a.weight);
  return [...(cookie ? [cookie] : []), ...asked.map((one) => one.tag)];
}
