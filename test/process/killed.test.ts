// The real thing: the running product, killed without warning between a response and the sending of its message.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stop } from '../../scripts/run.ts';
import { freePort, prepare, serve, type Place } from '../../scripts/serve.ts';
import { storageIn } from '../../scripts/storage.ts';

let place: Place;

beforeAll(async () => {
  place = { port: await freePort(), state: await mkdtemp(join(tmpdir(), 'regulars-')) };
  await prepare(place);
});

afterAll(() => rm(place.state, { recursive: true, force: true }));

it('loses no message of a registration that was answered, and Cron sends each once', async () => {
  const people = Array.from({ length: 3 }, (_, index) => `killed${index}@example.com`);
  for (const email of people) {
    const worker = await serve(place, { quiet: true });
    const reply = await register(email);
    await stop(worker, 'SIGKILL');
    expect(reply.status).toBe(303);
  }
  const registered = await query(`select to_address from outbox where template = 'activation' order by id`);
  expect(registered).toEqual(people.map((email) => ({ to_address: email })));

  // As after the claim of a delivery that died has run out.
  await query(`update outbox set next_attempt_at = 1 where sent_at is null`);
  const worker = await serve(place, { quiet: true });
  try {
    for (let count = 0; count < 2; count += 1) {
      await fetch(`http://127.0.0.1:${place.port}/cdn-cgi/local/scheduled?cron=*/5+*+*+*+*`);
    }
    const mail = await (await fetch(`http://localhost:${place.port}/dev/mail`)).text();
    const sentByCron = people.filter((email) => mail.includes(`To ${email}`));
    const states = await query(
      `select count(*) as unsent from outbox where sent_at is null or sealed_secret is not null`,
    );

    expect(states).toEqual([{ unsent: 0 }]);
    for (const email of sentByCron) expect(mail.split(`To ${email}`)).toHaveLength(2);
  } finally {
    await stop(worker);
  }
});

function register(email: string): Promise<Response> {
  const origin = `http://localhost:${place.port}`;
  return fetch(`${origin}/register`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: origin },
    body: new URLSearchParams({ email, name: 'Grace Hopper', password: 'seven gulls above the harbour' }),
  });
}

/** Reads or changes what is stored while no Worker runs. */
async function query(sql: string): Promise<Record<string, unknown>[]> {
  const stored = await storageIn(place.state);
  try {
    return (await stored.env.DB.prepare(sql).all()).results;
  } finally {
    await stored.dispose();
  }
}
