// A visitor: somebody's browser as far as the Worker can tell. It keeps cookies, sends an Origin, comes from a network
// of its own, and waits for what the Worker does after its response.
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { keep, lineOf } from '../../scripts/cookies.ts';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import worker from '../../src/index.ts';

/** The port in the addresses of the stores. */
export const port = 8787;

export type Reply = { status: number; headers: Headers; text: string; bytes: Uint8Array; location: string | null };

export type Form = Record<string, string> | FormData;

export type Visitor = {
  get: (path: string, headers?: Record<string, string>) => Promise<Reply>;
  /** Sends a form the way a page of the store does, one with a file as FormData. */
  post: (path: string, form?: Form, headers?: Record<string, string>) => Promise<Reply>;
  /** Sends anything; what a page of the store would send along is only there if it is named. */
  send: (path: string, request: RequestInit) => Promise<Reply>;
  cookies: Map<string, string>;
  /** The origin of the store, as in its addresses. */
  origin: string;
};

type Circumstances = {
  store?: DemoStore;
  /** Bindings that behave differently from the real ones. */
  bindings?: Partial<Env>;
  /** Called when a response is there, before what the Worker does after it. */
  answered?: () => void;
  /** The address the visitor comes from. */
  network?: string;
  language?: string;
  cookies?: Map<string, string>;
};

let networks = 0;

/** A visitor of a demo store, with an empty cookie jar and an address that nobody else has. */
export function visitor({
  store = 'goods',
  bindings,
  answered,
  network,
  language = 'en',
  cookies,
}: Circumstances = {}): Visitor {
  networks += 1;
  const from = network ?? `10.${networks >> 16}.${(networks >> 8) & 255}.${networks & 255}`;
  const origin = `http://${demoStores[store].hostname}:${port}`;
  const jar = cookies ?? new Map<string, string>();

  const send = async (path: string, init: RequestInit): Promise<Reply> => {
    const headers = new Headers(init.headers);
    headers.set('CF-Connecting-IP', from);
    if (!headers.has('Accept-Language')) headers.set('Accept-Language', language);
    if (jar.size > 0) headers.set('Cookie', lineOf(jar));
    const context = createExecutionContext();
    const response = await worker.fetch(
      new Request(`${origin}${path}`, { redirect: 'manual', ...init, headers }),
      { ...env, ...bindings },
      context,
    );
    answered?.();
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    keep(jar, response.headers.getSetCookie());
    await waitOnExecutionContext(context);
    const location = response.headers.get('Location');
    return { status: response.status, headers: response.headers, text, bytes, location };
  };

  return {
    send,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, form = {}, headers = {}) =>
      send(path, {
        method: 'POST',
        // With a file it says its type, and where its parts end, itself.
        ...(form instanceof FormData
          ? { body: form, headers: { Origin: origin, ...headers } }
          : {
              body: new URLSearchParams(form).toString(),
              headers: { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
            }),
      }),
    cookies: jar,
    origin,
  };
}
