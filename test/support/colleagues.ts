// Staff for tests, written straight into D1.
import { env } from 'cloudflare:workers';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import type { Role } from '../../src/staff/roles.ts';
import { staff, staffRoles } from '../../src/staff/schema.ts';
import { openDatabase } from '../../src/web/database.ts';
import { emailKey } from '../../src/web/emails.ts';
import { staffLifetime } from '../../src/sessions/sessions.ts';
import { hashOf } from './hashes.ts';
import { beginSession } from './sessions.ts';
import { visitor, type Visitor } from './visitor.ts';
import { nextId } from './ids.ts';

export const staffPassword = 'tall-ships-in-the-fog';

type Traits = {
  store?: DemoStore;
  role?: Role;
  email?: string;
  name?: string;
  /** Whether they have accepted the invitation. */
  hasPassword?: boolean;
  bindings?: Partial<Env>;
};

/** A member of staff of a demo store; an owner unless told otherwise. Returns the id. */
export async function aColleague(traits: Traits = {}): Promise<string> {
  const { store = 'goods', role = 'owner', email = `${role}@example.com`, name = `A ${role}` } = traits;
  const db = openDatabase(env);
  const now = Date.now();
  const id = nextId('staff');
  const passwordHash = traits.hasPassword === false ? null : await hashOf(staffPassword);
  const { poolId, id: storeId } = demoStores[store];
  await db.batch([
    db.insert(staff).values({
      id,
      poolId,
      email,
      emailKey: emailKey(email),
      name,
      passwordHash,
      sessionsValidFrom: now,
      createdAt: now,
    }),
    db.insert(staffRoles).values({ staffId: id, storeId, role }),
  ]);
  return id;
}

/** A browser in which a new member of staff has signed in; the session begins as signing in begins it, without the hashing. */
export async function atWork(traits: Traits = {}): Promise<Visitor> {
  const { store = 'goods', bindings = {} } = traits;
  const browser = visitor({ store, bindings });
  await beginSession(browser, '__Host-staff', await aColleague(traits), staffLifetime);
  return browser;
}

/** Signs in to /admin with the test password, or another. */
export function staffSignIn(browser: Visitor, email = 'owner@example.com', password = staffPassword) {
  return browser.post('/admin/login', { email, password });
}

/** Who of the staff has signed in in this browser, by id. */
export function colleagueIn(browser: Pick<Visitor, 'cookies'>): string {
  return browser.cookies.get('__Host-staff')?.split('.')[0] ?? '';
}
