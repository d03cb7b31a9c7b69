// The numbers by which a customer is found: those of their orders at the store. They stand among the words that a customer is found
// by, behind a mark that no other word begins with: so they outlive whatever happens to the person's details, and a beginning that
// fits thousands of orders of one customer reads none of them. A number is looked for once the typed word says three digits of it.
import { sql, type SQL } from 'drizzle-orm';
import type { Database, Statement } from '../../web/database.ts';
import { searchTerms } from '../schema.ts';
import { folded } from './terms.ts';

export const mark = '#';

/** The statement that lets a customer be found by a number, a value in SQL, folded as words are; only where `when` holds. */
export function findableBy(
  db: Database,
  { storeId, customerId }: { storeId: string; customerId: string },
  number: SQL,
  when: SQL,
): Statement {
  return db
    .insert(searchTerms)
    .select(sql`select ${storeId}, ${mark} || ${number}, ${customerId} where ${when}`)
    .onConflictDoNothing();
}

/** What a number of this format, like `{year}-{number}`, is kept as; for a typed text that is no beginning of one, null. */
export function numberLookedFor(typed: string, format: string): string | null {
  const word = folded(typed).trim();
  return beginningsOf(folded(format)).test(word) ? `${mark}${word}` : null;
}

/** Of a format that looks like a telephone number only whole numbers are meant. */
function beginningsOf(format: string): RegExp {
  const [before = '', ...behind] = format.split('{number}');
  const after = behind.join('{number}');
  const start = literally(before).replaceAll(String.raw`\{year\}`, String.raw`20\d\d`);
  const isLikePhone = /^[\d]*$/.test(before.replaceAll('{year}', ''));
  const digits = isLikePhone ? String.raw`\d{5,6}` : String.raw`\d{3,}`;
  const end =
    after === '' ? '' : isLikePhone ? `${literally(after.slice(0, 1))}.*` : `(${literally(after.slice(0, 1))}.*)?`;
  return new RegExp(`^${start}${digits}${end}$`);
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
