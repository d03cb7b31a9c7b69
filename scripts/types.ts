// `npm run types`: writes src/env.d.ts, the bindings of wrangler.toml as TypeScript. `--check` says whether the file is
// still what would be written.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCode } from './run.ts';

const file = 'src/env.d.ts';

/** Writes the types of the bindings of the project in `folder`; tells the exit code. */
function writeTypes(folder = '.'): Promise<number> {
  const args = ['types', file, '--include-runtime=false', '--strict-vars=false', '--cwd', folder];
  return exitCode('wrangler', args, { quiet: true });
}

/**
 * Whether src/env.d.ts is what would be written, as an exit code. Wrangler's own check compares a hash in the file's
 * head and takes a file that was edited by hand; this writes it anew elsewhere, without this machine's .dev.vars.
 */
export async function checkTypes(): Promise<number> {
  const elsewhere = mkdtempSync(join(tmpdir(), 'types-'));
  try {
    for (const path of ['wrangler.toml', 'src/index.ts']) cpSync(path, join(elsewhere, path), { recursive: true });
    const code = await writeTypes(elsewhere);
    if (code !== 0) return code;
    if (readFileSync(join(elsewhere, file), 'utf8') === readFileSync(file, 'utf8')) return 0;
    console.error(`${file} is not what wrangler.toml says: run \`npm run types\``);
    return 1;
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
}

if (import.meta.main) process.exitCode = await (process.argv.includes('--check') ? checkTypes() : writeTypes());
