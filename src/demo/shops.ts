// The demo: four stores in three pools, and a few people. Made the same way each time, for development and tests only.
import { eq } from 'drizzle-orm';
import { hashPassword } from '../credentials/hashing.ts';
import { logins } from '../access/schema.ts';
import { emailKey } from '../web/emails.ts';
import { indexing } from '../customers/finding/indexing.ts';
import { readingsOf } from '../customers/finding/terms.ts';
import { customers, memberships } from '../customers/schema.ts';
import { groups } from '../groups/schema.ts';
import { stores as storesTable } from '../stores/schema.ts';
import * as stores from '../stores/stores.ts';
import { staff, staffRoles } from '../staff/schema.ts';
import { batch, type Database } from '../web/database.ts';

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
      email: { senderAddress: 'hello@harbour-goods.example' },
      shop: {
        address: 'Harbour Goods, 4 Custom House Quay, Dublin',
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
      email: { senderAddress: 'sklad@pristav-sklad.example', ownerAddresses: ['majitel@pristav-sklad.example'] },
      shop: { address: 'Přístav Sklad, Holešovické nábřeží 7, Praha', countries: ['CZ', 'SK'], brandColour: '#7a1f3d' },
    },
  },
} satisfies Record<string, Omit<stores.NewStore, 'origin'>>;

export type DemoStore = keyof typeof demoStores;

/** The people who can sign in where: development only, printed by `npm run dev`. */
export const demoPeople = [
  {
    store: 'goods',
    email: 'ada@example.com',
    name: 'Ada Lovelace',
    password: 'quiet-lantern-on-the-pier',
    group: 'gold',
  },
  { store: 'trade', email: 'konrad@example.com', name: 'Konrad Zuse', password: 'sieben-moewen-am-kai', group: null },
  { store: 'sklad', email: 'bozena@example.com', name: 'Božena Němcová', password: 'tri-lode-pod-mostem', group: null },
  { store: 'sklad', email: 'karel@example.com', name: 'Karel Čapek', password: 'sedm-racku-nad-vodou', group: null },
] as const;

/** The staff who can sign in where: development only, printed by `npm run dev`. */
export const demoStaff = [
  {
    name: 'Olive Owner',
    email: 'olive@example.com',
    password: 'tall-ships-in-the-fog',
    roles: [
      { store: 'goods', role: 'owner' },
      { store: 'outlet', role: 'owner' },
    ],
  },
  {
    name: 'Max Manager',
    email: 'max@example.com',
    password: 'seven-crates-of-oranges',
    roles: [{ store: 'goods', role: 'manager' }],
  },
  {
    name: 'Sue Support',
    email: 'sue@example.com',
    password: 'a-bell-behind-the-door',
    roles: [{ store: 'goods', role: 'support' }],
  },
  {
    name: 'Marie Majitelka',
    email: 'marie@example.com',
    password: 'zelena-bedna-u-vody',
    roles: [{ store: 'sklad', role: 'owner' }],
  },
] as const;

/** Fills an empty database with the demo; one that has it keeps everything and only learns the port. */
export async function fill(db: Database, port: number, now: number): Promise<void> {
  const [known] = await db
    .select({ id: storesTable.id })
    .from(storesTable)
    .where(eq(storesTable.id, demoStores.goods.id));
  if (known) return moveStores(db, port);
  await openStores(db, port, now);
  for (const person of demoPeople) await addPerson(db, person, now);
  for (const person of demoStaff) await addStaff(db, person, now);
}

/** Opens the demo stores, without the people, on a port of this machine. */
export async function openStores(db: Database, port: number, now: number): Promise<void> {
  for (const store of Object.values(demoStores)) {
    await stores.open(db, { ...store, origin: originOf(store, port) }, now);
  }
  await db.insert(groups).values({
    id: 'grp_gold',
    storeId: demoStores.goods.id,
    name: 'Gold',
    discountBasisPoints: 1000,
    createdAt: now,
  });
}

async function moveStores(db: Database, port: number): Promise<void> {
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

async function addPerson(db: Database, person: (typeof demoPeople)[number], now: number): Promise<void> {
  const store = demoStores[person.store];
  const id = `cus_${person.email.split('@')[0]}`.padEnd(30, '0');
  const passwordHash = await hashPassword(person.password);
  await batch(db, [
    db.insert(customers).values({
      id,
      poolId: store.poolId,
      email: person.email,
      emailKey: emailKey(person.email),
      name: person.name,
      readings: readingsOf(person),
      hasLogin: true,
      createdAt: now,
      updatedAt: now,
    }),
    db.insert(memberships).values({
      storeId: store.id,
      customerId: id,
      status: 'active',
      groupId: person.group === null ? null : `grp_${person.group}`,
      createdAt: now,
      registeredAt: now,
      activatedAt: now,
    }),
    db.insert(logins).values({ customerId: id, passwordHash, passwordSetAt: now, sessionsValidFrom: now }),
    ...indexing(db, id),
  ]);
}

async function addStaff(db: Database, person: (typeof demoStaff)[number], now: number): Promise<void> {
  const id = `stf_${person.email.split('@')[0]}`.padEnd(30, '0');
  const { poolId } = demoStores[person.roles[0].store];
  const passwordHash = await hashPassword(person.password);
  const { name, email } = person;
  await batch(db, [
    db.insert(staff).values({
      id,
      poolId,
      email,
      emailKey: emailKey(email),
      name,
      passwordHash,
      passwordSetAt: now,
      sessionsValidFrom: now,
      createdAt: now,
    }),
    ...person.roles.map(({ store, role }) =>
      db.insert(staffRoles).values({ staffId: id, storeId: demoStores[store].id, role }),
    ),
  ]);
}
