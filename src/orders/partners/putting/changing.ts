// An order that is put again and says something else is changed as staff change one by hand (decision 030): what is put says how it shall
// be, and what differs from how it is are the changes. What is put as it is changes nothing, however often.
import { rateAt } from '../../../catalog/taxes.ts';
import type { Acting, Outcome } from '../../../partners/contract.ts';
import { refused, type FieldProblem } from '../../../partners/problems.ts';
import * as audit from '../../../staff/audit/audit.ts';
import { emailKey } from '../../../web/emails.ts';
import { change } from '../../changing/changing.ts';
import { differencesOf } from '../../changing/differences.ts';
import { outcome, rateFor, type Added, type Changed } from '../../changing/outcome.ts';
import { merged, type Item } from '../../placing/agreeing.ts';
import { due } from '../../placing/drafts.ts';
import type { Order } from '../../taking.ts';
import type { Told } from './checking.ts';
import { itemOf, type Good } from './goods.ts';
import type { Sent } from './input.ts';
import type { Seen } from './seen.ts';

type Putting = { sent: Sent; told: Told; seen: Seen; order: Order };

/**
 * Makes an order what was put. Problems: `not_changeable` with the fields, `not_sold`, and those of the manual change; none where it is so
 * already.
 */
export async function makeSo(acting: Acting, putting: Putting, now: number): Promise<Outcome> {
  const { store, caller } = acting;
  const { sent, seen, order } = putting;
  const fixed = fixedIn(putting);
  if (fixed.length > 0) return refused('not_changeable', { fields: fixed });
  const items = sent.lines.map((line) => itemOf(seen.goods, line));
  if (items.includes(null)) return refused('not_sold');
  const changed = changesIn(putting, merged(items.filter((item) => item !== null)), acting);
  if (differencesOf(order, outcome(store, order, changed)).length === 0) return { ok: true };
  const wanted = {
    ...changed,
    revision: order.revision,
    why: sent.reason || caller.partnerName,
    isWhyTold: Boolean(sent.reason),
  };
  const told = { by: caller.staff.id, act: 'order_changed', after: { order: order.id } } as const;
  return change(acting, { orderId: order.id, staffId: caller.staff.id }, wanted, now, (happened) => [
    audit.entry(acting, told, now, happened),
  ]);
}

/** What was put otherwise than it was placed, and no change by hand can change. */
function fixedIn({ sent, seen, order }: Putting): FieldProblem[] {
  const isTheirs = sent.guest_email
    ? emailKey(order.email) === emailKey(sent.guest_email)
    : order.customerId !== null && order.customerId === (sent.customer_id ?? seen.customer?.customerId);
  const { tax_basis_points: rate } = sent.shipping;
  const isTaxed = typeof rate !== 'number' || order.isReverseCharge || rate === order.shippingTaxBasisPoints;
  const whom = sent.guest_email ? 'guest_email' : sent.customer_id ? 'customer_id' : 'customer_external_id';
  return [
    ...(isTheirs ? [] : [whom]),
    ...(sent.payment_method === order.paymentMethod ? [] : ['payment_method']),
    ...(!sent.language || sent.language === order.language ? [] : ['language']),
    ...(isTaxed ? [] : ['shipping/tax_basis_points']),
  ].map((field) => ({ field: `/${field}`, code: 'not_changeable', detail: 'It was placed otherwise.' }));
}

function changesIn({ sent, told, seen, order }: Putting, items: readonly Item[], { store }: Acting): Changed {
  const rateOf = (item: Item) => {
    if (item.productId === null) return item.taxBasisPoints;
    const good = seen.goods.find(({ id }) => id === item.productId);
    return good ? rateFor(store, order, good.taxClass) : 0;
  };
  /** As the order has prices: without the tax where the buyer owes it. */
  const asAgreed = (item: Item): Asked => ({
    item,
    priceMinor: item.priceMinor === undefined ? null : due(item.priceMinor, rateOf(item), order.isReverseCharge),
  });
  const { shipping } = sent;
  // As it was placed: src/orders/partners/putting/placing.ts.
  const rate = shipping.tax_basis_points ?? rateAt(store, 'standard', told.delivery.country);
  return {
    ...linesIn(order, items.map(asAgreed), seen.goods),
    billing: told.billing,
    delivery: told.delivery,
    ...(told.vatId !== undefined && { vatId: told.vatId }),
    shippingName: shipping.name,
    shippingMinor: due(shipping.price_minor, rate, order.isReverseCharge),
  };
}

/** What is wanted of something, null for a price that is as it is, or as it will be. */
type Asked = { item: Item; priceMinor: number | null };

/** Each line that is wanted is the one of the order that is the same thing, at the same price if there is one; else it comes new. */
function linesIn(order: Order, wanted: readonly Asked[], goods: readonly Good[]): Pick<Changed, 'lines' | 'added'> {
  const left = [...order.lines];
  const taken = new Map<Asked, Order['lines'][number]>();
  const take = (isMeant: (asked: Asked, line: Order['lines'][number]) => boolean) => {
    for (const asked of wanted.filter((one) => !taken.has(one))) {
      const place = left.findIndex((line) => isSame(order, line, asked.item) && isMeant(asked, line));
      const [line] = place < 0 ? [] : left.splice(place, 1);
      if (line) taken.set(asked, line);
    }
  };
  take(({ priceMinor }, line) => priceMinor === line.unitPriceMinor);
  take(() => true);
  return {
    lines: new Map<number, { quantity: number; unitPriceMinor?: number | undefined }>([
      ...left.map(({ position }) => [position, { quantity: 0 }] as const),
      ...[...taken].map(
        ([{ item, priceMinor }, { position }]) =>
          [position, { quantity: item.quantity, unitPriceMinor: priceMinor ?? undefined }] as const,
      ),
    ]),
    added: wanted.filter((one) => !taken.has(one)).flatMap((asked) => addedFor(asked, goods)),
  };
}

function isSame({ isReverseCharge }: Order, line: Order['lines'][number], item: Item): boolean {
  if (item.productId !== null) return item.productId === line.productId;
  const isTaxed = isReverseCharge || item.taxBasisPoints === line.taxBasisPoints;
  return line.productId === null && isTaxed && item.name === line.name && item.sku === line.sku;
}

function addedFor({ item, priceMinor }: Asked, goods: readonly Good[]): Added[] {
  const { quantity } = item;
  if (item.productId === null) {
    const { name, sku, taxBasisPoints } = item;
    return [{ product: null, name, sku, taxBasisPoints, quantity, unitPriceMinor: priceMinor ?? 0 }];
  }
  const product = goods.find(({ id }) => id === item.productId);
  return product ? [{ product, quantity, unitPriceMinor: priceMinor }] : [];
}
