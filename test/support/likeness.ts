// Whether two replies could be told apart by somebody who must not.
import type { Reply } from './visitor.ts';

/** Everything of a reply that somebody could compare, without what differs in every reply. */
export function alike({ status, headers, text }: Reply) {
  const stable = [...headers]
    .filter(([name]) => name !== 'x-request-id')
    .map(([name, content]) => `${name}: ${content}`)
    .map((line) =>
      line.replace(/__Host-(registration|checkout)=[\w-]+/, '__Host-$1=…').replace(/nonce-[^']+/, 'nonce-…'),
    );
  return { status, text: text.replaceAll(/nonce="[^"]+"/g, 'nonce="…"'), headers: stable.toSorted() };
}

/** What a reply says, without what differs in every one, and without the id in it. */
export function without({ status, location, text }: Reply, id: string) {
  const blank = [
    id,
    encodeURIComponent(id),
    id.replaceAll("'", '&#39;'),
    encodeURIComponent(id).replaceAll("'", '&#39;'),
  ]
    .toSorted((one, other) => other.length - one.length)
    .reduce((rest, one) => rest.replaceAll(one, '…'), text);
  const body = blank.replaceAll(/nonce="[^"]*"/g, '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '');
  return { status, location, body };
}

/**
 * The shortest of a few tries of each, in ms: noise only ever adds. They take turns, so that a busy moment of the machine slows
 * all of them.
 */
export async function fastest<Name extends string>(
  attempts: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<Record<Name, number>> {
  const best = { ...attempts } as unknown as Record<Name, number>;
  for (let count = 0; count < 5; count += 1) {
    for (const name in attempts) {
      const start = performance.now();
      await attempts[name]();
      best[name] = Math.min(count === 0 ? Infinity : best[name], performance.now() - start);
    }
  }
  return best;
}
