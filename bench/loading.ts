// The side of the bench that sets the process of load.ts to work.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Load, Loaded } from './load.ts';

export type Loader = {
  /** Makes so many requests and waits for their answers; any other status than this is an error. */
  put: (load: Load, status: number) => Promise<void>;
  stop: () => void;
};

/** Starts the process that asks. */
export function startLoader(): Loader {
  const child = fork('bench/load.ts');
  return {
    put: async (load, status) => {
      child.send(load);
      const [loaded] = (await once(child, 'message')) as [Loaded];
      if (loaded[status] === load.amount) return;
      throw new Error(`${load.method} ${load.path} answers ${JSON.stringify(loaded)} where ${status} was expected`);
    },
    stop: () => void child.kill(),
  };
}
