// Where the tables stand in docs/operations.md.
import { withPart } from '../written.ts';
import type { Counted } from './counted.ts';
import { tablesOf } from './table.ts';

const marks = ['<!-- costs: written by `npm run costs` -->', '<!-- end of costs -->'] as const;

/** The page with these tables between its markers. */
export function withTables(text: string, counted: Counted): Promise<string> {
  return withPart({ path: 'docs/operations.md', text }, marks, tablesOf(counted));
}
