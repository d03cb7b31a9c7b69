// One order in full, as the verbs would have left it: agreed at the customer's terms, and everything that happened to it since.
import { latest } from '../../src/demo/crowd.ts';
import { Dice } from '../../src/demo/dice.ts';
import { lifeOf, standingOf, type Happening, type Method } from '../../src/demo/lives.ts';
import { drafted, type Draft, type Product } from '../../src/orders/placing/drafts.ts';
import type { Wanted } from '../../src/orders/placing/agreeing.ts';
import { listedAs } from '../../src/orders/placing/writing.ts';
import type { orderEvents } from '../../src/orders/events/schema.ts';
import type { orderLines, orders } from '../../src/orders/schema.ts';
import { idAt } from './ids.ts';
import type { Buyer } from './people.ts';
import type { Shop } from './shop.ts';

const day = 86_400_000;
const carriers: Readonly<Record<string, string>> = { IE: 'an_post', DE: 'dhl', CZ: 'ppl' };
const languages: Readonly<Record<string, string>> = { DE: 'de', CZ: 'cs' };
const methods: readonly Method[] = ['bank_transfer', 'bank_transfer', 'bank_transfer', 'elsewhere', 'cash_on_delivery'];
const deliveries = [
  { name: 'Parcel', priceMinor: 490 },
  { name: 'Express', priceMinor: 990 },
  { name: 'Parcel shop', priceMinor: 290 },
];

/** An order before it is placed: the how-manieth it is, by whom, and when. */
export type Asked = { place: number; buyer: Buyer; placedAt: number };

export type Made = {
  id: string;
  /** What was asked for at the till. */
  wanted: Wanted;
  draft: Draft;
  /** What became of it, and when. */
  life: readonly Happening[];
  parcel: { carrier: string; trackingCode: string };
  /** All but its number and revision. */
  row: Omit<typeof orders.$inferInsert, 'number'>;
  lines: (typeof orderLines.$inferInsert)[];
  events: (typeof orderEvents.$inferInsert)[];
};

/** The order; the same for the same number and buyer each time. */
export function orderOf({ store, goods, termsOf }: Shop, { place, buyer, placedAt }: Asked): Made {
  const dice = new Dice(20_000_000 + place);
  const { id: customerId, email, phone, address, groupId } = buyer;
  const { country } = address;
  const pieces = piecesOf(dice, goods);
  const wanted: Wanted = {
    customerId,
    items: pieces.map(({ product, quantity }) => ({ productId: product.id, quantity })),
    billing: address,
    delivery: address,
    shipping: { ...dice.pick(deliveries), taxBasisPoints: 2300 },
    paymentMethod: dice.pick(methods),
    language: languages[country] ?? 'en',
  };
  const who = { customerId, email, name: '', language: null, phone, vatId: '', points: 0 };
  const draft = drafted(store, { who, terms: termsOf(groupId, country) }, wanted, pieces);
  const { totalMinor, paymentMethod } = draft;
  const life = lifeOf(dice, { placedAt, totalMinor, method: paymentMethod }, latest);
  const standing = standingOf(life, totalMinor);
  const parcel = { carrier: carriers[country] ?? 'dhl', trackingCode: dice.digits(12) };
  const id = idAt('order', placedAt, place);
  return {
    id,
    wanted,
    draft,
    life,
    parcel,
    row: {
      ...draft,
      ...listedAs(draft.lines),
      ...standing,
      ...(standing.shippedAt === null ? {} : parcel),
      id,
      storeId: store.id,
      placedAt,
      dueAt: paymentMethod === 'bank_transfer' ? placedAt + 14 * day : null,
      updatedAt: life.at(-1)?.at ?? placedAt,
    },
    lines: draft.lines.map((line, at) => ({ ...line, orderId: id, position: at + 1 })),
    events: life.map(({ event, at, amountMinor }, nth) => ({
      id: idAt('event', at, place * 8 + nth),
      orderId: id,
      event,
      amountMinor,
      at,
    })),
  };
}

/** Mostly one or two products, of which mostly one. */
function piecesOf(dice: Dice, goods: readonly Product[]): { product: Product; quantity: number }[] {
  const count = 1 + Math.min(3, Math.floor(-0.9 * Math.log(1 - dice.roll())));
  const chosen = new Set(Array.from({ length: count }, () => dice.pick(goods)));
  return [...chosen].map((product) => ({
    product,
    quantity: 1 + Math.min(11, Math.floor(-1.1 * Math.log(1 - dice.roll()))),
  }));
}
