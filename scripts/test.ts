// `npm test`: everything that shows the product works. `--suite faults`, `abuse` or `pages` (`npm run test:faults` and so on): what it
// promises on its worst days, which takes longer. Other arguments are parts of file names and run only those. Ends with the figures that
// the tests found, and one line: `N passed, N failed`.
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';
import { build } from './build.ts';

/** Which projects of test/vitest.config.ts make up a suite. */
const suites: Record<string, string[]> = {
  product: ['worker', 'code', 'process', 'browser'],
  faults: ['faults', 'faults-process'],
  abuse: ['abuse', 'abuse-process'],
  pages: ['pages'],
};

const { values, positionals } = parseArgs({
  options: { suite: { type: 'string', default: 'product' } },
  allowPositionals: true,
});
const project = suites[values.suite];
if (!project) throw new Error(`--suite takes ${Object.keys(suites).join(', ')}`);

await build();
const vitest = await startVitest(positionals, { config: 'test/vitest.config.ts', run: true, project });
const tests = vitest.state.getTestModules().flatMap((file) => [...file.children.allTests()]);
const passed = tests.filter((test) => test.result().state === 'passed').length;
const failed = tests.filter((test) => test.result().state === 'failed').length;
// A file that cannot be read, or an error outside of any test, is a failure too.
const broken = vitest.state.getTestModules().filter((file) => file.errors().length > 0).length;
const astray = vitest.state.getUnhandledErrors().length;
for (const test of tests) {
  for (const [what, figure] of Object.entries(test.meta().figures ?? {})) console.log(`${what}: ${figure}`);
}
await vitest.close();
console.log(`${passed} passed, ${failed + broken + astray} failed`);
process.exit(failed + broken + astray > 0 || passed === 0 ? 1 : 0);
