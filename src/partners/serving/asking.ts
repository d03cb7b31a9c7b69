// What a request asks for, checked by the endpoint's schemas. Everything that is wrong is said at once, each at its place.
import type { Context } from 'hono';
import * as z from 'zod';
import type { AppEnv } from '../../web/context.ts';
import type { Endpoint } from '../contract.ts';
import { sha256 } from '../../web/secrets.ts';
import { refused, type Refusal } from '../problems.ts';
import { pointerOf, wrongIn } from '../wrong.ts';
import { isRequestKey } from './repeating.ts';

/** The most bytes of a body. */
export const mostBytes = 256 * 1024;

/** The most values in a body: a key is not proved yet where it is checked, and what is wrong with each would take its time. */
export const mostValues = 10_000;

/** A request, checked. Of a POST its Idempotency-Key, and the hash of what belongs to that. */
export type Request = {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
  repeated: { key: string; hash: string } | null;
};

/**
 * What is asked for. Problems: `invalid` with its fields, `body_malformed`, `wrong_type`, `too_large`, those of the Idempotency-Key; of
 * an id that could be none of ours there is nothing: `not_found`.
 */
export async function requestOf(c: Context<AppEnv>, endpoint: Endpoint): Promise<Request | Refusal> {
  const params = endpoint.params.safeParse(c.req.param());
  if (!params.success) return refused('not_found');
  const query = endpoint.query.safeParse(queryOf(c.req.url), { reportInput: true });
  const body = await bodyOf(c, endpoint.body);
  if ('problem' in body) return body;
  const wrong = [...wrongIn(query.error, (path) => path.map(String).join('.')), ...wrongIn(body.error, pointerOf)];
  if (wrong.length > 0) return refused('invalid', { fields: wrong.slice(0, 50) });
  const repeated = endpoint.method === 'post' ? await repeatedAs(c, body.text) : null;
  if (repeated !== null && 'problem' in repeated) return repeated;
  return { params: params.data, query: query.data ?? {}, body: body.data, repeated };
}

async function repeatedAs(c: Context<AppEnv>, text: string): Promise<Refusal | NonNullable<Request['repeated']>> {
  const key = c.req.header('Idempotency-Key');
  if (key === undefined) return refused('idempotency_key_missing');
  if (!isRequestKey(key)) return refused('idempotency_key_invalid');
  const { pathname, search } = new URL(c.req.url);
  return { key, hash: await sha256([pathname + search, text].join('\n')) };
}

/** Each parameter once; one that is sent twice is a list, which no schema takes. */
function queryOf(url: string): Record<string, unknown> {
  const sent = new URL(url).searchParams;
  return Object.fromEntries([...new Set(sent.keys())].map((name) => [name, oneOf(sent.getAll(name))]));
}

function oneOf(values: readonly string[]): unknown {
  return values.length === 1 ? values[0] : values;
}

type Body = { data: unknown; text: string; error?: z.ZodError | undefined };

async function bodyOf(c: Context<AppEnv>, schema: z.ZodType | undefined): Promise<Body | Refusal> {
  if (Number(c.req.header('Content-Length') ?? 0) > mostBytes) return refused('too_large');
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength > mostBytes) return refused('too_large');
  if (schema === undefined) return bytes.byteLength === 0 ? { data: undefined, text: '' } : refused('wrong_type');
  if (!/^application\/json\s*(;|$)/i.test(c.req.header('Content-Type') ?? '')) return refused('wrong_type');
  const json = parsed(bytes);
  if ('problem' in json) return json;
  const { data, error } = schema.safeParse(json.value, { reportInput: true });
  return { data, text: json.text, error };
}

function parsed(bytes: ArrayBuffer): { value: unknown; text: string } | Refusal {
  let values = 0;
  const counted = (key: string, value: unknown) => {
    values += 1;
    if (values > mostValues || !isWellFormed(key, value)) throw new SyntaxError();
    return value;
  };
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
    return { value: JSON.parse(text, counted), text };
  } catch {
    return refused(values > mostValues ? 'too_large' : 'body_malformed');
  }
}

/** Halves of a character can be written in JSON, and stored nowhere. Source: RFC 7493, 2.1. */
function isWellFormed(key: string, value: unknown): boolean {
  return key.isWellFormed() && (typeof value !== 'string' || value.isWellFormed());
}
