// The demo: four stores in three pools. Made the same way each time, for development and tests only.
import { eq } from 'drizzle-orm';
import { addingDefault } from '../groups/groups.ts';
import { groups } from '../groups/schema.ts';
import { stores as storesTable } from '../stores/schema.ts';
import * as stores from '../stores/stores.ts';
import { batch, type Database } from '../web/database.ts';
import { goodsBlocks, skladBlocks } from './blocks.ts';

export const demoStores = {
  goods: {
    id: 'sto_harbour_goods',
    poolId: 'pol_harbour',
    name: 'Harbour Goods',
    hostname: 'localhost',
    currency: 'EUR',
    languages: ['en', 'de', 'cs'],
    timeZone: 'Europe/Dublin',
    policies: {
      registrationFields: { name: 'required', phone: 'optional', newsletter: 'optional' },
      accountPage: goodsBlocks,
      loyalty: { pointsPerUnit: 1, pointsForReview: 20 },
      tax: { country: 'IE', vatId: 'IE6388047V', rates: { IE: { standard: 2300, reduced: 1350, super_reduced: 480 } } },
      delivery: [
        { key: 'parcel', name: { en: 'Parcel', de: 'Paket', cs: 'Balík' }, priceMinor: 490, freeFromMinor: 10_000 },
        { key: 'express', name: { en: 'Express', de: 'Express', cs: 'Expres' }, priceMinor: 990, countries: ['IE'] },
      ],
      email: { senderAddress: 'hello@harbour-goods.example' },
      shop: {
        address: 'Harbour Goods, 4 Custom House Quay, Dublin',
        bankAccount: { iban: 'IE29AIBK93115212345678', bic: 'AIBKIE2D', holder: 'Harbour Goods' },
        countries: ['IE', 'DE', 'CZ'],
        brandColour: '#1f5f7a',
      },
    },
  },
  outlet: {
    id: 'sto_harbour_outlet',
    poolId: 'pol_harbour',
    name: 'Harbour Outlet',
    hostname: 'outlet.localhost',
    currency: 'EUR',
    languages: ['en', 'de'],
    timeZone: 'Europe/Dublin',
    policies: {
      tax: { country: 'IE', vatId: 'IE6388047V', rates: { IE: { standard: 2300, reduced: 1350, super_reduced: 480 } } },
      delivery: [{ key: 'parcel', name: { en: 'Parcel', de: 'Paket' }, priceMinor: 490 }],
      checkout: 'guest_only',
      email: { senderAddress: 'hello@harbour-outlet.example' },
      shop: { address: 'Harbour Goods, 4 Custom House Quay, Dublin', countries: ['IE', 'DE'], brandColour: '#b4541a' },
    },
  },
  trade: {
    id: 'sto_hafen_handel',
    poolId: 'pol_hafen',
    name: 'Hafen Handel',
    hostname: 'trade.localhost',
    currency: 'EUR',
    languages: ['de', 'en'],
    timeZone: 'Europe/Berlin',
    policies: {
      registration: 'invitation',
      checkout: 'account_required',
      shopAccess: 'prices_for_customers',
      tax: {
        country: 'DE',
        vatId: 'DE136695976',
        rates: { DE: { standard: 1900, reduced: 700 }, AT: { standard: 2000, reduced: 1000 } },
      },
      delivery: [{ key: 'freight', name: { de: 'Spedition', en: 'Freight' }, priceMinor: 2500, freeFromMinor: 50_000 }],
      email: { senderAddress: 'handel@hafen-handel.example' },
      shop: { address: 'Hafen Handel GmbH, Am Sandtorkai 1, Hamburg', countries: ['DE', 'AT'], brandColour: '#2f4858' },
    },
  },
  sklad: {
    id: 'sto_pristav_sklad',
    poolId: 'pol_pristav',
    name: 'Přístav Sklad',
    hostname: 'sklad.localhost',
    currency: 'CZK',
    languages: ['cs', 'en'],
    timeZone: 'Europe/Prague',
    policies: {
      accountPage: skladBlocks,
      activation: 'admin',
      passwordAtRegistration: 'generated',
      forgottenPassword: 'generated',
      registrationFields: {
        name: 'required',
        phone: 'required',
        company: 'optional',
        vatId: 'optional',
        birthDate: 'optional',
        billingAddress: 'optional',
        newsletter: 'optional',
      },
      ownFields: [
        {
          key: 'trade',
          type: 'choice',
          demand: 'optional',
          label: { cs: 'Obor', en: 'Line of business' },
          choices: [
            { value: 'chandlery', label: { cs: 'Lodní potřeby', en: 'Chandlery' } },
            { value: 'charter', label: { cs: 'Půjčovna lodí', en: 'Boat charter' } },
            { value: 'other', label: { cs: 'Jiný', en: 'Other' } },
          ],
        },
        { key: 'boats', type: 'number', demand: 'optional', label: { cs: 'Počet lodí', en: 'Number of boats' } },
        {
          key: 'cranes',
          type: 'checkbox',
          demand: 'optional',
          label: { cs: 'Máme vlastní jeřáb', en: 'We have a crane of our own' },
        },
      ],
      tax: {
        country: 'CZ',
        vatId: 'CZ25123891',
        rates: { CZ: { standard: 2100, reduced: 1200 }, SK: { standard: 2300, reduced: 1900, super_reduced: 500 } },
      },
      delivery: [{ key: 'courier', name: { cs: 'Kurýr', en: 'Courier' }, priceMinor: 12_900 }],
      email: { senderAddress: 'sklad@pristav-sklad.example', ownerAddresses: ['majitel@pristav-sklad.example'] },
      shop: {
        address: 'Přístav Sklad, Holešovické nábřeží 7, Praha',
        bankAccount: { iban: 'CZ6508000000192000145399', bic: 'GIBACZPX', holder: 'Přístav Sklad' },
        countries: ['CZ', 'SK'],
        brandColour: '#7a1f3d',
      },
    },
  },
} satisfies Record<string, Omit<stores.NewStore, 'origin'>>;

export type DemoStore = keyof typeof demoStores;

/** Opens the demo stores, without the people, on a port of this machine. */
export async function openStores(db: Database, port: number, now: number): Promise<void> {
  for (const [name, store] of Object.entries(demoStores)) {
    await stores.open(db, { ...store, origin: originOf(store, port) }, now);
    const standard = store.languages[0] === 'cs' ? 'Základní' : 'Standard';
    await batch(db, [addingDefault(db, { id: `grp_standard_${name}`, storeId: store.id, name: standard }, now)]);
  }
  await db.insert(groups).values({
    id: 'grp_gold',
    storeId: demoStores.goods.id,
    name: 'Gold',
    discountBasisPoints: 1000,
    position: 1,
    createdAt: now,
  });
}

/** Moves the demo stores that are there to another port. */
export async function moveStores(db: Database, port: number): Promise<void> {
  for (const store of Object.values(demoStores)) {
    await db
      .update(storesTable)
      .set({ origin: originOf(store, port) })
      .where(eq(storesTable.id, store.id));
  }
}

function originOf({ hostname }: { hostname: string }, port: number): string {
  return `http://${hostname}:${port}`;
}
