// What lists and searches go by, kept in step with the people. A customer's row carries how its fields read, written in the
// same statement as the fields; everything else is derived from that row by SQL, at its place in the caller's batch. So a batch
// needs no condition for it and cannot get it wrong, whatever other batches do in between.
import { eq, sql } from 'drizzle-orm';
import type { Database, Statement } from '../../web/database.ts';
import { customers, memberships, searchTerms } from '../schema.ts';
import { mark } from './numbers.ts';
import { readingsOf, type Field } from './terms.ts';

/** What an update of a customer's row sets beside these fields, however many of them it writes. */
export function rereading(details: Partial<Record<Field, string>>) {
  return { readings: sql`json_patch(${customers.readings}, ${JSON.stringify(readingsOf(details))})` };
}

/**
 * The statements that bring what a customer is found by in step, at each store where they have a membership. They belong at
 * the end of every batch that writes a name, e-mail, phone, company or VAT ID, makes a membership or makes a login. Numbers by which
 * the customer is found stay.
 */
export function indexing(db: Database, customerId: string): Statement[] {
  const words = wordsOf(customerId);
  return [
    db
      .update(memberships)
      .set({
        isAccount: sql`${memberships.registeredAt} is not null
          or (select ${customers.hasLogin} from ${customers} where ${customers.id} = ${customerId})`,
        sortName: sql`(select ${sortNameOf} from ${customers} where ${customers.id} = ${customerId})`,
      })
      .where(eq(memberships.customerId, customerId)),
    db
      .delete(searchTerms)
      .where(
        sql`${searchTerms.customerId} = ${customerId} and substr(${searchTerms.term}, 1, 1) <> ${mark} and (${searchTerms.storeId}, ${searchTerms.term}) not in (${words})`,
      ),
    db
      .insert(searchTerms)
      .select(sql`select *, ${customerId} from (${words}) where true`)
      .onConflictDoNothing(),
  ];
}

const wholeOf = (field: Field) => sql`nullif(json_extract(${customers.readings}, ${`$.${field}.whole`}), '')`;

const sortNameOf = sql`coalesce(${wholeOf('name')}, ${wholeOf('company')}, ${wholeOf('email')}, '')`;

/** The customer's words at each of their stores; none that another one begins with, from whichever field. */
function wordsOf(customerId: string) {
  return sql`
    with word(text) as (
      select distinct each_word.value
      from ${customers}, json_each(${customers.readings}) as reading, json_each(reading.value, '$.words') as each_word
      where ${customers.id} = ${customerId})
    select ${memberships.storeId}, word.text
    from ${memberships}, word
    where ${memberships.customerId} = ${customerId} and not exists (
      select 1 from word as longer
      where longer.text > word.text and substr(longer.text, 1, length(word.text)) = word.text)`;
}
