// The numbers by which a customer is found: those of their orders at the store. They stand among the words that a customer is found
// by, behind a mark that no other word begins with: so they outlive whatever happens to the person's details, and a beginning that
// fits thousands of orders of one customer reads none of them. A number is looked for once the typed word says three digits of it.
import { sql, type SQL } from 'drizzle-orm';
import type { Database, Statement } from '../../web/database.ts';
import { searchTerms } from '../schema.ts';
import { folded } from './terms.ts';

export const mark = '#';

/** The statement that lets a customer be found by a number, a value in SQL; only where `when` holds. */
export function findableBy(
  db: Database,
  { storeId, customerId }: { storeId: string; customerId: string },
  number: SQL,
  when: SQL,
): Statement {
  return db
    .insert(searchTerms)
    .select(sql`select ${storeId}, ${mark} || lower(${number}), ${customerId} where ${when}`)
    .onConflictDoNothing();
}

/** The same for every number that a query of one column returns. */
export function findableByEach(
  db: Database,
  { storeId, customerId }: { storeId: string; customerId: string },
  numbers: SQL,
): Statement {
  return db
    .insert(searchTerms)
    .select(sql`select ${storeId}, ${mark} || lower(number), ${customerId} from (${numbers}) where true`)
    .onConflictDoNothing();
}

/** What a number of this format, like `{year}-{number}`, is kept as; for a typed text that is no beginning of one, null. */
export function numberLookedFor(typed: string, format: string): string | null {
  const [before = '', ...behind] = format.split('{number}');
  const found = beginningsOf(folded(before), folded(behind.join('{number}'))).exec(folded(typed).trim())?.groups;
  if (!found) return null;
  // SQLite lowers the letters of English only, so what is not typed by chance but by format is as it stands there.
  const start = before.replaceAll('{year}', found.year ?? '').replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  return `${mark}${start}${found.rest}`;
}

/** Of a format that looks like a telephone number only whole numbers are meant. */
function beginningsOf(before: string, after: string): RegExp {
  const start = literally(before).replace(String.raw`\{year\}`, String.raw`(?<year>20\d\d)`);
  const isLikePhone = /^\d*$/.test(before.replaceAll('{year}', ''));
  const digits = isLikePhone ? String.raw`\d{5,6}` : String.raw`\d{3,}`;
  const suffix = after === '' ? '' : `${literally(after.slice(0, 1))}.*`;
  return new RegExp(`^${start}(?<rest>${digits}${suffix && !isLikePhone ? `(${suffix})?` : suffix})$`);
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
