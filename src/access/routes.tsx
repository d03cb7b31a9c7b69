// The ways in and out. Whatever may hash a password stands behind the outer fence.
import { Hono } from 'hono';
import type { AppEnv } from '../web/context.ts';
import { hashingLimit } from '../web/network.ts';
import { activating } from './activation/routes.tsx';
import { provingEmail } from './emails/proving/routes.tsx';
import { emailLinks } from './emails/routes.tsx';
import { recovering } from './passwords/routes.tsx';
import { registering } from './registration/routes.tsx';
import { signing } from './signin/routes.tsx';

export const access = new Hono<AppEnv>();

for (const path of [
  '/register',
  '/activate/*',
  '/login',
  '/forgot-password',
  '/set-password/*',
  '/account/password',
  '/account/email',
  '/account/privacy/deletion',
])
  access.use(path, hashingLimit);

access.route('/', registering);
access.route('/', activating);
access.route('/', signing);
access.route('/', recovering);
access.route('/', emailLinks);
access.route('/', provingEmail);
