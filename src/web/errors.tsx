// What goes wrong at the edge, as a calm page in the store's look and the visitor's language, with the request's id.
// It never shows SQL, names of tables, stacks or paths; those go to the log, and people's data goes nowhere.
import { DrizzleQueryError } from 'drizzle-orm';
import type { Context } from 'hono';
import { raw } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { page, shellOf } from '../ui/page.tsx';
import type { AppEnv } from './context.ts';
import { chooseLanguage, languages, translator, type Translate } from './i18n.ts';
import { logError } from './log.ts';
import { problemReply } from './problems.ts';
import { RoleRefusal } from './refusals.ts';

const pages = {
  400: 'bad_request',
  403: 'forbidden',
  404: 'not_found',
  413: 'too_large',
  415: 'wrong_type',
  429: 'too_many',
  500: 'broken',
  503: 'unavailable',
} as const;

type Status = keyof typeof pages;

/** Answers what was thrown: a refusal as itself, storage that is down as 503, anything else as 500. */
export async function onError(error: Error, c: Context<AppEnv>): Promise<Response> {
  if (error instanceof HTTPException && error.res) return error.getResponse();
  const status = statusOf(error);
  if (status >= 500) logError('request_failed', error, { request: c.var.requestId, status, path: routeOf(c) });
  if (!c.var.store) return withoutStore(c, status);
  return errorPage(c, status, error instanceof RoleRefusal ? error : undefined);
}

/** The page for an address that leads nowhere. */
export function notFound(c: Context<AppEnv>): Response | Promise<Response> {
  return errorPage(c, 404);
}

/** Who is signed in is not asked, since the reason may be that nobody can be asked; a refusal by role knows. */
function errorPage(c: Context<AppEnv>, status: Status, refusal?: RoleRefusal): Response | Promise<Response> {
  if (isForScripts(c)) return problemReply(status, { requestId: c.var.requestId });
  const shell = shellOf(c, refusal?.who ?? null, '/');
  const name = refusal ? 'not_allowed' : pages[status];
  const home = shell.area === 'admin' ? '/admin' : '/';
  return page(
    c,
    shell,
    shell.t(`errors.${name}_title`),
    <ErrorPage t={shell.t} name={name} home={home} requestId={c.var.requestId} />,
    status satisfies ContentfulStatusCode,
  );
}

/** Before the store is known there is no look to keep to: the bare words, in a language that the browser asks for. */
function withoutStore(c: Context<AppEnv>, status: Status): Response | Promise<Response> {
  if (isForScripts(c)) return problemReply(status, { requestId: c.var.requestId });
  const wishes = (c.req.header('Accept-Language') ?? '').slice(0, 500).split(',');
  const language = chooseLanguage(
    languages,
    wishes.map((one) => one.trim().split(';')[0] ?? ''),
  );
  const t = translator(language);
  return c.html(
    <>
      {raw('<!doctype html>')}
      <html lang={language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <title>{t(`errors.${pages[status]}_title`)}</title>
        </head>
        <body>
          <ErrorPage t={t} name={pages[status]} home="/" requestId={c.var.requestId} />
        </body>
      </html>
    </>,
    status,
  );
}

type ErrorPageProps = { t: Translate; name: (typeof pages)[Status] | 'not_allowed'; home: string; requestId: string };

function ErrorPage({ t, name, home, requestId }: ErrorPageProps) {
  return (
    <div class="narrow">
      <h1>{t(`errors.${name}_title`)}</h1>
      <p>{t(`errors.${name}`)}</p>
      <p>
        <a href={home}>{t('errors.home')}</a>
      </p>
      <p class="quiet">{t('errors.request', { id: requestId })}</p>
    </div>
  );
}

function statusOf(error: Error): Status {
  if (error instanceof HTTPException) return isStatus(error.status) ? error.status : 400;
  return isOutage(error) ? 503 : 500;
}

/**
 * Storage that cannot be reached, unlike a statement that it refuses, which is a bug of ours. Where what keeps it fails itself, as with a
 * disk that is full, the platform says so in words of its own, without the name of the storage.
 */
export function isOutage(error: Error): boolean {
  const reason = error instanceof DrizzleQueryError ? (error.cause ?? error) : error;
  const isStorage =
    error instanceof DrizzleQueryError ||
    /^(D1_|KV |internal error; reference = |Network connection lost)/.test(reason.message);
  return isStorage && !/SQLITE_(ERROR|CONSTRAINT|MISMATCH|RANGE)/.test(reason.message);
}

/** Whether the address is one that scripts read, or partners. */
function isForScripts(c: Context): boolean {
  const { pathname } = new URL(c.req.url);
  return pathname.endsWith('.json') || pathname.startsWith('/api/');
}

function isStatus(status: number): status is Status {
  return status in pages;
}

/** The pattern of the address and not the address: a link's token is part of its address. */
function routeOf(c: Context): string {
  return `${c.req.method} ${new URL(c.req.url).pathname.split('/').slice(0, 2).join('/')}`;
}
