// The description of the partner API, as the build writes it: whatever reads such descriptions can read it, and nothing is left out.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keptReplies, readEndpoints } from '../../scripts/description.ts';
import { exitCode } from '../../scripts/run.ts';

const built = 'public/api/v1/openapi.json';

// Examples that are not as the schemas say were kept before something was changed: `npm run examples` asks for them again.
describe.concurrent('the description', () => {
  it('has nothing that Redocly finds', async () => {
    // An id of ours begins with what it is of: no address is both one with `external` and one with an id.
    const rules = ['--extends', 'recommended-strict', '--skip-rule', 'no-ambiguous-paths'];
    expect(await exitCode('redocly', ['lint', ...rules, built], { quiet: true })).toBe(0);
  }, 30_000);

  it('has nothing that Spectral finds', async () => {
    const rules = ['--ruleset', 'scripts/description/spectral.yaml', '--fail-severity', 'warn'];
    expect(await exitCode('spectral', ['lint', ...rules, built], { quiet: true })).toBe(0);
  }, 30_000);
});

it('says what every endpoint replies, as it replied to its example (npm run examples)', async () => {
  const shown = (await readEndpoints()).filter(({ reply }) => reply).map(({ operation }) => operation);
  expect(Object.keys(keptReplies())).toEqual(shown);
});

it('calls no two endpoints the same', async () => {
  const summaries = (await readEndpoints()).map(({ summary }) => summary);
  expect(summaries.filter((summary, index) => summaries.indexOf(summary) !== index)).toEqual([]);
});

it('is what the source says', async () => {
  const { paths } = JSON.parse(readFileSync(built, 'utf8')) as { paths: Record<string, object> };
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const served = (await readEndpoints()).map(({ method, path }) => `${method} ${path}`);
  expect(described.toSorted()).toEqual(served.toSorted());
});
