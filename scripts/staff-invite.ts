// `npm run staff:invite -- owner@example.com`: a link, once, to become an owner of a store. `--store account.example.com` names
// its hostname (localhost otherwise), `--remote` goes to production.
import { parseArgs } from 'node:util';
import { ownerInvitation } from '../src/staff/entrance/first.ts';
import { output } from './run.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { store: { type: 'string', default: 'localhost' }, remote: { type: 'boolean', default: false } },
});
const [email] = positionals;
if (!email) {
  console.error('Whom? npm run staff:invite -- owner@example.com [--store account.example.com] [--remote]');
  process.exit(2);
}

const where = values.remote ? ['--remote'] : ['--local', '--persist-to', '.wrangler/state'];
const execute = (sql: string) =>
  output('wrangler', ['d1', 'execute', 'DB', ...where, '--json', '--yes', '--command', sql]);

const { path, sql } = await ownerInvitation({ email, hostname: values.store }, Date.now());
const found = await execute(
  `select origin from stores where id = (select store_id from store_hosts where hostname = '${values.store}')`,
);
const origin = /"origin":\s*"([^"]+)"/.exec(found)?.[1];
if (!origin) {
  console.error(`There is no store at ${values.store}.`);
  process.exit(1);
}
await execute(sql);
console.log(`An owner of ${values.store}, once, within three days:\n${origin}${path}`);
