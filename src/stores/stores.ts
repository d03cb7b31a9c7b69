// A store is one website, found by the request's hostname. It belongs to exactly one pool, whose stores share customer
// accounts. What this module hands out is parsed: languages are a list, policies are complete.
import { eq, is, SQL, sql } from 'drizzle-orm';
import { batch, reading, type Database, type Statement } from '../web/database.ts';
import { isLanguage, type Language } from '../web/i18n.ts';
import { policiesSchema, type Policies, type PolicyChanges } from './policies.ts';
import { pools, storeHosts, stores } from './schema.ts';

export type Store = {
  id: string;
  poolId: string;
  name: string;
  origin: string;
  currency: string;
  languages: Language[];
  timeZone: string;
  policies: Policies;
  updatedAt: number;
  /** Pages of its own words that every page of the shop links to, in order. */
  links: PageLink[];
};

/** A page that everybody may read; where the shop is closed to visitors, only those that are always open. */
type PageLink = { slug: string; titles: Record<string, string>; isAlwaysOpen: 0 | 1 };

/** How long an isolate may go on with a store that was changed elsewhere. */
const staleAfterMs = 10_000;

/** Module-level cache: hostname to store, at most `staleAfterMs` old. Only hostnames that have a store are kept. */
const cache = new Map<string, { store: Store; readAt: number }>();

/** The store at this hostname, at most 10 s old; null where there is none. */
export async function atHost(db: Database, hostname: string, now: number): Promise<Store | null> {
  const key = hostname.toLowerCase();
  const cached = cache.get(key);
  if (cached && now - cached.readAt < staleAfterMs) return cached.store;
  const [row] = await db
    .select({ store: stores, links })
    .from(storeHosts)
    .innerJoin(stores, eq(stores.id, storeHosts.storeId))
    .where(eq(storeHosts.hostname, key));
  if (!row) {
    cache.delete(key);
    return null;
  }
  const store = { ...parse(row.store), links: linksIn(row.links) };
  cache.set(key, { store, readAt: now });
  return store;
}

/** With the store, so that its footer costs no page a read. The table is a feature's, which stands above stores. */
const links = sql<string>`(
  select json_group_array(
    json_object('slug', slug, 'titles', json(titles), 'isAlwaysOpen', is_always_open) order by position, id)
  from pages where store_id = ${stores.id} and is_linked = 1 and visibility = 'everyone')`;

function linksIn(json: string): PageLink[] {
  return JSON.parse(json);
}

/** Drops this isolate's copies, so that a change which was just made here is seen here at once. */
export function forget(): void {
  cache.clear();
}

/** When the store's settings were last changed, for the batch of a write that a policy decides. */
export function changedAt(db: Database, storeId: string) {
  return db.select({ updatedAt: stores.updatedAt }).from(stores).where(eq(stores.id, storeId));
}

/** Whether the settings are still those that are known here, as a condition. */
export function isUnchanged({ id, updatedAt }: Store): SQL {
  return sql`exists (select 1 from ${stores} where ${stores.id} = ${id} and ${stores.updatedAt} = ${updatedAt})`;
}

/** The pool to which the store belongs at this moment, as a value in SQL: what an isolate knows may be older than a change. */
export function poolOf(storeId: string): SQL {
  return sql`(select now_in.pool_id from ${stores} as now_in where now_in.id = ${storeId})`;
}

/** Whether the store shares its customers with another, as a condition: 1 or 0. */
export function isSharing(storeId: string): SQL<number> {
  return sql<number>`exists (
    select 1 from ${stores} as other where other.pool_id = ${poolOf(storeId)} and other.id <> ${storeId})`;
}

/** The same as one row. */
export function sharing(db: Database, storeId: string) {
  return reading(db, { isSharing: isSharing(storeId).as('is_sharing') });
}

