// Prices, held against a second reckoning that is written from the specification alone: price lists by group and country, with start and end, a
// fixed price or percent off, by position; the first that has a price counts, else the base price less the discount of the group. Whoever is no active
// customer of the store has no group. Amounts are rounded to the cent, half up.
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { products } from '../src/catalog/schema.ts';
import { explain, hindranceOf, type Outcome } from '../src/catalog/terms/explaining.ts';
import { listPrices, offerOf, priceOf } from '../src/catalog/terms/prices.ts';
import { termsFor, termsOf } from '../src/catalog/terms/terms.ts';
import { mayBeSeen } from '../src/catalog/terms/visibility.ts';
import { Dice } from '../src/demo/dice.ts';
import * as stores from '../src/stores/stores.ts';
import { batch, openDatabase } from '../src/web/database.ts';
import { sql } from 'drizzle-orm';

const now = Date.UTC(2026, 10, 25, 12);
const countries = ['IE', 'DE', 'CZ'];
const accesses = ['everyone', 'prices_for_customers', 'customers_only'] as const;

type Group = { id: string; isDefault: boolean; off: number };
type Entry = { product: string; fixed: number | null; off: number | null };
type List = {
  id: string;
  groups: string[] | null;
  countries: string[] | null;
  from: number | null;
  until: number | null;
  off: number | null;
  entries: Entry[];
};
type Product = { id: string; price: number; visibility: string; groups: string[] };
type Asker = {
  /** Null for a visitor. */
  id: string | null;
  status: 'pending' | 'denied' | 'active' | 'elsewhere' | null;
  group: string | null;
  address: string | null;
  from: string;
  deliveryTo: string | null;
};
type Catalogue = {
  id: string;
  access: (typeof accesses)[number];
  groups: Group[];
  /** By position. */
  lists: List[];
  products: Product[];
  askers: Asker[];
};

/** A catalogue as no shop would have it, the same for the same seed. */
function catalogue(seed: number): Catalogue {
  const dice = new Dice(seed);
  const id = `sto_${seed}`;
  const times = (count: number) => Array.from({ length: count }, (_, place) => place);
  const some = <Item>(items: readonly Item[]) => items.filter(() => dice.shows(0.5));
  const off = () => dice.pick([0, 1, 333, 500, 1000, 1250, 2500, 5000, 9999, 10_000]);
  const groups = times(4).map((place) => ({
    id: `${id}_g${place}`,
    isDefault: place === 0,
    off: dice.pick([0, off()]),
  }));
  const groupIds = groups.map((group) => group.id);
  const goods = times(4).map((place) => ({
    id: `${id}_p${place}`,
    price: dice.pick([0, 1, 5, 99, 150, 1290, 5990, Math.floor(dice.roll() * 1_000_000)]),
    visibility: dice.pick(['everyone', 'everyone', 'customers', 'groups']),
    groups: some(groupIds),
  }));
  const moment = () => now + dice.pick([-86_400_000, -1, 0, 1, 86_400_000]);
  const lists = times(Math.floor(dice.roll() * 7)).map((place) => ({
    // Made in another order than that in which they count.
    id: `${id}_l${(place * 3) % 7}`,
    groups: dice.shows(0.5) ? null : [...some(groupIds), ...some(['grp_gone'])],
    countries: dice.shows(0.6) ? null : some(countries),
    from: dice.shows(0.6) ? null : moment(),
    until: dice.shows(0.6) ? null : moment(),
    off: dice.shows(0.7) ? null : off(),
    entries: some(goods).map((product) =>
      dice.shows(0.5)
        ? { product: product.id, fixed: Math.floor(dice.roll() * 20_000), off: null }
        : { product: product.id, fixed: null, off: off() },
    ),
  }));
  const asker = (status: Asker['status'], place: number): Asker => ({
    id: status === null ? null : `${id}_c${place}`,
    status,
    group: dice.pick([null, ...groupIds.slice(1)]),
    address: dice.pick([null, ...countries]),
    from: dice.pick(countries),
    deliveryTo: dice.pick([null, null, ...countries]),
  });
  const states = [null, 'pending', 'denied', 'elsewhere', ...times(6).map(() => 'active' as const)] as const;
  return { id, access: dice.pick(accesses), groups, lists, products: goods, askers: states.map(asker) };
}

