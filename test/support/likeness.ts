// Whether two replies could be told apart by somebody who must not.
import type { Reply } from './visitor.ts';

/** Everything of a reply that somebody could compare, without what differs in every reply. */
export function alike({ status, headers, text }: Reply) {
  const stable = [...headers]
    .filter(([name]) => name !== 'x-request-id')
    .map(([name, content]) => `${name}: ${content}`)
    .map((line) =>
      line.replace(/__Host-registration=[\w-]+/, '__Host-registration=…').replace(/nonce-[^']+/, 'nonce-…'),
    );
  return { status, text: text.replaceAll(/nonce="[^"]+"/g, 'nonce="…"'), headers: stable.toSorted() };
}

/** The shortest of a few tries, in ms: noise only ever adds. */
export async function fastest(attempt: () => Promise<unknown>): Promise<number> {
  let best = Infinity;
  for (let count = 0; count < 4; count += 1) {
    const start = performance.now();
    await attempt();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
