// `npm run check`: everything that must hold before a change lands, quickest first. Each step prints one line; the first
// that fails prints its output and ends the check. The tests come last, and their closing line with them.
import { build } from './build.ts';
import { exitCode } from './run.ts';
import { checkTypes } from './types.ts';

type Step = () => Promise<number>;

const tool =
  (name: string, ...args: string[]): Step =>
  () =>
    exitCode(name, args, { quiet: true });

const steps: Record<string, Step> = {
  'built assets': () => build().then(() => 0),
  'types of the bindings': checkTypes,
  formatting: tool('prettier', '--check', '--log-level', 'warn', '.'),
  lint: tool('oxlint', '--type-aware'),
  'dead code': tool('knip'),
  types: tool('tsc', '-p', '.'),
  'types in the browser': tool('tsc', '-p', 'src/client'),
};

for (const [name, step] of Object.entries(steps)) {
  const began = performance.now();
  const code = await step();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok    ' : 'failed'} ${name} (${seconds} s)`);
  if (code !== 0) process.exit(code);
}

process.exit(await exitCode('node', ['scripts/test.ts']));