/** Rows of a table in one statement. */
function insert(table: string, list: readonly Record<string, unknown>[]) {
  const names = Object.keys(list[0] ?? {});
  const values = names.map((name) => `value ->> '${name}'`).join(', ');
  return env.DB.prepare(`insert into ${table} (${names.join(', ')}) select ${values} from json_each(?)`).bind(
    JSON.stringify(list),
  );
}

async function store(catalogues: readonly Catalogue[]): Promise<void> {
  const each = <Row>(rowsOf: (one: Catalogue) => Row[]) => catalogues.flatMap(rowsOf);
  const customers = each(({ id, askers }) => askers.flatMap((one) => (one.id === null ? [] : [{ ...one, store: id }])));
  const at = { created_at: 1, updated_at: 1 };
  await env.DB.batch([
    insert('pools', [{ id: 'pol_all', name: 'All', created_at: 1 }]),
    insert(
      'stores',
      each(({ id, access }) => [
        {
          id,
          pool_id: 'pol_all',
          name: id,
          origin: 'http://x',
          currency: 'EUR',
          languages: 'en',
          ...at,
          time_zone: 'Europe/Dublin',
          policies: JSON.stringify({ shopAccess: access }),
        },
      ]),
    ),
    insert(
      'groups',
      each(({ id, groups }) =>
        groups.map((one) => ({
          id: one.id,
          store_id: id,
          name: one.id,
          discount_basis_points: one.off,
          created_at: 1,
          is_default: one.isDefault ? 1 : 0,
        })),
      ),
    ),
    insert(
      'products',
      each(({ id, products: goods }) =>
        goods.map((one) => ({
          id: one.id,
          store_id: id,
          slug: one.id,
          sku: one.id,
          names: {},
          price_minor: one.price,
          created_at: 1,
          visibility: one.visibility,
          group_ids: one.groups,
        })),
      ),
    ),
    insert(
      'price_lists',
      each(({ id, lists }) =>
        lists
          .map((one, position) => ({
            id: one.id,
            store_id: id,
            name: one.id,
            position,
            group_ids: one.groups,
            countries: one.countries,
            ...at,
            starts_at: one.from,
            ends_at: one.until,
            percent_basis_points: one.off,
          }))
          .toSorted((one, other) => one.id.localeCompare(other.id)),
      ),
    ),
    insert(
      'price_list_items',
      each(({ lists }) =>
        lists.flatMap(({ id, entries }) =>
          entries.map((one) => ({
            list_id: id,
            product_id: one.product,
            price_minor: one.fixed,
            percent_basis_points: one.off,
          })),
        ),
      ),
    ),
    insert(
      'customers',
      customers.map(({ id }) => ({ id, pool_id: 'pol_all', email: id, email_key: id, ...at })),
    ),
    insert(
      'memberships',
      customers.map(({ id, status, group, store: home }) => ({
        customer_id: id,
        created_at: 1,
        ...(status === 'elsewhere'
          ? { store_id: 'sto_harbour_goods', status: 'active', group_id: null }
          : { store_id: home, status, group_id: group }),
      })),
    ),
    insert(
      'addresses',
      customers.flatMap(({ id, address }) =>
        ['name', 'company', 'line1', 'line2', 'postal_code', 'city', 'region', 'phone'].reduce(
          (rows, name) => rows.map((row) => ({ ...row, [name]: '' })),
          address === null
            ? []
            : [
                {
                  id: `${id}_a`,
                  customer_id: id,
                  country: address,
                  is_default_billing: 0,
                  is_default_delivery: 1,
                  ...at,
                },
              ],
        ),
      ),
    ),
  ]);
}

type Expected = {
  seen: string[];
  offers: (number | null)[];
  rules: string[];
  standard: number[];
  outcomes: Outcome[][];
  mayEnter: boolean;
};

