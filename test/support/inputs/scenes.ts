// A place to send inputs to again and again: a route with somebody who may use it and what must be there for it. Once something was
// written, all is as it was at the beginning before the next input comes.
import { remembered, toBeginning, type Remembered } from '../storage.ts';
import { visitor, type Reply, type Visitor } from '../visitor.ts';
import { asCurl, type Input } from './input.ts';
import { flawIn } from './replies.ts';
import { oddlyStored } from './stored.ts';
import { isChange, tableOf, watched, type Watched } from './writes.ts';

/** Who sends, by cookies or a key, and where to. */
export type Place = { cookies: Map<string, string>; path: string; key?: string };

export type Scene = {
  /** The place as it is now; another one after something was written. */
  place: () => Place;
  /** Sends the input, and says what is wrong with what came of it; null where nothing is. */
  flawOf: (input: Input) => Promise<string | null>;
  /** Sends the input, and no more. */
  send: (input: Input) => Promise<Reply>;
  /** How many inputs were sent, and how many of them were taken and changed something. */
  counts: { sent: number; taken: number };
};

const languages = ['en', 'de', 'cs'] as const;

/** A scene that `arrange` makes; it is made anew where bringing back what was stored would not do. */
export async function sceneOf(arrange: () => Promise<Place>): Promise<Scene> {
  const watch = watched();
  const counts = { sent: 0, taken: 0 };
  const dirty = new Set<string>();
  const begin = async () => {
    await toBeginning();
    const arranged = await arrange();
    watch.written();
    dirty.clear();
    return { place: arranged, stored: await remembered() };
  };
  let now = await begin();

  const send = async (input: Input, language: string = 'en') => {
    counts.sent += 1;
    // Each from a network of its own, so that nobody is stopped for trying often.
    const cookies = new Map(input.isAnonymous ? [] : now.place.cookies);
    const browser = visitor({ cookies, bindings: watch.bindings, language });
    return browser.send(input.path, requestOf(input, browser));
  };

  /** What was written that counts; all of it is brought back by `restore`. */
  const changes = () => {
    const written = watch.written();
    for (const sql of written) dirty.add(tableOf(sql) ?? sql);
    return written.filter(isChange);
  };
  const restore = async () => {
    const isAstray = [...dirty].some((one) => /\W/.test(one));
    if (isAstray) {
      now = await begin();
      return;
    }
    await now.stored.bringBack(dirty);
    dirty.clear();
  };

  const flawOf = async (input: Input): Promise<string | null> => {
    const language = languages[counts.sent % languages.length] ?? 'en';
    let reply = await send(input, language);
    if (reply.status === 429) {
      changes();
      await restore();
      reply = await send(input, language);
    }
    const written = changes();
    const flaw =
      flawIn(input, reply, languageOf(input, language)) ?? (await writtenFlaw(input, reply, written, now.stored));
    if (written.length === 0) return flaw;
    counts.taken += 1;
    const behind = flaw ?? (await flawBehind(input, reply, watch, now.place)) ?? (await storedFlaw());
    changes();
    await restore();
    return behind;
  };

  return { place: () => now.place, flawOf, send, counts };
}

function requestOf({ method, headers, body }: Input, { origin }: Visitor): RequestInit {
  const named = new Headers(headers);
  if (named.get('Origin') === 'ours') named.set('Origin', origin);
  return { method, headers: named, ...(body === undefined ? {} : { body }) };
}

/** The language of the reply, unless the input itself asks for one. */
function languageOf({ headers }: Input, language: string): string {
  return 'Accept-Language' in headers || 'Cookie' in headers ? '' : language;
}

/** A refusal changes nothing, but for the sign-in that failed, which stands in the audit. */
async function writtenFlaw(
  { method, path }: Input,
  { status }: Reply,
  written: readonly string[],
  stored: Remembered,
): Promise<string | null> {
  const isRefused = status >= 400 || method === 'GET' || method === 'HEAD';
  const astray = written.filter((sql) => !(path.endsWith('/login') && sql.startsWith('insert into "audit"')));
  if (!isRefused || astray.length === 0) return null;
  // What was written may be what stood there before.
  const names = new Set(astray.map(tableOf).filter((name) => name !== null));
  const changed = names.size === 0 ? ['KV'] : await stored.changedOf(names);
  return changed.length === 0
    ? null
    : `${status}, but it changed ${changed.join(', ')}: ${astray.join('; ').slice(0, 300)}`;
}

/** Looks at the page to which somebody is led whose input was taken: it shows what was stored. */
async function flawBehind(
  taken: Input,
  { location }: Reply,
  watch: Watched,
  { cookies }: Place,
): Promise<string | null> {
  if (location === null) return null;
  const reply = await visitor({ cookies: new Map(cookies), bindings: watch.bindings }).get(location);
  const flaw = flawIn({ ...taken, method: 'GET' }, reply);
  return flaw && `behind it, at ${location}: ${flaw}`;
}

async function storedFlaw(): Promise<string | null> {
  const odd = await oddlyStored();
  return odd.length === 0 ? null : `stored and not as its column says: ${[...new Set(odd)].join(', ')}`;
}

/** The input and its flaw, to be read by people. */
export function told(input: Input, flaw: string): string {
  return `${flaw}\n${asCurl(input, visitor().origin)}`;
}
