// The floor: what a page costs at least. A bare Worker that asks its bindings the same as the page does, at the same time, with no
// framework and no HTML, and answers two letters. It is told what to ask: `PUT /overview` with what was recorded of the page. Where it
// was told nothing it asks nothing: that is the bare hello.
import { verifyPassword } from '../src/credentials/hashing.ts';
import type { Call, Lesson, Step } from './calls.ts';
import { refresher } from './fresh.ts';

type Page = { steps: Step[]; refreshed: ReturnType<typeof refresher> };

const pages = new Map<string, Page>();
let requests = 0;

export default {
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    const name = new URL(request.url).pathname;
    if (request.method === 'PUT') {
      const { steps, fresh } = await request.json<Lesson>();
      pages.set(name, { steps, refreshed: refresher(fresh) });
      return new Response('ok');
    }
    const page = pages.get(name);
    if (page) await ask(page, env, context);
    return new Response('ok');
  },
};

async function ask({ steps, refreshed }: Page, env: Env, context: ExecutionContext): Promise<void> {
  requests += 1;
  const own = refreshed(requests);
  const asked: Promise<unknown>[] = [];
  const step = async ({ call, after }: Step) => {
    if (after.length > 0) await Promise.all(asked.filter((_, number) => after.includes(number)));
    return askFor(env, call, own);
  };
  for (const one of steps) asked.push(step(one));
  await Promise.all(asked.filter((_, number) => !steps[number]?.isLater));
  context.waitUntil(Promise.all(asked));
}

function askFor(env: Env, call: Call, own: <T>(value: T) => T): Promise<unknown> {
  if (call.on === 'PASSWORD') return verifyPassword(call.password, null);
  if (call.on !== 'DB') {
    const binding: object = env[call.on];
    return Reflect.apply(Reflect.get(binding, call.how) as Method, binding, call.given.map(own));
  }
  const statements = call.statements.map(({ sql, values }) => env.DB.prepare(sql).bind(...values.map(own)));
  if (call.how === 'batch') return env.DB.batch(statements);
  const [statement] = statements;
  if (!statement) throw new Error('nothing to ask');
  return call.how === 'raw' ? statement.raw() : statement[call.how]();
}

type Method = (...given: unknown[]) => Promise<unknown>;