/** The stores with these ids, by id; for deliveries, which have no hostname to start from. */
export async function byIds(db: Database, ids: readonly string[]): Promise<Map<string, Store>> {
  const wanted = sql`(select value from json_each(${JSON.stringify(ids)}))`;
  const rows = await db
    .select()
    .from(stores)
    .where(sql`${stores.id} in ${wanted}`);
  return new Map(rows.map((row) => [row.id, parse(row)]));
}

/** Every store, parsed; for jobs that go through all of them. */
export async function all(db: Database): Promise<Store[]> {
  return (await db.select().from(stores)).map(parse);
}

export type NewStore = {
  id: string;
  poolId: string;
  name: string;
  origin: string;
  hostname: string;
  currency: string;
  languages: Language[];
  timeZone: string;
  policies: PolicyChanges;
};

/** Opens a store, and its pool where that is new. Throws when a policy is not valid: that is a bug of the caller. */
export async function open(db: Database, input: NewStore, now: number): Promise<void> {
  await batch(db, opening(db, input, now));
  forget();
}

/** The statements that open a store, in a pool that is there, as a value in SQL, or in one of this id. */
export function opening(
  db: Database,
  { hostname, poolId, languages, policies, ...input }: Omit<NewStore, 'poolId'> & { poolId: string | SQL },
  now: number,
): Statement[] {
  policiesSchema.parse(policies);
  const pool = is(poolId, SQL) ? [] : [db.insert(pools).values({ id: poolId, name: input.name, createdAt: now })];
  const words = { languages: languages.join(','), policies: JSON.stringify(policies) };
  return [
    ...pool.map((made) => made.onConflictDoNothing()),
    db.insert(stores).values({ ...input, poolId, ...words, createdAt: now, updatedAt: now }),
    db.insert(storeHosts).values({ hostname, storeId: input.id }),
  ];
}

/** What of a store can be changed; a policy that is not named keeps its value. */
export type StoreChange = Partial<Pick<Store, 'name' | 'currency' | 'languages' | 'timeZone'>> & {
  policies?: PolicyChanges;
};

/** The store as the change makes it. Throws when a policy is not valid: that is a bug of the caller. */
export function changed(store: Store, { policies, ...change }: StoreChange): Store {
  return { ...store, ...change, policies: policiesSchema.parse({ ...store.policies, ...policies }) };
}

/**
 * The statement that makes of a store what it is `after`, if nobody has changed it since it was `before` and `when` holds; it returns
 * the row then.
 */
export function changing(
  db: Database,
  { before, after }: { before: Store; after: Store },
  now: number,
  when: SQL = sql`true`,
) {
  return db
    .update(stores)
    .set({
      name: after.name,
      currency: after.currency,
      languages: after.languages.join(','),
      timeZone: after.timeZone,
      policies: JSON.stringify(withoutDefaults(after.policies)),
      updatedAt: sql`max(${now}, ${stores.updatedAt} + 1)`,
    })
    .where(sql`${stores.id} = ${before.id} and ${stores.updatedAt} = ${before.updatedAt} and ${when}`)
    .returning({ id: stores.id });
}

/** What differs from the defaults: the rest goes on following them. */
function withoutDefaults(policies: Policies): PolicyChanges {
  const defaults = new Map<string, unknown>(Object.entries(policiesSchema.parse({})));
  const own = Object.entries(policies).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults.get(name)),
  );
  return Object.fromEntries(own);
}

/** The store as it is stored now, of which an isolate may know an older state; `parse` reads the row. */
export function stored(db: Database, storeId: string) {
  return db.select().from(stores).where(eq(stores.id, storeId));
}

/** A store as it is stored, with its languages as a list and its policies complete; without its links, which only pages show. */
export function parse(row: typeof stores.$inferSelect): Store {
  const { languages, policies, createdAt: _, ...rest } = row;
  return {
    ...rest,
    languages: languages.split(',').filter(isLanguage),
    policies: policiesSchema.parse(JSON.parse(policies)),
    links: [],
  };
}
