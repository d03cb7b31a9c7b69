// How many calls a key may make: so many in a minute that begins with the first. Source of the headers:
// draft-ietf-httpapi-ratelimit-headers-10; Retry-After by RFC 9110.

/** The length of a window. */
export const windowMs = 60_000;

/** The most calls of one key in a window. */
export const mostCalls = 600;

type Counted = { calls: number; callsFrom: number };

/** Whether the call that was counted is one too many. */
export function isTooMany({ calls }: Counted): boolean {
  return calls > mostCalls;
}

/** What every reply says of what is left. */
export function allowanceOf({ calls, callsFrom }: Counted, now: number): Record<string, string> {
  const seconds = Math.max(Math.ceil((callsFrom + windowMs - now) / 1000), 1);
  return {
    'RateLimit-Policy': `"key";q=${mostCalls};w=${windowMs / 1000}`,
    RateLimit: `"key";r=${Math.max(mostCalls - calls, 0)};t=${seconds}`,
    ...(calls > mostCalls ? { 'Retry-After': String(seconds) } : {}),
  };
}
