// Cron as it comes on a bad day: several times at the same moment, a day late, and after it was killed in the middle of its work. Each
// time everything is done once; only what the service had taken when the Worker died may be sent once more, with the same content.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Dice } from '../../../src/demo/dice.ts';
import { findings } from '../../support/killing/books.ts';
import { repeated, wrongMails, wrongWebhooks } from '../../support/killing/post.ts';
import { seed } from '../../support/killing/seed.ts';
import { openWorld, store, type World } from '../../support/killing/world.ts';
import { tell } from '../../support/figures.ts';
import { query } from '../../support/mortal.ts';

const day = 86_400_000;
const everything = ['*/5 * * * *', '0 * * * *'];
const people = 60;
/** What partners are told of the points: two that come to count, and one of them whose time is over. */
const told = 3;

let world: World;
let atFirst: Set<string>;
let filled = 0;

beforeAll(async () => {
  world = await openWorld();
  atFirst = findings(world.state);
});

beforeEach(() => world.start());

afterEach(() => world.kill());

afterAll(() => world.close());

/** What there is to do: many on record with an invitation that was not sent, events for a partner, points to count and to end, rules. */
function fill(): void {
  const { state } = world;
  filled += 1;
  query(state, 'delete from outbox');
  query(state, 'delete from webhook_deliveries');
  world.taken.mails.length = 0;
  world.taken.webhooks.length = 0;
  for (let nth = 0; nth < people; nth += 1) {
    const tag = `${filled}${String(nth).padStart(3, '0')}`;
    query(
      state,
      `insert into outbox (id, store_id, to_address, template, language, data, created_at, next_attempt_at)
        values (?, ?, ?, 'order_notice', 'en', (select json_object('number', ?1, 'id', ?1, 'lines', json('[]'), 'shipping',
          json_object('name', 'Parcel', 'amount', '1'), 'points', '', 'total', '1', 'tax', '')), 1, 1)`,
      `msg_${tag}`,
      store.id,
      `somebody${tag}@example.com`,
    );
    query(
      state,
      `insert into webhook_deliveries (webhook_id, event_id, store_id, type, subject, at, next_at)
        values ('whk_listening', ?, ?, 'customer.updated', json_object('customer_id', ?), ?, ?)`,
      `evt_${tag}`,
      store.id,
      world.people[0]?.id ?? '',
      Date.now(),
      Date.now() - 1,
    );
  }
  // Points that have come to count since the last run, and points whose time is over.
  const [buyer, another] = world.people;
  const entry = `insert into points_entries (id, store_id, customer_id, kind, cause, points, points_left, counts_at, reason, at, expires_at)
    values (?, ?, ?, 'hand', ?, ?, ?, 1, 'waits', 1, ?)`;
  query(
    state,
    entry,
    `pts_waits${filled}`,
    store.id,
    buyer?.id ?? '',
    `hand:waits${filled}`,
    30,
    30,
    Date.now() + 900 * day,
  );
  query(state, entry, `pts_over${filled}`, store.id, another?.id ?? '', `hand:over${filled}`, 20, 20, 2);
}

const isWaiting = `select (select count(*) from outbox where sent_at is null) + (select count(*) from webhook_deliveries where delivered_at is null)
  + (select count(*) from points_entries where position is null and counts_at < 1000) as left`;

/** What is wrong with what was done, beside `findings` of the start. */
function wrong(): string[] {
  const { state, taken } = world;
  return [
    ...wrongMails(state, taken),
    ...wrongWebhooks(state, taken),
    ...[...findings(state)].filter((one) => !atFirst.has(one)),
    ...query(state, isWaiting).flatMap(({ left }) => (left === 0 ? [] : [`${String(left)} left`])),
  ];
}

/** What the points of the people are, with their entries. */
const pointsKept = () =>
  query(
    world.state,
    `select customer_id, kind, count(*) as entries, sum(points) as points from points_entries
    where customer_id like 'cus_buyer%' and position is not null group by 1, 2 order by 1, 2`,
  );

it.for([2, 5])('does everything once when it comes %i times at the same moment', async (times, context) => {
  fill();
  const before = pointsKept();
  await Promise.all(Array.from({ length: times }, () => world.cron(...everything)));
  const { mails, webhooks } = world.taken;
  tell(context, {
    [`messages and webhooks of Cron ${times} times at once, of which again`]: `${mails.length + webhooks.length}, ${repeated(mails) + repeated(webhooks)}`,
  });
  const after = pointsKept();
  await world.cron(...everything);

  expect(wrong()).toEqual([]);
  expect([mails.length, webhooks.length]).toEqual([people, people + told]);
  expect(after).not.toEqual(before);
  expect(pointsKept()).toEqual(after);
});

it('does everything once when it comes a day late', async () => {
  fill();
  world.later(day);
  await world.cron(...everything);

  expect(wrong()).toEqual([]);
  expect([world.taken.mails.length, world.taken.webhooks.length]).toEqual([people, people + told]);
});

it('finishes what it was killed in, and sends again only what nobody had written down', async (context) => {
  fill();
  const dice = new Dice(seed);
  let kills = 0;
  while (kills < 6) {
    const { mails, webhooks } = world.taken;
    const enough = mails.length + webhooks.length + 1 + Math.floor(dice.roll() * 20);
    const runs = [world.cron(...everything), world.cron(...everything)].map((run) => run.catch(() => undefined));
    const isDone = Promise.all(runs).then(() => true);
    while (mails.length + webhooks.length < enough && !(await Promise.race([isDone, wait(1, false)])));
    await world.kill();
    await isDone;
    kills += 1;
    // As after the claims of what died have run out.
    world.later(600_000);
    await world.start();
  }
  await world.cron(...everything);
  const { mails, webhooks } = world.taken;
  const again = { mails: repeated(mails), webhooks: repeated(webhooks) };
  tell(context, {
    'runs of Cron killed in the middle': `${2 * kills} in ${kills} kills (seed ${seed})`,
    'messages sent, of which again': `${mails.length}, ${again.mails}`,
    'webhooks sent, of which again': `${webhooks.length}, ${again.webhooks}`,
  });

  expect(wrong(), `SEED=${seed}`).toEqual([]);
  // At each kill no more than what was on its way: a portion of each of both.
  expect(again.mails).toBeLessThanOrEqual(kills * 2 * 20);
});
