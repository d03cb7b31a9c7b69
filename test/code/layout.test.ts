// How the source is cut: small files with names of the trade, and nothing left for later.
import { basename, extname } from 'node:path';
import { expect, it } from 'vitest';
import { filesIn, sourceFiles, textOf } from './source.ts';

const mostLines = 220;
const namesThatSayNothing = ['utils', 'util', 'helpers', 'helper', 'common', 'types', 'service', 'manager', 'misc'];

it(`no file is longer than ${mostLines} lines`, () => {
  const long = sourceFiles.filter((path) => textOf(path).trimEnd().split('\n').length > mostLines);
  expect(long).toEqual([]);
});

it('every file and folder is called what it is', () => {
  const vague = filesIn('src').filter((path) =>
    path.split('/').some((part) => namesThatSayNothing.includes(basename(part, extname(part)))),
  );
  expect(vague).toEqual([]);
});

it('nothing is left for later', () => {
  const unfinished = [...filesIn('src'), ...filesIn('scripts')].filter((path) =>
    /\b(TO-?DO|FIX-?ME|X{3})\b/.test(textOf(path)),
  );
  expect(unfinished).toEqual([]);
});
