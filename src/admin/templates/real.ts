// Real values for a preview: those of a customer or of an order of the store, in place of the example, by what each value means.
import { and, desc, eq, sql } from 'drizzle-orm';
import { customers, memberships } from '../../customers/schema.ts';
import type { MessageName } from '../../messages/outbox.ts';
import type { Word } from '../../messages/templates/facts/facts.ts';
import type { About } from '../../messages/templates/variables.ts';
import { carrierName, trackingLink } from '../../orders/details/carriers.ts';
import { orderLines, orders } from '../../orders/schema.ts';
import * as stores from '../../stores/stores.ts';
import { dates } from '../../ui/dates.ts';
import { money, whole } from '../../ui/money.ts';
import type { Database } from '../../web/database.ts';
import { emailKey } from '../../web/emails.ts';
import type { Language } from '../../web/i18n.ts';

/** What real values of a message come from. */
export type Source = 'order' | 'customer' | 'nobody';

/** From what a message about this takes its values. */
export function sourceOf(name: MessageName, { variables }: About): Source {
  const words = variables.map(({ word }) => word);
  if (words.includes('order_number')) return 'order';
  return words.includes('name') && !name.startsWith('staff_') ? 'customer' : 'nobody';
}

/** A customer of the store by their address, the newest where none is named. */
export function someCustomer(db: Database, storeId: string, email: string) {
  const isMember = eq(memberships.storeId, storeId);
  // By the pool the index of addresses finds them: else everybody of the store would be looked through.
  const isTheirs = and(eq(customers.poolId, stores.poolOf(storeId)), eq(customers.emailKey, emailKey(email)));
  return db
    .select({ name: customers.name, email: customers.email, language: customers.language })
    .from(memberships)
    .innerJoin(customers, eq(customers.id, memberships.customerId))
    .where(email === '' ? isMember : and(isMember, isTheirs))
    .orderBy(desc(memberships.customerId))
    .limit(1);
}

/** An order of the store by its number, the newest where none is named, with the name of its customer. */
export function someOrder(db: Database, storeId: string, number: string) {
  return db
    .select({ order: orders, name: customers.name, speaks: customers.language })
    .from(orders)
    .leftJoin(customers, eq(customers.id, orders.customerId))
    .where(and(eq(orders.storeId, storeId), number === '' ? undefined : eq(orders.number, number)))
    .orderBy(desc(orders.placedAt), desc(orders.id))
    .limit(1);
}

/** The lines of that order. */
export function linesOfSome(db: Database, storeId: string, number: string) {
  return db
    .select({ name: orderLines.name, quantity: orderLines.quantity, totalMinor: orderLines.totalMinor })
    .from(orderLines)
    .where(
      sql`${orderLines.orderId} = (
        select ${orders.id} from ${orders}
        where ${orders.storeId} = ${storeId} ${number === '' ? sql`` : sql`and ${orders.number} = ${number}`}
        order by ${orders.placedAt} desc, ${orders.id} desc limit 1)`,
    )
    .orderBy(orderLines.position);
}

type SomeCustomer = Awaited<ReturnType<typeof someCustomer>>[number];
type SomeOrder = Awaited<ReturnType<typeof someOrder>>[number];
type Line = Awaited<ReturnType<typeof linesOfSome>>[number];
type Values = Partial<Record<Word, string>>;

/** What a message about a customer says of this one. */
export function valuesOfCustomer({ name, email }: SomeCustomer): Values {
  return { name, email };
}

/** What a message about an order says of this one, as the language writes it. */
export function valuesOfOrder({ timeZone }: stores.Store, language: Language, { order, name }: SomeOrder): Values {
  const amount = (minor: number) => money(minor, order.currency, language);
  return {
    name: name ?? order.billing?.name ?? '',
    email: order.email,
    order_number: order.number,
    order_id: order.id,
    shipping_name: order.shippingName,
    shipping_amount: amount(order.shippingMinor),
    points: order.pointsMinor === 0 ? '' : amount(-order.pointsMinor),
    total: amount(order.totalMinor),
    tax: order.isReverseCharge ? '' : amount(order.taxMinor),
    due: order.dueAt === null ? '' : dates(language, timeZone)(order.dueAt),
    by: order.paymentMethod,
    amount: amount(order.totalMinor),
    carrier: carrierName(order.carrier),
    parcel_code: order.trackingCode,
    parcel_link: trackingLink(order.carrier, order.trackingCode) ?? '',
  };
}

/** The lines of an order as messages say them. */
export function linesAsTold(lines: readonly Line[], { order }: SomeOrder, language: Language) {
  return lines.map(({ name, quantity, totalMinor }) => ({
    name,
    quantity: whole(quantity, language),
    amount: money(totalMinor, order.currency, language),
  }));
}

/** The example with the real values in it that there are. */
export function filledWith({ sample, variables }: About, values: Values, lines: readonly object[] | null): object {
  const told = structuredClone(sample);
  for (const { path, word } of variables) if (values[word] !== undefined) put(told, path.split('.'), values[word]);
  return lines && 'lines' in told ? { ...told, lines } : told;
}

function put(into: object, [name = '', ...rest]: readonly string[], value: string): void {
  if (!Object.hasOwn(into, name)) return;
  if (rest.length === 0) Reflect.set(into, name, value);
  const inner: unknown = Reflect.get(into, name);
  if (rest.length > 0 && typeof inner === 'object' && inner !== null) put(inner, rest, value);
}
