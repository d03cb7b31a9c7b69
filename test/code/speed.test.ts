// What docs/speed.md says of CPU is what was measured, and what the bench makes of its figures.
import { expect, it } from 'vitest';
import { freshWords, refresher } from '../../bench/fresh.ts';
import { withSpeed, type Kept } from '../../bench/keeping.ts';
import measured from '../../bench/measured.json' with { type: 'json' };
import { isBroken, spreadOf } from '../../bench/statistics.ts';
import { textOf } from './source.ts';

it('docs/speed.md has the table of what was measured: else run `npm run bench -- --keep`', async () => {
  const page = textOf('docs/speed.md');

  expect(await withSpeed(page, measured as Kept)).toBe(page);
});

it('tells the median of an odd and of an even number of figures', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  expect(spreadOf([4, 1, 2, 3]).median).toBe(2.5);
});

it.each([
  [5, 5, true],
  [4, 5, false],
  [9, 10, true],
  [8, 10, false],
  [0, 5, false],
])('%i rounds of %i above the goal: broken %s', (above, rounds, isSo) => {
  const ratios = Array.from({ length: rounds }, (_, round) => (round < above ? 1.5 : 1.4));

  expect(isBroken(ratios, 1.45)).toBe(isSo);
});

it('finds the words that are new in each request, and makes them new again', () => {
  const asked = (id: string, at: number) => [
    {
      call: { on: 'DB', how: 'run', statements: [{ sql: 'insert', values: [id, at, `{"id":"${id}"}`] }] } as const,
      after: [],
      isLater: false,
    },
  ];
  const fresh = freshWords(asked('ses_01kb00000000000000000000bb', 1), asked('ses_01kb00000000000000000000aa', 2));
  const own = refresher(fresh ?? [])(7);

  expect(fresh).toEqual(['ses_01kb00000000000000000000aa']);
  expect(own('{"id":"ses_01kb00000000000000000000aa"}')).toBe('{"id":"ses_01kb0000000000000000000007"}');
  expect(own(3)).toBe(3);
});
