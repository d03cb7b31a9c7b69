// Somebody's browser in front of the counted Worker: it keeps cookies, follows redirects and adds up what its requests cost.
import { keep, lineOf } from '../cookies.ts';
import type { Running } from '../worker.ts';
import { add, nothing, type Counts } from './counts.ts';

export type Browser = {
  /** Asks for a page. A page that does not come is an error. */
  get: (path: string) => Promise<string>;
  /** Sends a form and looks at the page that it leads to. */
  post: (path: string, form?: Record<string, string>) => Promise<string>;
  /** The path at which it has come to stand. */
  at: () => string;
  /** The path of the first link like this in the messages that were sent for its requests. */
  linkLike: (pattern: RegExp) => string;
  /** What its requests cost since it was last asked. */
  counted: () => Counts;
};

type Circumstances = {
  origin: string;
  /** The address it comes from. */
  network: string;
};

/** A browser with no cookies. */
export function browserOf({ fetch }: Pick<Running, 'fetch'>, { origin, network }: Circumstances): Browser {
  const cookies = new Map<string, string>();
  let counts = nothing();
  let links: string[] = [];
  let path = '/';

  async function send(
    to: string,
    init: { method?: string; body?: string; headers?: Record<string, string> },
  ): Promise<string> {
    path = to;
    const headers = {
      Cookie: lineOf(cookies),
      'CF-Connecting-IP': network,
      'Accept-Language': 'en',
      ...init.headers,
    };
    const reply = await fetch(`${origin}${to}`, { ...init, headers, redirect: 'manual' });
    const text = await reply.text();
    keep(cookies, reply.headers.getSetCookie());
    counts = add(counts, JSON.parse(reply.headers.get('X-Counts') ?? '{}') as Counts);
    links = [...(JSON.parse(reply.headers.get('X-Links') ?? '[]') as string[]), ...links];
    if (reply.status === 303) return send(reply.headers.get('Location') ?? '/', {});
    if (reply.status !== 200) throw new Error(`${init.method ?? 'GET'} ${to} answers ${reply.status}`);
    return text;
  }

  return {
    get: (to) => send(to, {}),
    post: (to, form = {}) =>
      send(to, {
        method: 'POST',
        body: new URLSearchParams(form).toString(),
        headers: { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' },
      }),
    at: () => path,
    linkLike: (pattern) => {
      const link = links.find((one) => pattern.test(one));
      if (!link) throw new Error(`no message has a link like ${pattern}`);
      return new URL(link).pathname;
    },
    counted: () => {
      const told = counts;
      counts = nothing();
      return told;
    },
  };
}
