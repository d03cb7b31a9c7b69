// Structured logs: one JSON object a line. They carry ids and reasons, never addresses, names, tokens or bodies.

type Fields = Record<string, string | number | boolean | null | undefined>;

/** Writes one event; `fields` are ids, counts and names of problems. */
export function log(event: string, fields: Fields = {}): void {
  console.log(JSON.stringify({ event, ...fields }));
}

/**
 * Writes an unexpected error. Drizzle's own message repeats the bound values (people's data), so only its cause is told.
 */
export function logError(event: string, error: unknown, fields: Fields = {}): void {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const known = cause instanceof Error;
  console.error(
    JSON.stringify({
      event,
      ...fields,
      error: known ? `${cause.name}: ${cause.message}` : 'unknown',
      at: known ? frames(cause) : '',
    }),
  );
}

function frames(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .slice(1, 6)
    .map((line) => line.trim())
    .join(' < ');
}
