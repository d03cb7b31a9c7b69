// `npm run dev`: from a fresh clone to the running product, with its addresses. `--port 9000` takes another port.
import { parseArgs } from 'node:util';
import { demoPartner } from '../src/demo/partners.ts';
import { demoPeople, demoStaff } from '../src/demo/people.ts';
import { demoStores } from '../src/demo/shops.ts';
import { build } from './build.ts';
import { prepare, serve } from './serve.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '8787' } } });
const port = Number(values.port);
const place = { port, state: '.wrangler/state' };

await build();
await prepare(place);
const worker = await serve(place, { quiet: false });
worker.on('exit', (code) => process.exit(code ?? 0));

const address = (store: keyof typeof demoStores) => `http://${demoStores[store].hostname}:${port}/`;
const rows = (Object.keys(demoStores) as (keyof typeof demoStores)[]).map(
  (store) => `  ${demoStores[store].name.padEnd(16)} ${address(store)}`,
);
const people = demoPeople.map(
  ({ store, email, password }) => `  ${demoStores[store].name.padEnd(16)} ${email.padEnd(20)} ${password}`,
);
const staff = demoStaff.flatMap(({ email, password, roles }) =>
  roles.map(({ store }) => `  ${`${address(store)}admin`.padEnd(36)} ${email.padEnd(20)} ${password}`),
);
console.log(`
Regulars is running. Stop it with Ctrl+C.

Stores
${rows.join('\n')}

Mail that was sent (development only)
  ${address('goods')}dev/mail

People who can sign in (development only)
${people.join('\n')}

Staff (development only)
${staff.join('\n')}

API for partners, with a key (development only)
  ${address(demoPartner.store)}api/docs
  curl ${address(demoPartner.store)}api/v1/groups -H 'Authorization: Bearer ${demoPartner.key}'

Cron, by hand
  curl '${address('goods')}cdn-cgi/local/scheduled?cron=*/5+*+*+*+*'
`);
