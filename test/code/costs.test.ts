// What docs/operations.md says of costs is computed from what was counted.
import { expect, it } from 'vitest';
import counted from '../../scripts/costs/counted.json' with { type: 'json' };
import { withTables } from '../../scripts/costs/page.ts';
import { costOf } from '../../scripts/costs/prices.ts';
import { textOf } from './source.ts';

it('docs/operations.md says what the counts come to: else run `npm run costs -- --compute`', async () => {
  const page = textOf('docs/operations.md');

  expect(await withTables(page, counted)).toBe(page);
});

it('fifteen million requests of 7 ms cost what Cloudflare’s own example says', () => {
  expect(costOf('requests', 15_000_000)).toBeCloseTo(1.5);
  expect(costOf('cpuMs', 7 * 15_000_000)).toBeCloseTo(1.5);
  expect(costOf('requests', 10_000_000)).toBe(0);
});
