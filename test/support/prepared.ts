// What every test that starts the product needs, made once in a run: the bundle that would be deployed, and a state with the demo, of
// which each test copies its own.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readD1Migrations } from '@cloudflare/vitest-plugin';
import type { TestProject } from 'vitest/node';
import { ensureSecrets } from '../../scripts/serve.ts';
import { storageIn } from '../../scripts/storage.ts';
import { bundled } from '../../scripts/bundle.ts';
import { fill } from '../../src/demo/demo.ts';
import { openDatabase } from '../../src/web/database.ts';

/** The folders of the bundle and of the state; nobody writes into them. */
export type Prepared = { bundle: string; state: string };

declare module 'vitest' {
  interface ProvidedContext {
    prepared: Prepared;
  }
}

/** Runs once before the tests of a project. */
export default async function providePrepared(project: TestProject): Promise<void> {
  project.provide('prepared', await prepared());
}

/** Each project loads this file anew, so what was made is kept beside them all. */
const kept: typeof globalThis & { prepared?: Promise<Prepared> } = globalThis;

/** The bundle and the demo, which are gone when this process ends. */
export function prepared(): Promise<Prepared> {
  kept.prepared ??= prepare();
  return kept.prepared;
}

async function prepare(): Promise<Prepared> {
  ensureSecrets();
  const [bundle, state] = await Promise.all([bundled(), demo()]);
  process.once('exit', () => [bundle, state].forEach(remove));
  return { bundle, state };
}

async function demo(): Promise<string> {
  const state = newState();
  const { env, dispose } = await storageIn(state);
  for (const { queries } of await readD1Migrations('migrations')) {
    await env.DB.batch(queries.map((query) => env.DB.prepare(query)));
  }
  await fill(openDatabase(env), 8787, Date.now());
  await dispose();
  return state;
}

/** A copy of a state, for oneself. The caller removes it. */
export function copyOf(state: string): string {
  const copy = newState();
  cpSync(state, copy, { recursive: true });
  return copy;
}

/** Removes a folder, also while the process that writes into it is ending. */
export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

function newState(): string {
  return mkdtempSync(join(tmpdir(), 'regulars-'));
}
