// Documents for tests, issued as an order issues them.
import { env } from 'cloudflare:workers';
import type { DemoStore } from '../../src/demo/shops.ts';
import { issuing, type Paper } from '../../src/documents/issuing.ts';
import { batch, openDatabase } from '../../src/web/database.ts';
import { demoStore } from './stores.ts';

/** Where Grace lives. */
export const home = {
  name: 'Grace Hopper',
  company: '',
  line1: '4 Custom House Quay',
  line2: '',
  postalCode: 'D01 X285',
  city: 'Dublin',
  region: '',
  country: 'IE',
};

/** What an invoice for a bag says, paid or not. */
export function aContent(changes: Partial<Paper['content']> = {}): Paper['content'] {
  return {
    buyer: { email: 'grace@example.com', vatId: 'IE6433435F', billing: home, delivery: null },
    orderedAt: Date.UTC(2026, 10, 12, 10),
    validUntil: null,
    currency: 'EUR',
    lines: [
      {
        name: 'Rope bag',
        sku: 'BAG-1',
        quantity: 2,
        unitPriceMinor: 5990,
        taxBasisPoints: 2300,
        totalMinor: 11_980,
      },
    ],
    discountBasisPoints: 1000,
    itemsMinor: 11_980,
    shipping: { name: 'Parcel service', amountMinor: 500 },
    pointsMinor: 180,
    totalMinor: 12_300,
    taxes: [{ taxBasisPoints: 2300, netMinor: 10_000, taxMinor: 2300 }],
    transfer: null,
    ...changes,
  };
}

/** What an unpaid invoice says of how to pay. */
export const toTransfer = {
  holder: 'Harbour Goods',
  iban: 'IE29AIBK93115212345678',
  bic: 'AIBKIE2D',
  amountMinor: 12_300,
  dueAt: Date.UTC(2026, 10, 26, 10),
};

export type Traits = Partial<Omit<Paper, 'content'>> & {
  store?: DemoStore;
  content?: Partial<Paper['content']>;
  at?: number;
};

/** A document of a demo store; a paid invoice in English unless told otherwise. Returns the id. */
export async function aDocument(traits: Traits = {}): Promise<string> {
  const { store = 'goods', content, at = Date.now(), ...rest } = traits;
  const db = openDatabase(env);
  const paper: Paper = {
    type: 'invoice',
    orderId: 'ord_some',
    customerId: null,
    language: 'en',
    orderNumber: '2026-00412',
    ...rest,
    content: aContent(content),
  };
  const { id, statements } = issuing(db, await demoStore(store), paper, at);
  await batch(db, statements);
  return id;
}
