// `npm run test:defects`: whether what shows a promise would also show that it is broken. In a copy of the project each defect of
// test/defects is put in by itself, and its command must fail; without any, each of these commands must pass. Words after `--` choose
// the defects that have one of them in their promise, or in the command that catches them.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { defects, type Defect } from '../test/defects/defects.ts';
import { build } from './build.ts';

const words = process.argv.slice(2);
const chosen = defects.filter(
  ({ promise, caughtBy }) => words.length === 0 || words.some((word) => `${promise} ${caughtBy}`.includes(word)),
);
if (chosen.length === 0) throw new Error(`no defect has ${words.join(' or ')} in it`);

/** The project as it is here, what is not committed yet too, in a folder of its own. */
async function copyOf(): Promise<string> {
  await build();
  const copy = mkdtempSync(join(tmpdir(), 'defects-'));
  const files = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n');
  for (const file of files) {
    mkdirSync(join(copy, dirname(file)), { recursive: true });
    cpSync(file, join(copy, file));
  }
  cpSync('public', join(copy, 'public'), { recursive: true });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  // The bench names the commit that it measures.
  const committer = ['-c', 'user.name=Defects', '-c', 'user.email=defects@example.com'];
  for (const args of [
    ['init', '-q'],
    [...committer, 'commit', '-q', '--allow-empty', '-m', 'A copy'],
  ]) {
    spawnSync('git', args, { cwd: copy });
  }
  return copy;
}

/** Puts the defect into the copy; hands over what takes it out again. */
function seed(copy: string, { file, before, after }: Defect): () => void {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(before).length !== 2) throw new Error(`${file} does not have it once: ${before}`);
  writeFileSync(
    path,
    text.replace(before, () => after),
  );
  return () => writeFileSync(path, text);
}

/** What is run to catch a defect, as somebody would type it. */
const commandOf = ({ caughtBy, narrowed = {} }: Defect) =>
  [...Object.entries(narrowed).map(([name, value]) => `${name}=${value}`), `npm run ${caughtBy}`].join(' ');

/** Whether a command passes in the copy, what it says, and the seconds it takes. */
function tried(copy: string, { caughtBy, narrowed }: Defect): { passes: boolean; said: string; seconds: string } {
  const began = performance.now();
  const env = { ...process.env, ...narrowed };
  const options = { cwd: copy, env, encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  const { status, stdout, stderr } = spawnSync('npm', ['run', ...caughtBy.split(' ')], options);
  return { passes: status === 0, said: stdout + stderr, seconds: ((performance.now() - began) / 1000).toFixed(0) };
}

const copy = await copyOf();
let wrong = 0;
try {
  const commands = new Map(chosen.map((defect) => [commandOf(defect), defect]));
  for (const [command, defect] of commands) {
    const { passes, said, seconds } = tried(copy, defect);
    console.log(`${passes ? 'passes' : 'FAILS '}  ${command}, as it is (${seconds} s)`);
    if (passes) continue;
    wrong += 1;
    console.log(said);
  }
  for (const defect of chosen) {
    const mend = seed(copy, defect);
    const { passes, seconds } = tried(copy, defect);
    mend();
    console.log(`${passes ? 'MISSED' : 'caught'}  ${defect.promise}: ${commandOf(defect)} (${seconds} s)`);
    if (passes) wrong += 1;
  }
} finally {
  rmSync(copy, { recursive: true });
}
console.log(wrong === 0 ? `all ${chosen.length} caught` : `${wrong} of them wrong`);
process.exit(wrong === 0 ? 0 : 1);
