// Everything that is logged, of every level.
import { vi } from 'vitest';

/** Listens to the logs from now on. */
export function logged(): { text: () => string; lines: string[] } {
  const lines: string[] = [];
  for (const level of ['log', 'error', 'warn', 'info', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...all: unknown[]) => void lines.push(all.map(String).join(' ')));
  }
  return { text: () => lines.join('\n'), lines };
}
