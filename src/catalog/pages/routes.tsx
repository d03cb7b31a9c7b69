// /pages/:slug: what the store says in its own words.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { excerptOf } from '../../ui/excerpt.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { AppEnv } from '../../web/context.ts';
import { nameIn } from '../names.ts';
import { readable } from './own-pages.ts';
import { OwnPage } from './pages.tsx';

export const ownPages = new Hono<AppEnv>();

ownPages.get('/pages/:slug', async (c) => {
  const { store } = c.var;
  const slug = c.req.param('slug');
  const { who, rows } = await c.var.look((db, customerId) => [readable(db, store, { customerId }, slug)]);
  const [found] = rows[0];
  const path = `/pages/${slug}`;
  if (!found) {
    // A closed shop tells nobody what is there and what is not.
    const isClosed = store.policies.shopAccess === 'customers_only' && who === null;
    if (isClosed) return c.redirect(`/login?next=${encodeURIComponent(path)}`, 303);
    throw new HTTPException(404);
  }
  const shell = shellOf(c, who, path);
  const languages = [shell.language, ...store.languages];
  const [title, text] = [nameIn(found.titles, ...languages), nameIn(found.texts, ...languages)];
  const description = excerptOf(text, 160) || shell.t('storefront.at_store', { name: title, store: store.name });
  const about = who ? undefined : ({ path, description, kind: 'website' } as const);
  return page(c, { ...shell, about }, title, <OwnPage shell={shell} title={title} text={text} />);
});
