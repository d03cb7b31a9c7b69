// `npm run costs`: counts what the pages ask of storage, keeps the counts in scripts/costs/counted.json, and writes the cost table of
// docs/operations.md from them. `--compute` counts nothing and computes the table anew, after a change of prices or use; `--check` counts
// and says where the counts are no longer what is kept. `--live` says what an hour in front of the list of orders costs (decision 029).
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { count } from './costs/count.ts';
import { differences, type Counted } from './costs/counted.ts';
import { liveTable } from './costs/live.ts';
import { withTables } from './costs/page.ts';

const kept = 'scripts/costs/counted.json';
const page = 'docs/operations.md';

const { values } = parseArgs({
  options: {
    compute: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    live: { type: 'boolean', default: false },
  },
});

const read = () => JSON.parse(readFileSync(kept, 'utf8')) as Counted;

if (values.live) {
  console.log(await liveTable());
} else if (values.check) {
  const found = differences(read(), await count());
  for (const difference of found) console.log(difference);
  console.log(found.length === 0 ? `${kept} holds` : 'Run `npm run costs` and look at what it changes.');
  if (found.length > 0) process.exitCode = 1;
} else {
  if (!values.compute) writeFileSync(kept, `${JSON.stringify(await count(), null, 2)}\n`);
  writeFileSync(page, await withTables(readFileSync(page, 'utf8'), read()));
  console.log(`${page} has the table`);
}
