// The real thing: the running product, killed without warning between a response and the sending of its message.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Mortal } from '../../scripts/workerd.ts';
import { openMortal, query } from '../support/mortal.ts';

let shops: Mortal;

beforeAll(async () => {
  shops = await openMortal();
});

afterAll(() => shops.close());

it('loses no message of a registration that was answered, and Cron sends each once', async () => {
  const people = Array.from({ length: 3 }, (_, index) => `killed${index}@example.com`);
  for (const email of people) {
    await shops.start();
    const reply = await register(email);
    await shops.kill();
    expect(reply.status).toBe(303);
  }
  const registered = query(shops.state, `select to_address from outbox where template = 'activation' order by id`);
  expect(registered).toEqual(people.map((email) => ({ to_address: email })));

  // As after the claim of a delivery that died has run out.
  query(shops.state, `update outbox set next_attempt_at = 1 where sent_at is null`);
  await shops.start();
  for (let count = 0; count < 2; count += 1) {
    await fetch(`http://127.0.0.1:${shops.port}/cdn-cgi/local/scheduled?cron=*/5+*+*+*+*`);
  }
  const mail = await (await fetch(`http://localhost:${shops.port}/dev/mail`)).text();
  const sentByCron = people.filter((email) => mail.includes(`To ${email}`));
  const states = query(
    shops.state,
    `select count(*) as unsent from outbox where sent_at is null or sealed_secret is not null`,
  );

  expect(states).toEqual([{ unsent: 0 }]);
  for (const email of sentByCron) expect(mail.split(`To ${email}`)).toHaveLength(2);
});

function register(email: string): Promise<Response> {
  const origin = `http://localhost:${shops.port}`;
  return fetch(`${origin}/register`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: origin },
    body: new URLSearchParams({ email, name: 'Grace Hopper', password: 'seven gulls above the harbour' }),
  });
}
