// No regular expression of src takes much longer for a text that is somewhat longer: whoever sends texts could stop the Worker by one
// that does. Source: OWASP, "Regular expression Denial of Service".
import { expect, it } from 'vitest';
import { sourceFiles, textOf } from './source.ts';

/** Expressions that take the square of a text's length, and why none of theirs is long. */
const bounded: Record<string, string> = {
  '=+$': 'of a hash of ours',
  '0+$': 'of a number of the demo',
  '[\\d\\p{P}\\p{S}]+$': 'of a password that is not too long by then',
  '(?<before>[^%]*)%(?<letter>[A-Z])': "of a country's format of addresses, from a package",
  '\\s*%$': 'of a line that has ended with a digit or with it by then',
  '\\{\\{.*\\}\\}': 'of links that the table of messages names',
  '([\\w-]*)\\s*\\(': 'of at most longestCalling characters',
};

/** What a text is made of: one thing many times, and then something that fits nothing. */
const things = [
  'a',
  'Z',
  '0',
  ' ',
  '-',
  '.',
  '/',
  '\\',
  '<',
  '(',
  '{',
  '[',
  '"',
  "'",
  '\t',
  '\n',
  'é',
  '@',
  '=',
  ',',
  ';',
  ':',
  '#',
  '_',
  '%',
  '&',
  'a0',
  'a.',
  'a ',
  'a-',
  '0.',
  '0,',
  ' \n',
  '<a',
  '{{',
  '{%',
  'a=',
  'a,',
  '--',
  'http://',
  'www.',
  'url(#',
  '| a',
  '"a',
  '&#',
];
const ends = ['', '\u0000'];

/** The lengths that are tried, the shorter ones first: what doubles with each sign is found before it lasts for ever. */
const lengths = [26, 500, 16_000];

/** How long it may take for one text, in ms of CPU. What goes through it once takes far less than one. */
const mostMs = 60;

type Expression = { path: string; expression: RegExp };

/** Expressions as they stand in the source, found by where one can begin; those that are put together are not (dangerous.test.ts). */
function expressions(): Expression[] {
  const literal =
    /(?<=[=(,:!&|?[{;]\s*|return |^\s*)\/(?![/*])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([dgimsuvy]*)/gm;
  return sourceFiles.flatMap((path) =>
    [...textOf(path).matchAll(literal)].map(([, source = '', flags = '']) => ({
      path,
      expression: new RegExp(source, flags.replace('y', '')),
    })),
  );
}

/** The text by which the expression takes too long; null where there is none. */
function slowAt(expression: RegExp): string | null {
  for (const length of lengths) {
    for (const thing of things) {
      for (const end of ends) {
        const began = process.cpuUsage().user;
        const text = thing.repeat(length / thing.length) + end;
        for (const _ of text.matchAll(new RegExp(expression, `${expression.flags.replace('g', '')}g`)));
        if (process.cpuUsage().user - began > mostMs * 1000) return `${length} of ${JSON.stringify(thing)}`;
      }
    }
  }
  return null;
}

it('none takes the square of the length of a text, but where no text is long', { timeout: 60_000 }, () => {
  const all = [...new Map(expressions().map((one) => [String(one.expression), one])).values()];
  expect(all.length).toBeGreaterThan(100);
  const slow = all.flatMap(({ path, expression }) => {
    const by = bounded[expression.source] === undefined ? slowAt(expression) : null;
    return by === null ? [] : [`${path}: ${expression} at ${by}`];
  });

  expect(slow).toEqual([]);
});
