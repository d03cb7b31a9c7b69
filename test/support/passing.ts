// Time that goes on where a test has stopped the clock.
import { vi } from 'vitest';

/** Waits for something while the clock goes on, as it does for a binding that hangs. */
export async function passing<T>(work: Promise<T>): Promise<T> {
  const clock = { goesOn: true };
  const watched = work.finally(() => (clock.goesOn = false));
  while (clock.goesOn) {
    await scheduler.wait(1);
    // Only while a binding is waited for: the day's own clock is set by the steps of the hour.
    if (vi.getTimerCount() > 0) await vi.advanceTimersByTimeAsync(20_000);
  }
  return watched;
}
