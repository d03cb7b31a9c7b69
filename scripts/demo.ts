// `npm run demo -- --customers 100000 --orders 100000`: gives Harbour Goods of the local demo that many more customers, and its
// customers that many orders; `--orders 10000 --of ada@example.com` gives them to one. `--state` names another folder than that of `npm run dev`.
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { hashPassword } from '../src/credentials/hashing.ts';
import { gather } from '../src/demo/crowd.ts';
import { trade } from '../src/demo/trade.ts';
import { openDatabase } from '../src/web/database.ts';
import { prepare } from './serve.ts';
import { storageIn } from './storage.ts';

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '0' },
    orders: { type: 'string', default: '0' },
    of: { type: 'string' },
    state: { type: 'string', default: '.wrangler/state' },
  },
});

function numberIn(option: 'customers' | 'orders'): number {
  const count = Number(values[option]);
  if (!Number.isSafeInteger(count) || count < 0) throw new Error(`--${option} takes a whole number`);
  return count;
}

function secondsSince(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(0)} s`;
}

await prepare({ port: 8787, state: values.state });
const stored = await storageIn(values.state);
try {
  const db = openDatabase(stored.env);
  const count = numberIn('customers');
  if (count > 0) {
    const began = performance.now();
    const passwordHash = await hashPassword(randomBytes(32).toString('base64'));
    await gather(db, { count, passwordHash }, (done) => {
      if (done % 10_000 === 0) console.log(`${done} customers`);
    });
    console.log(`${count} customers are at Harbour Goods (${secondsSince(began)})`);
  }
  const orders = numberIn('orders');
  if (orders > 0) {
    const began = performance.now();
    let told = 0;
    await trade(db, { count: orders, of: values.of ?? null }, (done) => {
      if (done - told < 10_000) return;
      told = done;
      console.log(`${done} orders`);
    });
    console.log(`${orders} orders ${values.of ? `of ${values.of} ` : ''}are at Harbour Goods (${secondsSince(began)})`);
  }
} finally {
  await stored.dispose();
}
