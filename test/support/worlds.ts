// Everything that is stored at one moment, KV too: to go back to it, and to say in what two of them differ. Where only some tables of D1
// are to be brought back, and often, test/support/storage.ts remembers them.
import { env } from 'cloudflare:workers';
import * as stores from '../../src/stores/stores.ts';
import { rows } from './records.ts';

type Row = Readonly<Record<string, unknown>>;

/** The rows of tables, by their names. */
type Rows = ReadonlyMap<string, readonly Row[]>;

/** The rows of all tables; what KV holds stands there as two tables more. */
export type World = Rows;

const kvs = { 'KV sessions': env.SESSIONS, 'KV pictures': env.PICTURES };

/** The tables of the product. */
export async function tables(): Promise<string[]> {
  const all = (await rows(`select name from sqlite_master where type = 'table'`)).map(({ name }) => String(name));
  return all.filter((name) => !/^(_cf_|sqlite_|d1_migrations)/.test(name));
}

/** The rows of these tables as they are now, in one round trip. */
export async function rowsOf(names: readonly string[]): Promise<Rows> {
  const found = await env.DB.batch<Row>(names.map((name) => env.DB.prepare(`select * from "${name}"`)));
  return new Map(names.map((name, place) => [name, found[place]?.results ?? []]));
}

/** Makes each of these tables hold these rows and no others: statements for one batch. */
export function refilling(then: Rows): D1PreparedStatement[] {
  return [
    env.DB.prepare('pragma defer_foreign_keys = on'),
    ...[...then.keys()].map((name) => env.DB.prepare(`delete from "${name}"`)),
    ...[...then].flatMap(([name, there]) => putting(name, there)),
  ];
}

/** The statement that puts rows into a table; none for no rows. */
function putting(table: string, there: readonly Row[]): D1PreparedStatement[] {
  const columns = Object.keys(there[0] ?? {});
  if (columns.length === 0) return [];
  const values = columns.map((name) => `value ->> '$.${name}'`).join(', ');
  const insert = `insert into "${table}" (${columns.join(', ')}) select ${values} from json_each(?)`;
  return [env.DB.prepare(insert).bind(JSON.stringify(there))];
}

let names: string[] | undefined;

/** What is stored now. */
export async function theWorld(): Promise<World> {
  const [contents, ...kept] = await Promise.all([
    rowsOf((names ??= await tables())),
    ...Object.values(kvs).map(keptIn),
  ]);
  return new Map([...contents, ...Object.keys(kvs).map((name, place) => [name, kept[place] ?? []] as const)]);
}

async function keptIn(kv: KVNamespace): Promise<Row[]> {
  const { keys } = await kv.list();
  return Promise.all(
    keys.map(async ({ name }) => ({
      name,
      bytes: Buffer.from((await kv.get(name, 'arrayBuffer')) ?? []).toString('hex'),
    })),
  );
}

/** Makes what is stored what it was then; the isolate remembers no store. */
export async function backTo(world: World): Promise<void> {
  stores.forget();
  const inD1 = new Map([...world].filter(([name]) => !(name in kvs)));
  await Promise.all([
    env.DB.batch(refilling(inD1)),
    ...Object.entries(kvs).map(([name, kv]) => backIn(kv, world.get(name) ?? [])),
  ]);
}

async function backIn(kv: KVNamespace, then: readonly Row[]): Promise<void> {
  const wanted = new Map(then.map(({ name, bytes }) => [String(name), String(bytes)]));
  const there = new Set((await kv.list()).keys.map(({ name }) => name));
  await Promise.all([
    ...[...there].filter((name) => !wanted.has(name)).map((name) => kv.delete(name)),
    ...[...wanted].filter(([name]) => !there.has(name)).map(([name, hex]) => kv.put(name, Buffer.from(hex, 'hex'))),
  ]);
}

/** What is different each time that it is made: ids, tokens and their hashes, what is sealed, hashes of passwords. */
const made =
  /\$scrypt\$[^"\\]+|whsec_[\w+/=]+|v1\.[\w-]+\.[\w-]+|rgl_[\w-]+|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|[0-9a-f]{64,}|[\w-]{43}\b|[0-7][0-9a-hjkmnp-tv-z]{25}\b/g;

/** `known`: what was there before anything happened, which stays as it is; moments are blank with `at`. */
type Blank = { known?: World; ignored?: Readonly<Record<string, readonly string[] | true>> };

const none: readonly string[] = [];

/** What of a world can be compared: rows in order, without what is different each time that it is made, and without what is ignored. */
export function likenessOf(world: World, { known = new Map(), ignored = {} }: Blank = {}): Record<string, string[]> {
  const old = new Set(JSON.stringify([...known.values()]).match(made) ?? []);
  const blank = (text: string) => text.replaceAll(made, (one) => (old.has(one) ? one : '…'));
  const all = [...world].filter(([name]) => ignored[name] !== true);
  return Object.fromEntries(
    all.map(([name, there]) => {
      const blanked = [ignored[name] ?? none, ignored['*'] ?? none].flatMap((one) => (one === true ? none : one));
      const line = (row: Row) =>
        blank(
          JSON.stringify(
            Object.fromEntries(
              Object.entries(row).map(([column, value]) => [column, blanked.includes(column) ? '-' : value]),
            ),
          ),
        );
      return [name, there.map(line).toSorted()];
    }),
  );
}

/** The rows that are in one and not in the other, by table: `+` in the second only, `-` in the first only. */
export function difference(one: Record<string, string[]>, other: Record<string, string[]>): string[] {
  return Object.keys(one).flatMap((name) => [
    ...without(one[name] ?? [], other[name] ?? []).map((row) => `- ${name} ${row}`),
    ...without(other[name] ?? [], one[name] ?? []).map((row) => `+ ${name} ${row}`),
  ]);
}

/** As often as a row stands more often in the first list. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return lines.filter((row) => {
    const place = left.indexOf(row);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}
