// The checker of the W3C (Nu), on this machine: one run of Java over a folder of files.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { promisify } from 'node:util';

const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
const run = promisify(execFile);

/** What it says of a file. */
export type Finding = { file: string; kind: 'error' | 'warning' | 'note'; message: string; extract: string };

type Told = { type: string; subType?: string; url?: string; message: string; extract?: string };

/** Checks HTML, CSS and SVG by the endings of their names; throws where there is no Java 17 or newer. */
export async function checked(folder: string): Promise<Finding[]> {
  await seeJava();
  const options = ['--format', 'json', '--stdout', '--exit-zero-always', '--also-check-css', '--also-check-svg'];
  const { stdout } = await run('java', ['-Xss4m', '-jar', jar, ...options, folder], { maxBuffer: 1e9 });
  const { messages } = JSON.parse(stdout) as { messages: Told[] };
  return messages.map(({ type, subType, url = '', message, extract = '' }) => ({
    file: decodeURIComponent(basename(url)),
    kind: type !== 'info' ? 'error' : subType === 'warning' ? 'warning' : 'note',
    message,
    extract,
  }));
}

const needed =
  'The checker of the W3C needs Java 17 or newer, as `java` on the path (Debian: apt install openjdk-17-jre-headless)';

async function seeJava(): Promise<void> {
  const told = await run('java', ['-version']).catch(() => undefined);
  if (!told) throw new Error(`${needed}; there is none.`);
  const version = /version "(\d+)/.exec(told.stderr)?.[1];
  if (Number(version) < 17) throw new Error(`${needed}; this is ${version}.`);
}
