// Partners for tests: a key, and calls with it.
import { env } from 'cloudflare:workers';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import { naming, type Kind } from '../../src/partners/external-ids.ts';
import { making, type NewKey } from '../../src/partners/keys/keys.ts';
import { partners } from '../../src/partners/schema.ts';
import { scopes, type Scope } from '../../src/partners/scopes.ts';
import type { Role } from '../../src/staff/roles.ts';
import { batch, openDatabase } from '../../src/web/database.ts';
import { newId } from '../../src/web/ids.ts';
import { aColleague } from './colleagues.ts';
import { nextId } from './ids.ts';
import { visitor, type Reply, type Visitor } from './visitor.ts';

/** Every scope there is. */
export const everyScope: Scope[] = (Object.keys(scopes) as Scope[]).toSorted();

type Traits = Partial<Pick<NewKey, 'scopes' | 'expiresAt' | 'staffId' | 'partnerId'>> & {
  store?: DemoStore;
  role?: Role;
};

/** A partner of a store, of another name each time; returns the id. */
export async function aPartner(store: DemoStore = 'goods', id = newId('partner', Date.now())): Promise<string> {
  const row = { id, storeId: demoStores[store].id, name: 'Till', createdAt: Date.now() };
  await openDatabase(env).insert(partners).values(row).onConflictDoNothing();
  return id;
}

/** A key of a partner of a store, which may do everything unless told otherwise, made by an owner. */
export async function aKey(
  traits: Traits = {},
): Promise<{ key: string; id: string; partnerId: string; staffId: string }> {
  const { store = 'goods', role = 'owner', scopes: given = everyScope, expiresAt = null } = traits;
  const partnerId = traits.partnerId ?? (await aPartner(store));
  const staffId = traits.staffId ?? (await aColleague({ store, role, email: `${nextId('staff')}@example.com` }));
  const storeId = demoStores[store].id;
  const db = openDatabase(env);
  const made = await making(db, { partnerId, storeId, staffId, scopes: given, expiresAt }, Date.now());
  await made.statement;
  return { key: made.key, id: made.id, partnerId, staffId };
}

/** Lets a partner of Harbour Goods call something so. */
export async function called(partnerId: string, kind: Kind, subjectId: string, externalId: string): Promise<void> {
  const db = openDatabase(env);
  await batch(db, naming(db, { partnerId, storeId: demoStores.goods.id }, { kind, subjectId, externalId }, 1));
}

export type Answer = Reply & { json: Record<string, unknown> };

/** A partner's system: it sends JSON with a key, and with each POST another Idempotency-Key. */
export type System = {
  get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>;
  send: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  browser: Visitor;
};

let requests = 0;

/** The system of a partner with this key; `circumstances` as of a visitor. */
export function systemWith(key: string, circumstances: Parameters<typeof visitor>[0] = {}): System {
  const browser = visitor(circumstances);
  const send: System['send'] = async (method, path, body, headers = {}) => {
    requests += 1;
    const reply = await browser.send(`/api/v1${path}`, {
      method: method.toUpperCase(),
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      headers: {
        Authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(method.toLowerCase() === 'post' ? { 'Idempotency-Key': `request-${requests}` } : {}),
        ...headers,
      },
    });
    return { ...reply, json: reply.text.startsWith('{') ? (JSON.parse(reply.text) as Record<string, unknown>) : {} };
  };
  return {
    browser,
    send,
    get: (path, headers) => send('get', path, undefined, headers),
    post: (path, body, headers) => send('post', path, body, headers),
  };
}

/** The system of a new partner whose key may do everything. */
export async function aSystem(traits: Traits = {}, circumstances: Parameters<typeof visitor>[0] = {}): Promise<System> {
  return systemWith((await aKey(traits)).key, { ...(traits.store ? { store: traits.store } : {}), ...circumstances });
}
