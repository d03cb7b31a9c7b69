// `npm test`: everything that shows the product works. File names as arguments run only those. Ends with one line:
// `N passed, N failed`.
import { startVitest } from 'vitest/node';
import { build } from './build.ts';

await build();
const vitest = await startVitest(process.argv.slice(2), { config: 'test/vitest.config.ts', run: true });
const tests = vitest.state.getTestModules().flatMap((file) => [...file.children.allTests()]);
const passed = tests.filter((test) => test.result().state === 'passed').length;
const failed = tests.filter((test) => test.result().state === 'failed').length;
// A file that cannot be read, or an error outside of any test, is a failure too.
const broken = vitest.state.getTestModules().filter((file) => file.errors().length > 0).length;
const astray = vitest.state.getUnhandledErrors().length;
await vitest.close();
console.log(`${passed} passed, ${failed + broken + astray} failed`);
process.exit(failed + broken + astray > 0 || passed === 0 ? 1 : 0);
