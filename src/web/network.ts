// Where a request comes from, as the edge saw it. Nothing here is taken from what a client can write by itself: in
// production CF-Connecting-IP is set by Cloudflare, and `cf` holds the place.
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import type { AppEnv } from './context.ts';

export type Origin = {
  network: string;
  /** The browser's own name for itself: anything a client likes to send, as one line of at most 200 characters. */
  device: string;
  /** City and country, `Prague, CZ`; empty where the edge does not know. */
  place: string;
  /** The country by ISO 3166-1; undefined where the edge does not know it. */
  country: string | undefined;
};

/** Where what acts by itself comes from: Cron, the demo. */
export const nowhere: Origin = { network: '', device: '', place: '', country: undefined };

/** The network for counting tries, device and place for the list of sessions, the country for forms to begin with. */
export function originOf(c: Context): Origin {
  const { city, country } = (c.req.raw.cf ?? {}) as { city?: string; country?: string };
  return {
    network: networkOf(c.req.header('CF-Connecting-IP')),
    device: oneLine(c.req.header('User-Agent') ?? '', 200),
    place: oneLine([city, country].filter(Boolean).join(', '), 100),
    country,
  };
}

/**
 * The same where a key did it and no browser: by the name of whose it is, and the characters by which it is recognised. No client can pass
 * for one, since a line break is taken out of what it sends.
 */
export function byKey(from: Origin, { name, prefix }: { name: string; prefix: string }): Origin {
  return { ...from, device: `${name}\n${prefix}…` };
}

/** The text without control and other invisible characters, cut. */
function oneLine(text: string, most: number): string {
  return text
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, most);
}

/** The address itself, or the first 64 bits of an IPv6 address: who has one has the whole of it. */
export function networkOf(address: string | undefined): string {
  if (!address) return 'unknown';
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const front = head.split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - front.length - tail.split(':').filter(Boolean).length;
  return [...front, ...Array<string>(Math.max(zeros, 0)).fill('0'), ...(tail ?? '').split(':')].slice(0, 4).join(':');
}

/** The outer fence before addresses that hash passwords; the exact counts are D1's. */
export const hashingLimit = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.method === 'POST') {
    const { success } = await c.env.HASHING_LIMIT.limit({ key: originOf(c).network });
    if (!success) throw new HTTPException(429);
  }
  await next();
});
