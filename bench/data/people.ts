// The customers of Harbour Goods: the crowd of the demo, who came one after the other, and three whose passwords are known.
import type { DatabaseSync } from 'node:sqlite';
import { logins } from '../../src/access/schema.ts';
import { hashPassword } from '../../src/credentials/hashing.ts';
import { folded, readingsOf, termsIn } from '../../src/customers/finding/terms.ts';
import { addresses, customers, memberships } from '../../src/customers/schema.ts';
import { addressOf } from '../../src/demo/buyers.ts';
import { latest, personOf } from '../../src/demo/crowd.ts';
import { demoStores } from '../../src/demo/shops.ts';
import type { CopiedAddress } from '../../src/orders/schema.ts';
import { emailKey } from '../../src/web/emails.ts';
import { writer } from './file.ts';
import { idAt } from './ids.ts';

const day = 86_400_000;
const { id: storeId, poolId } = demoStores.goods;

/** Since when there are customers, and since when they order. */
export const doorsOpen = latest - 1830 * day;
export const tillsOpen = latest - 1800 * day;

/** Somebody who may order, as far as an order depends on them. */
export type Buyer = {
  id: string;
  email: string;
  phone: string;
  address: CopiedAddress;
  /** Null for the default group. */
  groupId: string | null;
  createdAt: number;
};

/** Somebody whose password is known, with so many orders. */
export type Shopper = { email: string; password: string; customerId: string; orders: number };

/** Who they are, by what they have. */
const known = [
  { key: 'few', name: 'Fiona Fewster', email: 'fiona@example.com', password: 'ten-lanterns-in-a-row' },
  { key: 'some', name: 'Simon Somerset', email: 'simon@example.com', password: 'two-hundred-knots-of-wind' },
  { key: 'many', name: 'Maria Mandeville', email: 'maria@example.com', password: 'ten-thousand-miles-of-rope' },
] as const;

export type Key = (typeof known)[number]['key'];
export type Shoppers = Record<Key, Shopper>;

export type People = {
  shoppers: Shoppers;
  /** Who may order: those three, and the others in the order in which they came. */
  buyers: Buyer[];
};

type Rows = Omit<ReturnType<typeof personOf>, 'logins' | 'searchTerms'> & { logins: (typeof logins.$inferInsert)[] };

/** Writes `count` customers, three of them with so many orders; their words wait in the temporary table `words`. */
export async function addPeople(file: DatabaseSync, count: number, wanted: Record<Key, number>): Promise<People> {
  const add = adder(file);
  const shoppers: Partial<Shoppers> = {};
  const buyers: Buyer[] = [];
  for (const [place, { key, password, ...details }] of known.entries()) {
    const rows = await shopperOf(place, { ...details, password });
    add(rows);
    buyers.push(buyerOf(rows));
    shoppers[key] = { email: details.email, password, customerId: rows.customer.id, orders: wanted[key] };
  }
  const passwordHash = await hashPassword(known.map(({ name }) => name).join());
  for (let number = 0; number < count - known.length; number += 1) {
    const cameAt = doorsOpen + Math.floor(((number + 0.5) / count) * (latest - doorsOpen));
    const person = personOf(number, cameAt);
    const rows = { ...person, logins: person.logins.map((login) => ({ ...login, passwordHash })) };
    add(rows);
    if (rows.membership.isAccount && rows.membership.status === 'active') buyers.push(buyerOf(rows));
  }
  return { shoppers: shoppers as Shoppers, buyers };
}

/** Writes a person. Nobody has ordered yet, and the rules of groups move nobody: staff have chosen where each is. */
function adder(file: DatabaseSync): (person: Rows) => void {
  file.exec('create temp table words (term text, customer_id text)');
  const word = file.prepare('insert into words values (?, ?)');
  const add = {
    customer: writer(file, customers),
    membership: writer(file, memberships),
    login: writer(file, logins),
    address: writer(file, addresses),
  };
  return ({ customer, membership, logins: rows, addresses: book }) => {
    const { createdAt: at } = customer;
    const nothing = { orderCount: 0, turnoverMinor: 0, lastOrderAt: null, isGroupByHand: true, updatedAt: at };
    add.customer(customer);
    add.membership({ ...membership, ...nothing, deniedAt: membership.status === 'denied' ? at : null } as Membership);
    for (const row of rows) add.login(row);
    for (const row of book) add.address(row);
    for (const term of termsIn(customer.readings)) word.run(term, customer.id);
  };
}

type Membership = typeof memberships.$inferInsert;

/** One of the three, as if they had come when the doors opened: in the default group, with an address. */
async function shopperOf(
  place: number,
  { name, email, password }: Record<'name' | 'email' | 'password', string>,
): Promise<Rows> {
  const createdAt = doorsOpen - 3 + place;
  const id = idAt('customer', createdAt, place);
  const details = { name, email, phone: `+353 85 555 000${place}`, company: '', vatId: '', birthDate: '' };
  const times = { createdAt, updatedAt: createdAt };
  const lived = {
    line1: `${place + 1} Custom House Quay`,
    line2: '',
    postalCode: 'D01 X285',
    city: 'Dublin',
    region: '',
  };
  const crowd = personOf(place, createdAt);
  return {
    customer: {
      ...crowd.customer,
      ...details,
      ...times,
      id,
      poolId,
      emailKey: emailKey(email),
      readings: readingsOf(details),
      hasLogin: true,
    },
    membership: {
      ...crowd.membership,
      storeId,
      customerId: id,
      status: 'active',
      groupId: null,
      isGroupByHand: true,
      newsletterAt: null,
      createdAt,
      registeredAt: createdAt,
      activatedAt: createdAt,
      isAccount: true,
      sortName: folded(name),
    },
    logins: [
      {
        customerId: id,
        passwordHash: await hashPassword(password),
        passwordSetAt: createdAt,
        sessionsValidFrom: createdAt,
      },
    ],
    addresses: [
      {
        ...lived,
        ...times,
        id: id.replace('cus', 'adr'),
        customerId: id,
        name,
        company: '',
        country: 'IE',
        phone: '',
        isDefaultBilling: true,
        isDefaultDelivery: true,
      },
    ],
  };
}

function buyerOf({ customer, membership, addresses: [address] }: Rows): Buyer {
  const { id, email, phone, createdAt } = customer;
  const { groupId } = membership;
  const whose = { ...customer, language: null, groupName: null, discountBasisPoints: null, address: address ?? null };
  return { id, email, phone, address: addressOf(whose), groupId, createdAt };
}
