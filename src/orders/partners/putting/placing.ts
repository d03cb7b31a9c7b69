// An order of a partner's is placed as staff place one for somebody: by the same verb, so that stock, points, papers, messages, groups and
// figures follow in the same batch. The key acts in the name of whoever made it.
import type { Statement } from '../../../web/database.ts';
import { rateAt } from '../../../catalog/taxes.ts';
import { termsOf } from '../../../catalog/terms/terms.ts';
import type { Acting, Outcome } from '../../../partners/contract.ts';
import { naming } from '../../../partners/external-ids.ts';
import { refused, type FieldProblem } from '../../../partners/problems.ts';
import * as audit from '../../../staff/audit/audit.ts';
import * as stores from '../../../stores/stores.ts';
import type { Store } from '../../../stores/stores.ts';
import { chooseLanguage } from '../../../web/i18n.ts';
import { newToken } from '../../../web/secrets.ts';
import { agreed, type Agreed, type Item } from '../../placing/agreeing.ts';
import { asOrderer, type Orderer } from '../../placing/orderer.ts';
import { placeAgreed } from '../../placing/placing.ts';
import type { Told } from './checking.ts';
import { itemOf } from './goods.ts';
import type { Sent } from './input.ts';
import type { Seen } from './seen.ts';

/** What is placed, with the id that it gets and what the partner calls it, null for nothing. */
export type Placing = { sent: Sent; told: Told; seen: Seen; id: string; externalId: string | null };

/**
 * Places an order. Problems: `not_a_customer` (nobody on record, or denied), `not_sold` and `not_enough` with the lines, `points_too_few`,
 * `changed_meanwhile` where something came in between.
 */
export async function place(acting: Acting, placing: Placing, now: number): Promise<Outcome> {
  const { store, caller, sealingKey } = acting;
  const { sent, seen, id, externalId } = placing;
  const who = whoOrders(placing);
  if (!who || seen.customer?.status === 'denied') return refused('not_a_customer');
  const items = sent.lines.map((line) => itemOf(onSale(seen), line));
  const unsold = items.flatMap((item, nth) => (item === null ? [nth] : []));
  if (unsold.length > 0) return refused('not_sold', { fields: at(unsold, 'not_sold') });
  const ordered = items.filter((item) => item !== null);
  const agreement = agreementOn(store, placing, who, ordered, now);
  if (!agreement.ok && agreement.problem === 'not_enough') {
    return refused('not_enough', { fields: at(shortIn(seen, ordered), 'not_enough') });
  }
  const result = await placeAgreed(acting, agreement, now, {
    id,
    byStaff: { staffId: caller.staff.id, note: sent.note ?? '' },
    guest: { secret: newToken(), sealingKey },
    when: stores.isUnchanged(store),
    also: (order, isPlaced): Statement[] => [
      audit.entry(acting, { ...whose(who), by: caller.staff.id, act: 'order_placed', after: { order } }, now, isPlaced),
      ...naming(acting.db, named(acting), { kind: 'order', subjectId: order, externalId, when: isPlaced }, now),
    ],
  });
  // What came in between may be a change of the settings.
  if (!result.ok) stores.forget();
  return result;
}

function named({ caller: { partnerId }, store: { id: storeId } }: Acting) {
  return { partnerId, storeId };
}

function whose({ customerId }: Orderer): { customerId?: string } {
  return customerId === null ? {} : { customerId };
}

/** The customer, or a guest; nobody where there is no such customer. */
function whoOrders({ sent, told: { billing, delivery }, seen }: Placing): Orderer | undefined {
  const { guest_email: email } = sent;
  if (!email) return seen.customer;
  const contact = { email, name: billing.name || delivery.name, phone: billing.phone || delivery.phone };
  return { ...asOrderer(contact), language: sent.language ?? null };
}

function onSale({ goods }: Seen): Seen['goods'] {
  return goods.filter(({ retiredAt }) => retiredAt === null);
}

/** The order as it would be placed: of a price that the partner does not name, what it costs this customer. */
function agreementOn(store: Store, placing: Placing, who: Orderer, items: readonly Item[], now: number): Agreed {
  const { sent, told, seen } = placing;
  const { customerId } = who;
  const { country } = told.delivery;
  const terms = termsOf(store, { customerId, country, deliveryTo: country }, seen.facts, now);
  const { name, price_minor: priceMinor, tax_basis_points: rate } = sent.shipping;
  return agreed(
    store,
    { who, terms, sold: onSale(seen), isByStaff: true },
    {
      customerId,
      items,
      billing: told.billing,
      delivery: told.delivery,
      ...(told.vatId !== undefined && { vatId: told.vatId }),
      shipping: { name, priceMinor, taxBasisPoints: rate ?? rateAt(store, 'standard', country) },
      paymentMethod: sent.payment_method,
      language: sent.language ?? chooseLanguage(store.languages, who.language === null ? [] : [who.language]),
      points: sent.points ?? 0,
    },
  );
}

/** The places of the lines of whose product there is not enough for all of them. */
function shortIn({ goods }: Seen, items: readonly Item[]): number[] {
  return items.flatMap(({ productId }, nth) => {
    const stock = goods.find(({ id }) => id === productId)?.stock ?? Infinity;
    const count = items.reduce((sum, one) => sum + (one.productId === productId ? one.quantity : 0), 0);
    return productId !== null && stock < count ? [nth] : [];
  });
}

function at(places: readonly number[], code: 'not_sold' | 'not_enough'): FieldProblem[] {
  const detail = code === 'not_sold' ? 'The store does not sell this.' : 'There are not so many.';
  return places.map((nth) => ({ field: `/lines/${nth}`, code, detail }));
}
