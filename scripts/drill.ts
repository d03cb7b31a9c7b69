// `npm run drill`: a backup is worth what its restoring is worth. The demo is written to a file as a backup is, the file is read into a
// database that is empty, and the Worker runs on that, with nothing in KV. Everything is in a temporary folder.
import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPeople, demoStaff } from '../src/demo/people.ts';
import { demoStores } from '../src/demo/shops.ts';
import { build } from './build.ts';
import { startWorker } from './worker.ts';
import { run } from './run.ts';
import { prepare } from './serve.ts';
import { storageIn } from './storage.ts';

const port = 8787;
const origin = `http://${demoStores.goods.hostname}:${port}`;

type Person = { email: string; password: string };

/** The rows of every table, by its name. */
async function rowsIn(state: string): Promise<Map<string, number>> {
  const stored = await storageIn(state);
  try {
    const { DB } = stored.env;
    const tables = await DB.prepare(
      `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '\\_cf%' escape '\\'`,
    ).all<{ name: string }>();
    const counts = tables.results.map(({ name }) => DB.prepare(`select count(*) as count from "${name}"`));
    const rows = await DB.batch<{ count: number }>(counts);
    return new Map(tables.results.map(({ name }, place) => [name, rows[place]?.results[0]?.count ?? 0]));
  } finally {
    await stored.dispose();
  }
}

/** Signs somebody in and looks at a page of theirs. */
async function enter(
  worker: Awaited<ReturnType<typeof startWorker>>,
  path: string,
  who: Person,
  page: string,
): Promise<void> {
  const reply = await worker.fetch(origin + path, {
    method: 'POST',
    body: new URLSearchParams({ email: who.email, password: who.password }).toString(),
    headers: { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' },
    redirect: 'manual',
  });
  const Cookie = reply.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const seen = await worker.fetch(origin + page, { headers: { Cookie }, redirect: 'manual' });
  if (seen.status !== 200) throw new Error(`${page} answers ${seen.status} to ${who.email}`);
  console.log(`${who.email} signs in and sees ${page}`);
}

const folder = mkdtempSync(join(tmpdir(), 'drill-'));
try {
  const [lost, fresh] = [join(folder, 'lost'), join(folder, 'fresh')];
  await prepare({ port, state: join(lost, '.wrangler/state') });
  // An export takes the state that lies beside its wrangler.toml.
  copyFileSync('wrangler.toml', join(lost, 'wrangler.toml'));
  // Two files: a row cannot come in before the tables that it refers to, and in one file some do.
  for (const [file, without] of [
    ['tables.sql', '--no-data'],
    ['rows.sql', '--no-schema'],
  ] as const) {
    const path = join(folder, file);
    await run('wrangler', ['d1', 'export', 'DB', '--local', '--output', path, without, '--cwd', lost], { quiet: true });
    await run('wrangler', ['d1', 'execute', 'DB', '--local', '--yes', '--persist-to', fresh, '--file', path], {
      quiet: true,
    });
    console.log(`${file}: ${Math.round(statSync(path).size / 1000)} KB, written and read`);
  }
  const [before, after] = [await rowsIn(join(lost, '.wrangler/state')), await rowsIn(fresh)];
  const missing = [...before].filter(([table, count]) => after.get(table) !== count).map(([table]) => table);
  if (missing.length > 0) throw new Error(`not all is there again in ${missing.join(', ')}`);
  const rows = [...after.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${after.size} tables with ${rows} rows are there again`);

  await build();
  const worker = await startWorker(fresh);
  try {
    await enter(worker, '/login', demoPeople[0], '/account/orders');
    await enter(worker, '/admin/login', demoStaff[0], '/admin/customers');
  } finally {
    await worker.stop();
  }
} finally {
  rmSync(folder, { recursive: true });
}
