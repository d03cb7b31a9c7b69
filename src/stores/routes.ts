// The visitor's choice of language, kept in a cookie.
import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import * as z from 'zod';
import type { AppEnv } from '../web/context.ts';
import { cookieOptions } from '../web/cookies.ts';
import { parseForm } from '../web/forms.ts';
import { languageCookie, languages } from '../web/i18n.ts';
import { safePath } from '../web/paths.ts';

const choice = z.object({ language: z.enum(languages), back: z.string().max(500).optional() });

const yearInSeconds = 365 * 86_400;

export const language = new Hono<AppEnv>();

language.post('/language', async (c) => {
  const parsed = await parseForm(c, choice);
  if (parsed.ok) setCookie(c, languageCookie, parsed.input.language, { ...cookieOptions, maxAge: yearInSeconds });
  return c.redirect(safePath(parsed.form.values.back, '/'), 303);
});
