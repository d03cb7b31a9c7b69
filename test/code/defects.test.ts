// What `npm run test:defects` puts in is still to be put in: the source has each line once.
import { expect, it } from 'vitest';
import { defects } from '../defects/defects.ts';
import { textOf } from './source.ts';

it.each(defects)('$promise: the line that its defect changes stands once in $file', ({ file, before, after }) => {
  expect(textOf(file).split(before)).toHaveLength(2);
  expect(after).not.toBe(before);
});
