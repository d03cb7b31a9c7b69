// What every reply must be, whatever was sent.
import * as z from 'zod';
import en from '../../../src/locales/en.json' with { type: 'json' };
import { eventTypes } from '../../../src/partners/webhooks/events.ts';
import type { Reply } from '../visitor.ts';
import { wholeOf, type Input } from './input.ts';
import { marker } from './values.ts';

/** What no reply may hold, unless it was sent. */
const leaks: readonly [string, RegExp][] = [
  ['a message of D1', /D1_ERROR|SQLITE_[A-Z]+|no such (table|column)|constraint failed|syntax error|Failed query|\bdrizzle\b/i],
  ['SQL', /\b(select|insert into|update|delete from)\b[^<]{0,80}["`](\w+)["`]\s*(\.|set|where|\()/i],
  ['a stack', /\bat (async )?[\w.<>]+ \(|\bat (async )?(file|https?):\/\/|\.tsx?:\d+|\bnode_modules\b|TypeError|RangeError|ReferenceError|ZodError/],
  ['the path of a file', /\b(src|test)\/[\w/-]+\.(tsx?|json|liquid)\b|\/(tmp|work|home|usr)\/\w+/],
  ['the name of a table', /\b(link_tokens|staff_roles|partner_keys|order_lines|password_hash|token_hash|sqlite_master|email_key)\b/],
  ['an object as text', /\[object \w+\]/],
  ['a value that is none', /\bundefined\b|\bNaN\b|\bInfinity\b|Invalid Date/],
  ['words that were not filled in', /\{\{\w+\}\}/],
]; // prettier-ignore

/** What is never looked through: scripts that the page names, and the page's own styles. */
const untold = /<(script|style)\b[^>]*>.*?<\/\1>/gis;

const groups = Object.keys(en).join('|');
const untranslated = new RegExp(`(?:^|[\\s>"(])((?:${groups})\\.[a-z]\\w*(?:\\.\\w+)*)(?=$|[\\s<".,:)])`);

const headers: readonly [string, RegExp][] = [
  ['X-Request-Id', /./],
  ['Content-Security-Policy', /default-src 'none'.*(frame-ancestors|sandbox)|^sandbox/],
  ['Strict-Transport-Security', /max-age=63072000/],
  ['X-Content-Type-Options', /^nosniff$/],
  ['Referrer-Policy', /^no-referrer$/],
  ['Cross-Origin-Opener-Policy', /^same-origin$/],
  ['Cache-Control', /./],
];

/** A refusal of the partner API, by its contract. */
const problemSchema = z.strictObject({
  type: z.string().regex(/^urn:regulars:problem:[a-z_]+$/),
  title: z.string().min(1),
  status: z.int(),
  code: z.string().regex(/^[a-z_]+$/),
  detail: z.string().min(1).optional(),
  errors: z
    .array(z.strictObject({ field: z.string(), code: z.string().regex(/^[a-z_]+$/), detail: z.string().min(1) }))
    .min(1)
    .optional(),
  request_id: z.string().min(1),
});

/** A refusal for other scripts. */
const plainProblemSchema = z.strictObject({
  type: z.literal('about:blank'),
  title: z.string().min(1),
  status: z.int(),
  code: z.enum(['broken', 'unavailable']).optional(),
  request_id: z.string().min(1),
});

/** What is wrong with the reply to an input; null where nothing is. Without a `language` any will do. */
export function flawIn(input: Input, reply: Reply, language = ''): string | null {
  const { status } = reply;
  if (status >= 500) return `${status}: ${reply.text.slice(0, 200)}`;
  if (input.expected && !input.expected.includes(status)) return `${status}, and not ${input.expected.join(' or ')}`;
  return headerFlaw(reply) ?? redirectFlaw(reply) ?? textFlaw(input, reply) ?? wordsFlaw(input, reply, language);
}

function headerFlaw(reply: Reply): string | null {
  // Of an upgrade to a socket there is nothing more to say.
  if (reply.status === 101) return null;
  for (const [name, pattern] of headers) {
    if (!pattern.test(reply.headers.get(name) ?? '')) return `${name}: ${reply.headers.get(name) ?? 'missing'}`;
  }
  for (const cookie of reply.headers.getSetCookie()) {
    if (!/^__Host-[\w-]+=[\w.~%-]*; (Max-Age=\d+; )?Path=\/; HttpOnly; Secure; SameSite=Lax$/.test(cookie))
      return `Set-Cookie: ${cookie}`;
  }
  return null;
}

function redirectFlaw({ status, location }: Reply): string | null {
  if (status < 300 || status >= 400 || status === 304) return null;
  return location !== null && /^\/(?![/\\])[!-~]*$/.test(location) ? null : `${status} to ${location ?? 'nowhere'}`;
}

function textFlaw(input: Input, { text, headers: sent, status }: Reply): string | null {
  const type = sent.get('Content-Type') ?? '';
  if (text === '' || !/^(text\/html|application\/(problem\+)?json)/.test(type)) return null;
  const shown = text.replaceAll(untold, '');
  const whole = wholeOf(input).toLowerCase();
  for (const [what, pattern] of leaks) {
    const found = pattern.exec(shown)?.[0];
    if (found === undefined) continue;
    // Of braces that were typed, Markdown takes the stars.
    if (!whole.includes(found.startsWith('{{') ? '{{' : found.toLowerCase()))
      return `${status} with ${what}: ${around(shown, found)}`;
  }
  if (!type.startsWith('text/html')) return null;
  if (shown.includes(marker) || shown.includes('<img src=x') || shown.includes(`"'{{`))
    return `${status} with markup that was typed`;
  const key = untranslated.exec(shown.replaceAll(/<[^>]*>/g, '\n'))?.[1];
  const isMeant = key === undefined || eventTypes.some((event) => event === key) || whole.includes(key);
  return isMeant ? null : `${status} with the name of words: ${key}`;
}

function around(text: string, found: string): string {
  const at = text.indexOf(found);
  return text.slice(Math.max(at - 80, 0), at + found.length + 80).replaceAll('\n', ' ');
}

/** A refusal has words in the visitor's language, or the form of the contract. */
function wordsFlaw(input: Input, { status, text, headers: sent }: Reply, language: string): string | null {
  if (status < 400 || input.method === 'HEAD') return null;
  const type = sent.get('Content-Type') ?? '';
  if (type.startsWith('application/problem+json')) {
    const { success, data, error } = z.union([problemSchema, plainProblemSchema]).safeParse(JSON.parse(text));
    if (!success) return `${status} with another problem: ${error.message}`;
    return data.status === status ? null : `${status} that says ${data.status}`;
  }
  if (input.path.startsWith('/api/v1')) return `${status} without a problem: ${type}`;
  if (!type.startsWith('text/html')) return `${status} without words: ${type || text.slice(0, 100)}`;
  if (language !== '' && !text.includes(`<html lang="${language}"`))
    return `${status} in another language: ${/<html[^>]*>/.exec(text)?.[0] ?? 'no page'}`;
  if (status === 422 && !/-problem"|role="alert"/.test(text)) return '422 that does not say what is wrong';
  return /<title>[^<]*[^<\s]/.test(text) ? null : `${status} without a title`;
}
