// The Worker with a tape around its bindings: each reply is JSON that says what the page asked of them, when, and what it answered.
// The bench runs it once for each page, so that the floor never does less or more than the page does today.
import worker from '../src/index.ts';
import { observed } from '../scripts/observing.ts';
import { changed } from '../src/web/database.ts';
import type { Call, Called, Recording, Step } from './calls.ts';

export { OrderBell } from '../src/index.ts';

export default {
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    const tape = taping();
    const later: Promise<unknown>[] = [];
    const waiting = changed(context, { waitUntil: (work: Promise<unknown>) => void later.push(work) });
    const response = await worker.fetch(request, { ...env, ...tape.around(env) }, waiting);
    const body = await response.text();
    tape.answered();
    for (let work = later.shift(); work; work = later.shift()) await work;
    const type = response.headers.get('Content-Type') ?? '';
    return Response.json({ status: response.status, type, body, ...tape.kept } satisfies Recording);
  },
};

/** What is kept of one request, and the bindings that keep it. */
function taping() {
  const kept: Pick<Recording, 'steps' | 'counts'> = {
    steps: [],
    counts: { waits: 0, limits: 0, statements: 0, rowsRead: 0 },
  };
  const open = new Set<Step>();
  let isLater = false;

  function count({ on }: Call): void {
    if (on.endsWith('_LIMIT')) kept.counts.limits += 1;
    else if (![...open].some(({ call }) => !call.on.endsWith('_LIMIT'))) kept.counts.waits += 1;
  }

  async function keep<T>(call: Call, run: () => Promise<T>): Promise<T> {
    const after = kept.steps.flatMap((step, number) => (open.has(step) ? [] : [number]));
    const step = { call, after, isLater };
    if (!isLater) count(call);
    kept.steps.push(step);
    open.add(step);
    try {
      return await run();
    } finally {
      open.delete(step);
    }
  }

  const asking = (db: D1Database) =>
    observed(db, async (run, { how, statements }) => {
      const said = statements.map(({ sql, values }) => ({ sql, values }));
      const results = await keep({ on: 'DB', how, statements: said }, run);
      if (isLater) return results;
      kept.counts.statements += results.length;
      for (const { meta } of results) kept.counts.rowsRead += meta.rows_read;
      return results;
    });

  const calling = <T extends object>(on: Called['on'], binding: T, names: readonly string[]): T =>
    changed(
      binding,
      Object.fromEntries(
        names.map((how) => [
          how,
          (...given: unknown[]) =>
            keep({ on, how, given }, () => Reflect.apply(Reflect.get(binding, how) as Method, binding, given)),
        ]),
      ),
    );

  const kvMethods = ['get', 'put', 'delete'];
  return {
    kept,
    answered: () => void (isLater = true),
    around: (env: Env) => ({
      DB: asking(env.DB),
      SESSIONS: calling('SESSIONS', env.SESSIONS, kvMethods),
      PICTURES: calling('PICTURES', env.PICTURES, kvMethods),
      HASHING_LIMIT: calling('HASHING_LIMIT', env.HASHING_LIMIT, ['limit']),
      PARTNER_LIMIT: calling('PARTNER_LIMIT', env.PARTNER_LIMIT, ['limit']),
    }),
  };
}

type Method = (...given: unknown[]) => Promise<unknown>;