/** What the specification says. */
function expected({ access, groups, lists, products: goods }: Catalogue, asker: Asker): Expected {
  const isCustomer = asker.status === 'active';
  const group = isCustomer ? groups.find((one) => (asker.group ? one.id === asker.group : one.isDefault)) : undefined;
  const country = asker.deliveryTo ?? (isCustomer ? asker.address : null) ?? asker.from;
  const mayEnter = isCustomer || access === 'everyone' || access === 'prices_for_customers';
  const toldPrices = isCustomer || access === 'everyone';
  const isFor = (product: Product) =>
    product.visibility === 'everyone'
      ? mayEnter
      : isCustomer && (product.visibility === 'customers' || (group && product.groups.includes(group.id)));
  const halfUp = (price: number, off: number) =>
    Number((2n * BigInt(price) * BigInt(10_000 - off) + 10_000n) / 20_000n);
  const reckoned = goods.map((product) => {
    let won: { rule: string; price: number } | undefined;
    const outcomes = lists.map((list): Outcome => {
      if (list.groups && !(group && list.groups.includes(group.id))) return 'other_group';
      if (list.countries && !list.countries.includes(country)) return 'other_country';
      if (list.from !== null && list.from > now) return 'not_started';
      if (list.until !== null && list.until <= now) return 'ended';
      const entry = list.entries.find((one) => one.product === product.id);
      const off = entry ? entry.off : list.off;
      if (!entry && list.off === null) return 'no_price';
      if (won) return 'behind';
      won = { rule: `list ${list.id}`, price: entry?.fixed ?? halfUp(product.price, off ?? 0) };
      return 'won';
    });
    const byGroup =
      group && group.off > 0 ? { rule: `group ${group.id}`, price: halfUp(product.price, group.off) } : null;
    return { outcomes, ...(won ?? byGroup ?? { rule: 'standard', price: product.price }) };
  });
  return {
    seen: goods.filter(isFor).map(({ id }) => id),
    offers: reckoned.map(({ price }) => (toldPrices ? price : null)),
    rules: reckoned.map(({ rule }) => rule),
    standard: goods.map(({ price }) => price),
    outcomes: reckoned.map(({ outcomes }) => outcomes),
    mayEnter,
  };
}

it('what five hundred people may see and pay is what the specification says', async () => {
  const catalogues = Array.from({ length: 50 }, (_, seed) => catalogue(seed));
  await store(catalogues);
  const db = openDatabase(env);
  const opened = await stores.byIds(
    db,
    catalogues.map(({ id }) => id),
  );
  const { id, priceMinor, visibility, groupIds, retiredAt } = products;
  const ofStore = (storeId: string) => sql`${products.storeId} = ${storeId}`;
  const met = new Set<string>();

  for (const one of catalogues) {
    const shop = opened.get(one.id);
    if (!shop) throw new Error('no store');
    const goods = await db
      .select({ id, priceMinor, listPrices, visibility, groupIds, retiredAt })
      .from(products)
      .where(ofStore(one.id))
      .orderBy(id);
    const facts = await batch(
      db,
      one.askers.map(({ id: customerId }) => termsFor(db, shop, { customerId })),
    );
    const visible = await batch(
      db,
      one.askers.map(({ id: customerId }) =>
        db
          .select({ id })
          .from(products)
          .where(sql`${ofStore(one.id)} and ${mayBeSeen(shop, { customerId })}`)
          .orderBy(id),
      ),
    );
    for (const [place, asker] of one.askers.entries()) {
      const visitor = { customerId: asker.id, country: asker.from, deliveryTo: asker.deliveryTo ?? undefined };
      const terms = termsOf(shop, visitor, facts[place]?.[0], now);
      const explained = goods.map((product) => explain(terms, product));
      const found: Expected = {
        seen: (visible[place] ?? []).map((product) => product.id),
        offers: goods.map((product) => offerOf(terms, product)?.minor ?? null),
        rules: explained.map(({ price: { rule } }) =>
          rule.by === 'standard' ? rule.by : `${rule.by} ${rule.by === 'list' ? rule.id : rule.name}`,
        ),
        standard: explained.map(({ price }) => price.standardMinor),
        outcomes: explained.map(({ lists }) => lists.map(({ outcome }) => outcome)),
        mayEnter: terms.mayEnter,
      };

      expect(found, `catalogue ${one.id}, asker ${place}`).toEqual(expected(one, asker));
      const told = goods.filter((product) => hindranceOf(terms, product) === null);
      expect(told.map((product) => product.id)).toEqual(found.seen);
      expect(explained.map(({ price }) => price)).toEqual(goods.map((product) => priceOf(terms, product)));
      for (const word of [...found.rules.map((rule) => rule.split(' ')[0] ?? ''), ...found.outcomes.flat()])
        met.add(word);
      met.add(`${one.access} ${String(asker.status)}`);
    }
  }
  // Everything that can happen did.
  const states = ['null', 'pending', 'denied', 'elsewhere', 'active'];
  const outcomes = ['won', 'behind', 'no_price', 'other_group', 'other_country', 'not_started', 'ended'];
  const combinations = accesses.flatMap((access) => states.map((state) => `${access} ${state}`));
  expect([...met].toSorted()).toEqual([...combinations, ...outcomes, 'list', 'group', 'standard'].toSorted());
});
