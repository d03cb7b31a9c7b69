// What a test counted or measured on its way, for the end of the run: a promise with a figure says more than one without.
import type { TestContext } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** What was counted, in words, and how much of it was found. */
    figures?: Record<string, string | number>;
  }
}

/** Keeps figures of the test that is running; `npm run test:…` prints them when all is done. */
export function tell({ task }: TestContext, figures: Record<string, string | number>): void {
  task.meta.figures = { ...task.meta.figures, ...figures };
}
