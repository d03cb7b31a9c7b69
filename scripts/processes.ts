// What a process and all that it started have used of the processor, as the kernel counts it. Linux only.
import { readdirSync, readFileSync } from 'node:fs';

/** The kernel tells hundredths of a second. */
const tickMs = 10;

type Process = { pid: number; parent: number; name: string; ticks: number };

/** Milliseconds of processor, user and system, of every process of this name below this one and what it started. */
export function cpuMsOf(name: string): number {
  const all = processes();
  const below = (parent: number): Process[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  const tops = below(process.pid).filter((one) => one.name === name);
  if (tops.length === 0) throw new Error(`${name} does not run`);
  const whole = new Set(tops.flatMap((one) => [one, ...below(one.pid)]));
  return [...whole].reduce((sum, { ticks }) => sum + ticks * tickMs, 0);
}

function processes(): Process[] {
  return readdirSync('/proc').flatMap((entry) => (/^\d+$/.test(entry) ? statOf(entry) : []));
}

/** `pid (name) state ppid …`: the name may hold anything, so the rest begins behind its last bracket. Source: proc_pid_stat(5). */
function statOf(pid: string): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    const fields = stat
      .slice(end + 2)
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    return [
      {
        pid: Number(pid),
        parent,
        name: stat.slice(stat.indexOf('(') + 1, end),
        ticks: (fields[11] ?? 0) + (fields[12] ?? 0),
      },
    ];
  } catch {
    return []; // It ended just now.
  }
}
