// `node bench/data.ts --customers 10000 --orders 100000`: a shop with so many customers and orders, for what is measured. They are
// written straight into D1's file, since the verbs that the demo goes through would take hours; `bench/verify.ts` shows that the verbs
// would have left the same. A shop that is there and was made by the same migrations and code is not made again.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { make, type Size } from './data/making.ts';
import type { Shoppers } from './data/people.ts';

export type { Shopper, Shoppers } from './data/people.ts';

/** The folder of a shop of this size. */
export function stateOf(size: Size): string {
  return `.wrangler/bench/${size.customers}-${size.orders}`;
}

/**
 * Makes the state a shop of this size, the demo included, and returns customers of Harbour Goods whose passwords are known. What is
 * there already by the same migrations and code stays as it is.
 */
export async function fillWith(state: string, size: Size): Promise<Shoppers> {
  const note = `${state}/made.json`;
  const madeBy = hashOfMaking(size);
  const known = existsSync(note) ? (JSON.parse(readFileSync(note, 'utf8')) as Note) : null;
  if (known?.madeBy === madeBy) return known.shoppers;
  rmSync(state, { recursive: true, force: true });
  const began = performance.now();
  const shoppers = await make(state, size, (what) => {
    const [seconds, worked] = [performance.now() - began, process.cpuUsage().user / 1000].map((ms) =>
      (ms / 1000).toFixed(0),
    );
    console.log(`${what} (${seconds} s, ${worked} s of the processor)`);
  });
  writeFileSync(note, JSON.stringify({ madeBy, shoppers } satisfies Note));
  return shoppers;
}

/** What lies beside a state that was made to its end. */
type Note = { madeBy: string; shoppers: Shoppers };

/** What the rows depend on: the migrations, and the code that makes them. */
function hashOfMaking(size: Size): string {
  const hash = createHash('sha256').update(JSON.stringify(size));
  for (const path of globSync(['migrations/*.sql', 'bench/data/*.ts', 'src/demo/*.ts']).toSorted()) {
    hash.update(path).update(readFileSync(path));
  }
  return hash.digest('hex');
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { customers: { type: 'string', default: '10000' }, orders: { type: 'string', default: '100000' } },
  });
  const size = { customers: Number(values.customers), orders: Number(values.orders) };
  console.log(await fillWith(stateOf(size), size));
}
