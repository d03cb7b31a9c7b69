// Migrations only add: on D1 a rebuilt table takes its children with it when they are deleted in cascade.
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { exitCode } from '../../scripts/run.ts';
import { filesIn, textOf } from './source.ts';

const migrations = filesIn('migrations').filter((path) => path.endsWith('.sql'));

it.each(migrations)('%s drops no table, switches no foreign key off and deletes nothing in cascade', (path) => {
  expect(textOf(path)).not.toMatch(/drop\s+table|foreign_keys\s*=\s*(?:off|0|false)|on\s+delete\s+cascade/i);
});

it('the migrations make the tables that the schemas describe', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'migrations-'));
  try {
    cpSync('migrations', copy, { recursive: true });
    const out = relative('.', copy);
    const code = await exitCode(
      'drizzle-kit',
      ['generate', '--dialect', 'sqlite', '--schema', './src/**/schema.ts', '--out', out],
      { quiet: true },
    );
    expect(code).toBe(0);
    expect(readdirSync(copy).toSorted()).toEqual(readdirSync('migrations').toSorted());
  } finally {
    rmSync(copy, { recursive: true });
  }
}, 20_000);
