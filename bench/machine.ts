// Where and of what a bench was made, for its JSON.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, release, totalmem } from 'node:os';

/** The time, the commit, the machine and the versions of what ran. */
export function circumstances() {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const [processor] = cpus();
  return {
    at: new Date().toISOString(),
    commit: git('rev-parse', 'HEAD'),
    isChanged: git('status', '--porcelain') !== '',
    machine: {
      processor: processor?.model ?? '',
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      system: `${process.platform} ${release()} ${arch()}`,
    },
    versions: {
      node: process.versions.node,
      workerd: versionOf('workerd'),
      miniflare: versionOf('miniflare'),
      wrangler: versionOf('wrangler'),
      hono: versionOf('hono'),
      drizzle: versionOf('drizzle-orm'),
      autocannon: versionOf('autocannon'),
    },
  };
}

function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: string };
  return version;
}
