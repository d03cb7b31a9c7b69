// Tries inputs by the hundred, and shrinks what fails to the one thing that is broken in it. `SEED=…` changes which, `RUNS=…` how many times
// as many, and `AT=…` names a part of the paths that are tried.
import * as fc from 'fast-check';
import { inject } from 'vitest';
import type { Input } from './input.ts';
import { told, type Scene } from './scenes.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What the environment of the command says: `SEED`, `RUNS` and `AT`. */
    inputs: { seed: string; runs: string; at: string };
  }
}

const said = inject('inputs');

/** What everything is made from that is tried. */
export const seed = Number(said.seed || 20_261_126);

/** How many times as much is tried. */
const times = Number(said.runs || 1);

/** Whether a place is tried: all are, unless a part of a path is named. */
export function isTried({ path }: { path: string }): boolean {
  return path.includes(said.at);
}

type Trial<Broken> = {
  scene: Scene;
  broken: fc.Arbitrary<Broken>;
  /** The broken thing as it is sent there. */
  as: (broken: Broken, scene: Scene) => Input;
  runs: number;
};

/** Tries so many; returns the first flaw by its smallest input, or null. */
export async function flawAmong<Broken>(
  { scene, broken, as, runs }: Trial<Broken>,
  at: string,
): Promise<string | null> {
  let last = '';
  const property = fc.asyncProperty(broken, async (one) => {
    const input = as(one, scene);
    const flaw = await scene.flawOf(input);
    if (flaw !== null) {
      last = told(input, flaw);
      return false;
    }
    return true;
  });
  const details = await fc.check(property, { seed: seed + hashOf(at), numRuns: Math.ceil(runs * times) });
  return details.failed ? `${at}: ${last}` : null;
}

/** Another seed for each place, so that not all are sent the same. */
function hashOf(text: string): number {
  return [...text].reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7);
}
