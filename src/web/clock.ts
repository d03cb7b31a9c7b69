// The moment of work that goes on for long. What it writes bears a moment that is not long past by then: whoever asks what has changed
// lately would miss it otherwise (src/customers/listing.ts).

/** How far the moment goes at a time: what belongs together bears the same one. */
const stepMs = 10_000;

/** Says what time it is by now, where it was `now` (ms since 1970) to begin with. */
export function clockFrom(now: number): () => number {
  const began = Date.now();
  return () => now + Math.floor((Date.now() - began) / stepMs) * stepMs;
}
