// The storefront: the shop's start page.
import { Hono } from 'hono';
import { page, shellOf } from '../ui/page.tsx';
import type { AppEnv } from '../web/context.ts';
import { HomePage } from './pages.tsx';

export const catalog = new Hono<AppEnv>();

catalog.get('/', async (c) => {
  const { who } = await c.var.look();
  const shell = shellOf(c, who);
  return page(c, shell, shell.t('home.title', { store: c.var.store.name }), <HomePage shell={shell} />);
});
