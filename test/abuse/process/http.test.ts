// The running product, sent what is malformed as HTTP already: it stays up, and answers nobody with the page of another store.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stop } from '../../../scripts/run.ts';
import { freePort, prepare, serve, type Place } from '../../../scripts/serve.ts';
import { tell } from '../../support/figures.ts';
import { malformedHttp, sentRaw } from '../../support/inputs/sockets.ts';

let place: Place;
let worker: ChildProcess | undefined;

/** Filling in the demo takes its time where much else runs. */
const readyWithin = 300_000;

beforeAll(async () => {
  place = { port: await freePort(), state: await mkdtemp(join(tmpdir(), 'regulars-')) };
  await prepare(place);
  worker = await serve(place, { quiet: true });
}, readyWithin);

afterAll(async () => {
  if (worker) await stop(worker);
  await rm(place.state, { recursive: true, force: true });
});

/** What no reply may say, whoever wrote it. */
const leaks = /D1_ERROR|SQLITE_|\bat (async )?[\w.]+ \(|node_modules|\/src\/[\w/-]+\.tsx?/;

it('stays up and answers as the store that is named', async (context) => {
  const { port } = place;
  const host = `localhost:${port}`;
  const all = malformedHttp(host, `trade.localhost:${port}`);
  const flaws: string[] = [];
  for (const raw of all) {
    const reply = await sentRaw(port, raw);
    const flaw = flawIn(reply, raw.bytes);
    if (flaw !== null) flaws.push(`${raw.what}: ${flaw}`);
  }
  tell(context, { 'requests malformed as HTTP': all.length });

  expect(flaws).toEqual([]);
  const still = await fetch(`http://${host}/activated`, { redirect: 'manual' });
  expect(still.status).toBe(200);
  expect(await still.text()).toContain('Harbour Goods');
});

/** What is wrong with what came back; what the server in front of the Worker says by itself is not ours. */
function flawIn(reply: string, sent: string): string | null {
  const statuses = [...reply.matchAll(/HTTP\/1\.[01] (\d{3}) /g)].map(([, status]) => Number(status));
  const ours = reply.split(/(?=HTTP\/1\.[01] \d{3} )/).filter((one) => /^x-request-id:/im.test(one));
  if (ours.some((one) => /^HTTP\/1\.[01] 5/.test(one))) return `answered ${statuses.join(', ')} by us`;
  const leaked = ours.map((one) => leaks.exec(one)?.[0]).find(Boolean);
  if (leaked) return `leaks ${leaked}`;
  if (/Hafen Handel/.test(reply) && !isToOther(sent)) return 'answered by another store';
  return null;
}

/** Whether another store is the only one that is named: then it may answer. */
function isToOther(sent: string): boolean {
  return sent.startsWith('GET http://trade.localhost') || !/^Host: localhost/m.test(sent);
}
