// Whatever writes what a partner is shown of a customer says so: src/customers/revisions.ts.
import { expect, it } from 'vitest';
import { sourceFiles, textOf } from './source.ts';

/** Writes of memberships that give no revision, and why. */
const silent: Record<string, string> = {
  'src/checkout/basket/filling.ts': 'how many products are in the basket is not shown',
  'src/customers/details/records.ts': 'the person is touched before it',
  'src/customers/finding/indexing.ts': 'derived from what has changed with a revision',
  'src/orders/handling.ts': 'how many purchases can be rated is not shown',
  'src/orders/takeover/bequeathing.ts': 'how many purchases can be rated is not shown',
  'src/privacy/removal.ts': 'the membership goes, which partners are told of',
  'src/reviews/reviews.ts': 'how many purchases can be rated is not shown',
};

/** Writes of people and addresses in files that give no revision themselves, and why. */
const quiet: Record<string, string> = {
  'src/customers/addresses/writing.ts': 'whoever uses its statements touches the customer',
  'src/customers/customers.ts': 'somebody new, without a membership',
  'src/pools/moves.ts': 'in which pool a customer is, is not shown',
};

const written = sourceFiles.filter((path) => !path.startsWith('src/demo/'));

/** The statements of a file that write one of these tables, each as far as it goes. */
function writesOf(text: string, tables: string): string[] {
  const begins = new RegExp(
    `\\.(?:update|insert|delete)\\((?:${tables})\\)|insertIf\\(\\s*\\w+,\\s*(?:${tables}),`,
    'g',
  );
  return [...text.matchAll(begins)].map(({ index }) => statementAt(text, index));
}

/** From here to where the statement ends: at a comma, a semicolon or a bracket that was opened before it. */
function statementAt(text: string, start: number): string {
  let depth = 0;
  for (let place = start; place < text.length; place += 1) {
    const sign = text.charAt(place);
    if ('([{'.includes(sign)) depth += 1;
    if (')]}'.includes(sign)) depth -= 1;
    if (depth < 0 || (depth === 0 && ',;'.includes(sign))) return text.slice(start, place);
  }
  return text.slice(start);
}

it('every write of a membership gives it the next revision, or stands here with the reason why not', () => {
  const found = written.filter((path) =>
    writesOf(textOf(path), 'memberships').some((statement) => !statement.includes('revised')),
  );
  expect(found).toEqual(Object.keys(silent));
});

it('every write of a person or an address touches the customer at all their stores, or stands here likewise', () => {
  const found = written.filter((path) => {
    const text = textOf(path);
    return writesOf(text, 'customers|people|addresses').length > 0 && !/\b(?:touching|revising)\(/.test(text);
  });
  expect(found).toEqual(Object.keys(quiet));
});
