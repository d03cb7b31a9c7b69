// The people of the demo: customers and staff who can sign in. Development and tests only.
import { logins } from '../access/schema.ts';
import { hashPassword } from '../credentials/hashing.ts';
import { indexing } from '../customers/finding/indexing.ts';
import { readingsOf } from '../customers/finding/terms.ts';
import { addresses, customers, memberships } from '../customers/schema.ts';
import { staff, staffRoles } from '../staff/schema.ts';
import { batch, type Database } from '../web/database.ts';
import { emailKey } from '../web/emails.ts';
import { demoStores, type DemoStore } from './shops.ts';

/** The people who can sign in where: development only, printed by `npm run dev`. */
export const demoPeople = [
  {
    store: 'goods',
    email: 'ada@example.com',
    name: 'Ada Lovelace',
    password: 'quiet-lantern-on-the-pier',
    group: 'gold',
    hasOrdered: true,
    isProved: true,
  },
  {
    store: 'trade',
    email: 'konrad@example.com',
    name: 'Konrad Zuse',
    password: 'sieben-moewen-am-kai',
    group: null,
    hasOrdered: false,
  },
  {
    store: 'sklad',
    email: 'bozena@example.com',
    name: 'Božena Němcová',
    password: 'tri-lode-pod-mostem',
    group: null,
    hasOrdered: false,
  },
  {
    store: 'sklad',
    email: 'karel@example.com',
    name: 'Karel Čapek',
    password: 'sedm-racku-nad-vodou',
    group: null,
    hasOrdered: true,
  },
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

/** A customer of a demo store who can sign in there. */
export type DemoPerson = {
  store: DemoStore;
  email: string;
  name: string;
  password: string;
  group: string | null;
  /** Whether they have proved that they read what goes to their address. */
  isProved?: boolean;
};

/** Adds a customer with a login; returns the id. */
export async function addPerson(db: Database, person: DemoPerson, now: number): Promise<string> {
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
      isGroupByHand: person.group !== null,
      createdAt: now,
      registeredAt: now,
      activatedAt: now,
    }),
    db.insert(logins).values({
      customerId: id,
      passwordHash,
      passwordSetAt: now,
      sessionsValidFrom: now,
      emailProvedAt: person.isProved ? now : null,
    }),
    ...indexing(db, id),
  ]);
  return id;
}

/** Adds a contact of Harbour Goods, whom staff have recorded and nobody has invited yet, with an address. */
export async function addContact(db: Database, now: number): Promise<void> {
  const { id: storeId, poolId } = demoStores.goods;
  const id = 'cus_mary'.padEnd(30, '0');
  const person = { name: 'Mary Somerville', email: 'mary@example.com' };
  const times = { createdAt: now, updatedAt: now };
  const empty = { company: '', line2: '', region: '', phone: '' };
  const place = { line1: '12 Custom House Quay', postalCode: 'D01 X285', city: 'Dublin', country: 'IE' };
  await batch(db, [
    db.insert(customers).values({
      ...person,
      ...times,
      id,
      poolId,
      emailKey: emailKey(person.email),
      readings: readingsOf(person),
    }),
    db.insert(memberships).values({ ...times, storeId, customerId: id, status: 'pending' }),
    db.insert(addresses).values({
      ...empty,
      ...place,
      ...times,
      id: 'adr_mary'.padEnd(30, '0'),
      customerId: id,
      name: person.name,
      isDefaultBilling: true,
      isDefaultDelivery: true,
    }),
    ...indexing(db, id),
  ]);
}

/** Adds a member of staff with their roles. */
export async function addStaff(db: Database, person: (typeof demoStaff)[number], now: number): Promise<void> {
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
