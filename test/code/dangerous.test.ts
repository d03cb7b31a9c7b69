// What can do harm, and the few places that may use it: each stands here with why it cannot there.
import { expect, it } from 'vitest';
import { sourceFiles, textOf } from './source.ts';

const nowhere: Record<string, string> = {};

/** What is looked for in src, and the files that have it, each with its reason. */
const dangers: [what: string, sign: RegExp, allowed: Record<string, string>][] = [
  ['text that becomes a program', /\beval\(|new Function\(|\bsetTimeout\(\s*['"`]|child_process/, nowhere],
  [
    'text that becomes markup in a browser',
    /\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML/,
    nowhere,
  ],
  [
    'markup that nothing escapes',
    /(?<!sql\.)\braw\(/,
    {
      'src/ui/page.tsx': 'the doctype, a constant',
      'src/messages/dev.tsx': 'the doctype, a constant',
      'src/web/errors.tsx': 'the doctype, a constant',
      'src/ui/layout.tsx': 'the colour of the store, which its policy holds to #rrggbb, and a constant',
      'src/ui/about.tsx': 'JSON, in which no `<` is left',
    },
  ],
  ['what a browser keeps', /\b(localStorage|sessionStorage|indexedDB)\b/, nowhere],
  [
    'messages between windows',
    /\bpostMessage\b|(?:window|self|^)\W*addEventListener\(\s*['"]message['"]|onmessage/m,
    nowhere,
  ],
  ['a cache that others share', /\bcaches\b\.|cacheTtl|cacheEverything/, nowhere],
  ['numbers that can be guessed', /Math\.random/, { 'src/client/live.ts': 'when a list of orders tries again' }],
  [
    'requests to elsewhere',
    /(?<![.\w])fetch\((?!\))/,
    {
      'src/partners/webhooks/sending.ts': 'to where partners say, by the rule of addresses.ts',
      'src/client/finding.ts': 'the page, of its own origin',
      'src/client/live.ts': 'the page, of its own origin',
      'src/client/progress.ts': 'the page, of its own origin',
      'src/client/strength.ts': 'the page, of its own origin',
    },
  ],
  [
    'words that become SQL',
    /sql\.(raw|identifier)\(\s*[^'"`\s]/,
    {
      'src/catalog/products.ts': 'a column by its type',
      'src/customers/finding/sorting.ts': 'an index by its type',
      'src/customers/listing.ts': 'an index by its type',
      'src/groups/moves/moves.ts': 'a column by its type',
      'src/groups/rules/fulfilment.ts': 'columns of the table',
      'src/orders/days/figures.ts': 'an index by its type',
      'src/orders/history/history.ts': 'an index by its type',
      'src/orders/list/ways.ts': 'an index by its type',
      'src/orders/papers/list.ts': 'an index by its type',
      'src/orders/papers/register.ts': 'an index by its type',
      'src/pools/becoming/merging.ts': 'a column by its type',
      'src/customers/representing.ts': 'names of columns, constants',
      'src/discussions/posts.ts': 'an index by its type',
      'src/messages/claiming.ts': 'problems, constants',
    },
  ],
  [
    'expressions that are put together',
    /new RegExp\(/,
    {
      'src/catalog/terms/api.ts': 'of constants',
      'src/partners/fields.ts': 'of constants',
      'src/staff/audit/input.ts': 'of constants',
      'src/ui/amounts.ts': 'of how many digits a currency has',
      'src/customers/addresses/formats.ts': "of a country's postal codes, from a package",
      'src/customers/finding/numbers.ts': "of a store's format of numbers, each sign of which is escaped",
    },
  ],
];

it.each(dangers)('%s stands only where it can do no harm', (_, sign, allowed) => {
  const found = sourceFiles.filter((path) => !path.startsWith('src/demo/') && sign.test(textOf(path)));

  expect(found.toSorted()).toEqual(Object.keys(allowed).toSorted());
});
