// `npm run examples`: calls every endpoint of the partner API by its example, on the demo, and keeps the replies, which stand in the
// description from then on. Needed after an endpoint was added or replies otherwise; the tests say so.
import { writeFileSync } from 'node:fs';
import { openShops } from '../test/browser/server.ts';
import { build } from './build.ts';
import { callOf, inOrder } from './description/examples.ts';
import { readEndpoints, repliesFile } from './description.ts';

/** The most things of a list that are kept: the description is to be read. */
const most = 2;

/** In the place of a secret stands the one of the standard’s own examples. */
const secret = /whsec_[A-Za-z0-9+/=]+/g;
const shownSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLJwN';

await build();
const endpoints = await readEndpoints();
const replies = new Map<string, unknown>();
const shops = await openShops();
try {
  for (const endpoint of inOrder(endpoints)) {
    const { path, ...call } = callOf(endpoint);
    const reply = await fetch(`http://localhost:${shops.port}/api/v1${path}`, call);
    const text = await reply.text();
    if (reply.status !== endpoint.status) {
      console.error(`${endpoint.operation}: ${call.method} ${path} answers ${reply.status}: ${text}`);
      process.exitCode = 1;
    } else if (endpoint.reply)
      replies.set(endpoint.operation, shortened(JSON.parse(text.replaceAll(secret, shownSecret))));
  }
} finally {
  await shops.close();
}
const kept = endpoints.flatMap(({ operation }) =>
  replies.has(operation) ? [[operation, replies.get(operation)] as const] : [],
);
writeFileSync(repliesFile, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
await build();
console.log(`${repliesFile} has ${kept.length} replies`);

/** The reply, of a list its beginning. */
function shortened(reply: unknown): unknown {
  const isList = typeof reply === 'object' && reply !== null && 'data' in reply && Array.isArray(reply.data);
  return isList ? { ...reply, data: (reply.data as unknown[]).slice(0, most) } : reply;
}
