// The floor: what a page costs at least. A bare Worker that asks its bindings the same as the page does, at the same time, with no
// framework and no HTML, and answers two letters. It is told what to ask: `PUT /overview` with the steps that were recorded of the page.
import type { Call, Step } from './calls.ts';

const pages = new Map<string, Step[]>();

export default {
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    const name = new URL(request.url).pathname;
    if (request.method === 'PUT') {
      pages.set(name, await request.json());
      return new Response('ok');
    }
    const steps = pages.get(name);
    if (!steps) return new Response('no such page', { status: 404 });
    const asked: Promise<unknown>[] = [];
    const ask = async ({ call, after }: Step) => {
      if (after.length > 0) await Promise.all(asked.filter((_, number) => after.includes(number)));
      return askFor(env, call);
    };
    for (const step of steps) asked.push(ask(step));
    await Promise.all(asked.filter((_, number) => !steps[number]?.isLater));
    context.waitUntil(Promise.all(asked));
    return new Response('ok');
  },
};

function askFor(env: Env, call: Call): Promise<unknown> {
  if (call.on !== 'DB') {
    const binding: object = env[call.on];
    return Reflect.apply(Reflect.get(binding, call.how) as Method, binding, call.given);
  }
  const statements = call.statements.map(({ sql, values }) => env.DB.prepare(sql).bind(...values));
  if (call.how === 'batch') return env.DB.batch(statements);
  const [statement] = statements;
  if (!statement) throw new Error('nothing to ask');
  return call.how === 'raw' ? statement.raw() : statement[call.how]();
}

type Method = (...given: unknown[]) => Promise<unknown>;
