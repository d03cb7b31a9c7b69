// The turns of a comparison: in each round every page has one in both shops, one right after the other, so that what the machine does
// besides falls on both.
import type { Shop } from './shops.ts';

/** Milliseconds of processor for a request, round by round; nothing where a page was not measured. */
export type Figures = readonly number[] | undefined;

export type Plan = {
  rounds: number;
  /** Milliseconds of processor that a turn takes: the kernel counts in tens of them. */
  turnMs: number;
};

/** Requests for each page before its first turn, so that the compiler has done its work: those of one kind are the same code. */
const warming = 300;

/** Measures these pages in both shops. */
export async function measureAll(
  [small, large]: readonly [Shop, Shop],
  names: readonly string[],
  { rounds, turnMs }: Plan,
): Promise<Record<'small' | 'large', Map<string, number[]>>> {
  const figures = { small: new Map<string, number[]>(), large: new Map<string, number[]>() };
  const both = [
    { shop: small, kept: figures.small },
    { shop: large, kept: figures.large },
  ].map((one) => ({ ...one, names: names.filter((name) => one.shop.pages.some((page) => page.name === name)) }));
  const amounts = new Map<string, number>();
  for (const { shop, names: own } of both) {
    for (const name of own) await shop.turn(name, warming);
    for (const name of own) {
      const ms = await shop.turn(name, 40);
      amounts.set(name, Math.max(amounts.get(name) ?? 0, Math.ceil(turnMs / Math.max(ms, 0.25))));
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      for (const { shop, kept, names: own } of round % 4 < 2 ? both : both.toReversed()) {
        if (!own.includes(name)) continue;
        const ms = await shop.turn(name, amounts.get(name) ?? 1);
        kept.set(name, [...(kept.get(name) ?? []), ms]);
      }
    }
  }
  return figures;
}
