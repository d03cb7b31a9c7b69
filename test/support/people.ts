// People for tests, written straight into D1, with defaults that read well.
import { env } from 'cloudflare:workers';
import { logins } from '../../src/access/schema.ts';
import { emailKey } from '../../src/web/emails.ts';
import { indexing } from '../../src/customers/finding/indexing.ts';
import { readingsOf } from '../../src/customers/finding/terms.ts';
import { addresses, customers, memberships } from '../../src/customers/schema.ts';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import { batch, openDatabase } from '../../src/web/database.ts';
import { customerLifetime } from '../../src/sessions/sessions.ts';
import { hashOf } from './hashes.ts';
import { beginSession } from './sessions.ts';
import { visitor, type Visitor } from './visitor.ts';
import { nextId } from './ids.ts';

export const password = 'lantern-on-the-old-pier';

type Traits = {
  store?: DemoStore;
  email?: string;
  name?: string;
  status?: 'pending' | 'active' | 'denied';
  group?: 'gold' | null;
  language?: string | null;
  /** False for a person on record who cannot sign in. */
  hasLogin?: boolean;
  /** Whether they have proved that they read what goes to their address. */
  isProved?: boolean;
};

/** A customer of a demo store; active and with `password` unless told otherwise. Returns the id. */
export async function aCustomer(traits: Traits = {}): Promise<string> {
  const { store = 'goods', email = 'grace@example.com', name = 'Grace Hopper', status = 'active' } = traits;
  const db = openDatabase(env);
  const now = Date.now();
  const id = nextId('customer');
  await db.insert(customers).values({
    id,
    poolId: demoStores[store].poolId,
    email,
    emailKey: emailKey(email),
    name,
    readings: readingsOf({ name, email }),
    hasLogin: traits.hasLogin !== false,
    language: traits.language ?? null,
    createdAt: now,
    updatedAt: now,
  });
  await db.insert(memberships).values({
    storeId: demoStores[store].id,
    customerId: id,
    status,
    groupId: traits.group ? `grp_${traits.group}` : null,
    isGroupByHand: Boolean(traits.group),
    createdAt: now,
    registeredAt: now,
    activatedAt: status === 'pending' ? null : now,
  });
  if (traits.hasLogin !== false) {
    await db.insert(logins).values({
      customerId: id,
      passwordHash: await hashOf(password),
      passwordSetAt: now,
      sessionsValidFrom: now,
      emailProvedAt: traits.isProved ? now : null,
    });
  }
  await batch(db, indexing(db, id));
  return id;
}

/** An address in the book of a customer; a plain one in Dublin unless told otherwise. Returns the id. */
export async function anAddress(customerId: string, traits: Partial<typeof addresses.$inferInsert> = {}) {
  const now = Date.now();
  const id = nextId('address');
  await openDatabase(env)
    .insert(addresses)
    .values({
      id,
      customerId,
      name: 'Grace Hopper',
      company: '',
      line1: '4 Custom House Quay',
      line2: '',
      postalCode: 'D01 X285',
      city: 'Dublin',
      region: '',
      country: 'IE',
      phone: '',
      isDefaultBilling: false,
      isDefaultDelivery: false,
      createdAt: now,
      updatedAt: now,
      ...traits,
    });
  return id;
}

/** Who has signed in in this browser, by id. */
export function customerIn(browser: Pick<Visitor, 'cookies'>): string {
  return browser.cookies.get('__Host-customer')?.split('.')[0] ?? '';
}

/** A browser in which a new customer has signed in; the session begins as signing in begins it, without the hashing. */
export async function signedIn(traits: Traits = {}): Promise<Visitor> {
  const { store = 'goods' } = traits;
  const browser = visitor({ store });
  await beginSession(browser, '__Host-customer', await aCustomer(traits), customerLifetime);
  return browser;
}

/** Signs in with the test password, or another. */
export function signIn(browser: Visitor, email = 'grace@example.com', typed = password) {
  return browser.post('/login', { email, password: typed });
}
