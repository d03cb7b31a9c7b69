// The Worker with a counter around it: what `npm run costs` starts in place of src/index.ts. Every reply says in `X-Counts` what the
// request cost, with what the Worker did after it, and in `X-Links` where the messages that it sent lead. Nothing of it is deployed.
import worker from '../../src/index.ts';
import { changed } from '../../src/web/database.ts';
import { observed } from '../observing.ts';
import { nothing } from './counts.ts';

export { OrderBell } from '../../src/index.ts';

let counts = nothing();
let links: string[] = [];

export default {
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    counts = { ...nothing(), requests: 1 };
    links = [];
    const later: Promise<unknown>[] = [];
    const bindings = { ...env, DB: countedDatabase(env.DB), EMAIL: countedPost(), ...countedStores(env) };
    const waiting = changed(context, { waitUntil: (work: Promise<unknown>) => void later.push(work) });
    const cron = request.headers.get('X-Cron');
    const response = cron ? await runJobs(cron, bindings) : await worker.fetch(request, bindings, waiting);
    // A body may be written as it is read, and what comes after a response may cause more of it.
    const body = await response.arrayBuffer();
    for (let work = later.shift(); work; work = later.shift()) await work;
    const headers = new Headers(response.headers);
    headers.set('X-Counts', JSON.stringify(counts));
    headers.set('X-Links', JSON.stringify(links));
    return new Response(body.byteLength > 0 ? body : null, { status: response.status, headers });
  },
};

async function runJobs(cron: string, env: Env): Promise<Response> {
  await worker.scheduled({ cron, scheduledTime: Date.now(), noRetry: () => undefined }, env);
  return new Response('done');
}

// The log is what Cloudflare keeps: one event a line.
const write = console.log.bind(console);
console.log = (line: string) => {
  counts.logLines += 1;
  write(line);
};

function countedPost(): SendEmail {
  const send = (mail: { text?: string }) => {
    counts.messages += 1;
    links.push(...(mail.text?.match(/https?:\/\/\S+/g) ?? []));
    return Promise.resolve({ messageId: 'counted' });
  };
  return { send } as SendEmail;
}

function countedStores(env: Env): Pick<Env, 'SESSIONS' | 'PICTURES'> {
  return { SESSIONS: countedKeys(env.SESSIONS), PICTURES: countedKeys(env.PICTURES) };
}

function countedKeys(kv: KVNamespace): KVNamespace {
  return new Proxy(kv, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) => {
        counts[name === 'get' ? 'kvReads' : 'kvWrites'] += 1;
        return Reflect.apply(method, target, args) as unknown;
      };
    },
  });
}

function countedDatabase(db: D1Database): D1Database {
  return observed(db, async (run) => {
    const results = await run();
    counts.statements += results.length;
    for (const { meta } of results) {
      counts.rowsRead += meta.rows_read;
      counts.rowsWritten += meta.rows_written;
    }
    return results;
  });
}
