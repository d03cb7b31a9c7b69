// Everything that is stored at one moment: to go back to it, and to say in what two of them differ.
import { env } from 'cloudflare:workers';
import * as stores from '../../src/stores/stores.ts';
import { rows } from './records.ts';

/** A table's rows, by its name; what KV holds stands there as two tables more. */
export type World = ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;

const kvs = { 'KV sessions': env.SESSIONS, 'KV pictures': env.PICTURES };

/** The tables of the product. */
export async function tables(): Promise<string[]> {
  const all = (await rows(`select name from sqlite_master where type = 'table'`)).map(({ name }) => String(name));
  return all.filter((name) => !/^(_cf_|sqlite_|d1_migrations)/.test(name));
}

let names: string[] | undefined;

/** The statement that puts rows into a table; none for no rows. */
export function refilling(table: string, there: readonly Readonly<Record<string, unknown>>[]): D1PreparedStatement[] {
  const columns = Object.keys(there[0] ?? {});
  if (columns.length === 0) return [];
  const values = columns.map((name) => `value ->> '$.${name}'`).join(', ');
  const insert = `insert into "${table}" (${columns.join(', ')}) select ${values} from json_each(?)`;
  return [env.DB.prepare(insert).bind(JSON.stringify(there))];
}

/** What is stored now. */
export async function theWorld(): Promise<World> {
  const known = (names ??= await tables());
  const [contents, ...kept] = await Promise.all([
    env.DB.batch<Record<string, unknown>>(known.map((name) => env.DB.prepare(`select * from "${name}"`))),
    ...Object.values(kvs).map(keptIn),
  ]);
  return new Map([
    ...known.map((name, place) => [name, contents[place]?.results ?? []] as const),
    ...Object.keys(kvs).map((name, place) => [name, kept[place] ?? []] as const),
  ]);
}

async function keptIn(kv: KVNamespace): Promise<Record<string, unknown>[]> {
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
  const known = [...world.keys()].filter((name) => !(name in kvs));
  await Promise.all([
    env.DB.batch([
      env.DB.prepare('pragma defer_foreign_keys = on'),
      ...known.map((name) => env.DB.prepare(`delete from "${name}"`)),
      ...known.flatMap((name) => refilling(name, world.get(name) ?? [])),
    ]),
    ...Object.entries(kvs).map(([name, kv]) => backIn(kv, world.get(name) ?? [])),
  ]);
}

async function backIn(kv: KVNamespace, then: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
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
      const line = (row: Readonly<Record<string, unknown>>) =>
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
