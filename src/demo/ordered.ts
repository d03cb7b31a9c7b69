// An order of the crowd in full, as rows of each table.
import { ulid } from 'ulid';
import { nameIn } from '../catalog/names.ts';
import type { products } from '../catalog/schema.ts';
import { totalsOf } from '../orders/placing/totals.ts';
import { addressOf } from './buyers.ts';
import type { Dice } from './dice.ts';
import { lifeOf, standingOf, type Method } from './lives.ts';
import { demoStores } from './shops.ts';
import type { Draft } from './trade.ts';

type Product = typeof products.$inferSelect;

const day = 86_400_000;
const { id: storeId, currency } = demoStores.goods;

const carriers: Readonly<Record<string, string>> = { IE: 'an_post', DE: 'dhl', CZ: 'ppl' };
const languages: Readonly<Record<string, string>> = { DE: 'de', CZ: 'cs' };

/** The order of a draft, its lines and its events; all but its number, which the batch knows. Nothing happens after `end`. */
export function ordered({ id, dice, buyer, placedAt }: Draft, goods: readonly Product[], end: number) {
  const billing = addressOf(buyer);
  const language = buyer.language ?? languages[billing.country] ?? 'en';
  const method = dice.pick<Method>([
    'bank_transfer',
    'bank_transfer',
    'bank_transfer',
    'elsewhere',
    'cash_on_delivery',
  ]);
  const items = itemsOf(dice, goods);
  const shipping = dice.pick([
    { name: 'Parcel', minor: 490 },
    { name: 'Express', minor: 990 },
    { name: 'Parcel shop', minor: 290 },
  ]);
  const taxBasisPoints = demoStores.goods.policies.tax.rates.IE.standard;
  const discountBasisPoints = buyer.discountBasisPoints ?? 0;
  const unitPriceOf = ({ priceMinor }: Product) => Math.round((priceMinor * (10_000 - discountBasisPoints)) / 10_000);
  const totals = totalsOf(
    items.map(({ product, quantity }) => ({
      unitPriceMinor: unitPriceOf(product),
      quantity,
      taxBasisPoints,
    })),
    { shippingMinor: shipping.minor, shippingTaxBasisPoints: taxBasisPoints, pointsMinor: 0 },
  );
  const { itemsMinor, shippingMinor, pointsMinor, totalMinor, taxMinor } = totals;
  const life = lifeOf(dice, { placedAt, totalMinor, method }, end);
  const standing = standingOf(life, totalMinor);
  const lines = items.map(({ product, quantity }, place) => ({
    orderId: id,
    position: place + 1,
    productId: product.id,
    sku: product.sku,
    name: nameIn(product.names, language, 'en'),
    quantity,
    listPriceMinor: product.priceMinor,
    unitPriceMinor: unitPriceOf(product),
    taxBasisPoints,
    ...totals.lines[place],
  }));
  const isSent = standing.shippedAt !== null;
  const order = {
    id,
    storeId,
    customerId: buyer.id,
    language,
    currency,
    email: buyer.email,
    phone: buyer.phone,
    vatId: buyer.vatId,
    billing,
    delivery: billing,
    groupName: buyer.groupName ?? '',
    discountBasisPoints,
    summary: lines[0]?.name ?? '',
    itemCount: items.reduce((sum, { quantity }) => sum + quantity, 0),
    itemsMinor,
    shippingName: shipping.name,
    shippingMinor,
    shippingTaxBasisPoints: taxBasisPoints,
    pointsSpent: 0,
    pointsMinor,
    totalMinor,
    taxMinor,
    isReverseCharge: false,
    paymentMethod: method,
    carrier: isSent ? (carriers[billing.country] ?? 'dhl') : '',
    trackingCode: isSent ? dice.digits(12) : '',
    placedAt,
    dueAt: method === 'bank_transfer' ? placedAt + 14 * day : null,
    ...standing,
  };
  const events = life.map(({ event, at, amountMinor }) => ({
    id: `evt_${ulid(at, () => dice.roll()).toLowerCase()}`,
    orderId: id,
    event,
    amountMinor,
    at,
  }));
  return { order, lines, events };
}

/** Mostly one or two products, of which mostly one. */
function itemsOf(dice: Dice, goods: readonly Product[]): { product: Product; quantity: number }[] {
  const count = 1 + Math.min(3, Math.floor(-0.9 * Math.log(1 - dice.roll())));
  const chosen = new Set(Array.from({ length: count }, () => dice.pick(goods)));
  return [...chosen].map((product) => ({
    product,
    quantity: 1 + Math.min(11, Math.floor(-1.1 * Math.log(1 - dice.roll()))),
  }));
}
