// Where the tables stand in docs/operations.md.
import { format, resolveConfig } from 'prettier';
import type { Counted } from './counted.ts';
import { tablesOf } from './table.ts';

const [begin, end] = ['<!-- costs: written by `npm run costs` -->', '<!-- end of costs -->'];

/** The page with these tables between its markers, formatted as the project is. */
export async function withTables(page: string, counted: Counted): Promise<string> {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error('the page has no place for the tables');
  const filled = `${page.slice(0, from)}${begin}\n\n${tablesOf(counted)}\n\n${page.slice(to)}`;
  return format(filled, { ...(await resolveConfig('docs/operations.md')), parser: 'markdown' });
}
