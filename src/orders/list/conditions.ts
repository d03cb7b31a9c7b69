// The filters of the list, as conditions on one order.
import { and, eq, gte, isNotNull, isNull, lt, sql, type SQL } from 'drizzle-orm';
import { wordsLookedFor } from '../../customers/finding/terms.ts';
import { searchTerms } from '../../customers/schema.ts';
import type { Store } from '../../stores/stores.ts';
import { orders } from '../schema.ts';
import type { Wanted } from './input.ts';
import { addressIn, endOf, isDue, type Filter, type Way } from './ways.ts';

/** What the way leaves to be looked at; undefined where it answers everything. */
export function restOf(way: Way, wanted: Wanted, now: number): SQL | undefined {
  const rest = Object.entries(conditionsOf(wanted, now)).filter(([name]) => !way.answers.some((one) => one === name));
  return and(...rest.map(([, condition]) => condition), nameOfGuest(wanted));
}

/** Whether an order is among those that are wanted, whatever the way. */
export function isWanted(store: Store, wanted: Wanted, now: number): SQL {
  return sql`(${and(sql`true`, ...Object.values(conditionsOf(wanted, now)), isSought(store, wanted))})`;
}

function conditionsOf(wanted: Wanted, now: number): Record<Filter, SQL | undefined> {
  const { state, statusId, payment, who, since, before } = wanted;
  return {
    state: state === null ? undefined : eq(orders.status, state),
    statusId: statusId === null ? undefined : eq(orders.statusId, statusId),
    payment: payment === null ? undefined : isDue(payment === 'overdue' ? now : null),
    who: who === null ? undefined : who === 'guest' ? isNotNull(orders.guestKey) : isNull(orders.guestKey),
    period: and(
      since === null ? undefined : gte(orders.placedAt, since),
      before === null ? undefined : lt(orders.placedAt, before),
    ),
  };
}

/** Whether the number, the customer or the guest is what was typed. */
function isSought(store: Store, wanted: Wanted): SQL | undefined {
  const { text, number, who } = wanted;
  if (number !== null) return beginsWith(sql`${orders.number}`, number);
  if (text === '') return undefined;
  if (who === 'guest') return nameOfGuest(wanted);
  const words = wordsLookedFor(text).map(
    (word) => sql`exists (select 1 from ${searchTerms} as sought where sought.customer_id = ${orders.customerId}
      and sought.store_id = ${store.id} and ${beginsWith(sql`sought.term`, word)})`,
  );
  const isTheirs = words.length === 0 ? sql`false` : sql`(${sql.join(words, sql` and `)})`;
  const isGuests = beginsWith(sql`${orders.guestKey}`, addressIn(text));
  return sql`(${isTheirs} or ${isGuests} or ${beginsWith(sql`${orders.number}`, text)})`;
}

/** Whether what a guest wrote as their name or address has what was typed in it; SQLite lowers the letters of English only. */
function nameOfGuest({ text, number, who }: Wanted): SQL | undefined {
  if (who !== 'guest' || text === '' || number !== null) return undefined;
  const typed = text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  return sql`instr(lower(coalesce(${orders.billing} ->> 'name', '') || ' ' || ${orders.email}), ${typed}) > 0`;
}

function beginsWith(text: SQL, beginning: string): SQL {
  return sql`(${text} >= ${beginning} and ${text} < ${endOf(beginning)})`;
}
