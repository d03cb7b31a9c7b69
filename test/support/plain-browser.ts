// A browser outside of the product: it keeps cookies, sends forms as pages of the store do, and follows nothing.
import { keep, lineOf } from '../../scripts/cookies.ts';

export type Answer = { status: number; location: string; text: string };

export type Browser = {
  get: (path: string) => Promise<Answer>;
  post: (path: string, form?: Record<string, string>) => Promise<Answer>;
};

/** A browser at Harbour Goods on this port. */
export function browserAt(port: number, cookies: Record<string, string> = {}): Browser {
  const origin = `http://localhost:${port}`;
  const jar = new Map(Object.entries(cookies));
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const cookie = lineOf(jar);
    const reply = await fetch(`${origin}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { Origin: origin, 'Accept-Language': 'en', ...(cookie ? { Cookie: cookie } : {}) },
    });
    keep(jar, reply.headers.getSetCookie());
    return { status: reply.status, location: reply.headers.get('Location') ?? '', text: await reply.text() };
  };
  return {
    get: (path) => send(path, {}),
    post: (path, form = {}) => send(path, { method: 'POST', body: new URLSearchParams(form) }),
  };
}
