// Killed in the middle of writes of every kind, again and again: what was acknowledged is stored, what was not is there wholly or not at
// all, what the shop keeps beside its history is what the history comes to, and in the end everything is sent, without anybody's hands.
// ROUNDS=… changes how often; SEED=… repeats what was printed.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findings, ruleCount } from '../../support/killing/books.ts';
import { compared, stored, wholeOf, type Sent, type Tally } from '../../support/killing/deeds.ts';
import { repeated, wrongMails, wrongWebhooks } from '../../support/killing/post.ts';
import { untilKilled } from '../../support/killing/rounds.ts';
import { seed } from '../../support/killing/seed.ts';
import { openWorld, type World } from '../../support/killing/world.ts';
import { tell } from '../../support/figures.ts';
import { query } from '../../support/mortal.ts';

const rounds = Number(process.env.ROUNDS ?? 100);
const minute = 60_000;

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.close());

it('keeps what it has acknowledged, and does nothing by halves, however often it is killed', async (context) => {
  const { state } = world;
  const tally: Tally = { acknowledged: 0, found: 0, whole: 0, absent: 0, refused: 0 };
  const kinds = new Set<string>();
  const atFirst = findings(state);
  const msToRecover: number[] = [];
  let sentAgain = 0;
  const wrong: string[] = [];
  const note = (nth: number, found: readonly string[]) => wrong.push(...found.map((one) => `round ${nth}: ${one}`));
  await world.start();
  for (let nth = 1; nth <= rounds && wrong.length === 0; nth += 1) {
    const { sent, astray } = await untilKilled(world, seed, nth);
    const killedAt = performance.now();
    await world.start();
    note(nth, await isBack(world));
    msToRecover.push(performance.now() - killedAt);
    note(nth, astray);
    note(nth, compared(state, sent, tally));
    note(
      nth,
      [...findings(state)].filter((one) => !atFirst.has(one)),
    );
    for (const { deed } of sent) kinds.add(deed.kind);
    // As after a minute or two: nobody else works at what was begun, and nobody has done too much.
    world.later(2 * minute);
    const again = sent.filter(({ deed, verdict }) => deed.isRepeatable && (!verdict || verdict.isTaken));
    for (const one of again) note(nth, await sentOnceMore(state, one));
    sentAgain += again.length;
  }
  for (let run = 0; run < 10 && isWaiting(state) && wrong.length === 0; run += 1) {
    world.later(10 * minute);
    await world.cron('*/5 * * * *', '0 * * * *');
  }
  await world.kill();
  const { taken } = world;
  const post = wrong.length > 0 ? [] : [...wrongMails(state, taken), ...wrongWebhooks(state, taken)];
  const unfinished = query(state, 'select id from bulk_acts where done_at is null').map(
    ({ id }) => `bulk ${String(id)}`,
  );
  tell(context, {
    'rounds of kill -9 during writes': `${msToRecover.length} (seed ${seed})`,
    'kinds of writes in them': kinds.size,
    'writes acknowledged': tally.acknowledged,
    'acknowledged writes found after the kill': tally.found,
    'writes without an answer, wholly there': tally.whole,
    'writes without an answer, not there at all': tally.absent,
    'writes refused, of which nothing is there': tally.refused,
    'API requests sent again with their key': sentAgain,
    'rules that the books were held against after each round': ruleCount,
    'messages taken outside, of which again': `${taken.mails.length}, ${repeated(taken.mails)}`,
    'webhooks taken outside, of which again': `${taken.webhooks.length}, ${repeated(taken.webhooks)}`,
    'ms from the kill to the next answer, median and most': middleAndMost(msToRecover),
  });

  expect([...wrong, ...post, ...(wrong.length > 0 ? [] : unfinished)], `SEED=${seed}`).toEqual([]);
  expect(tally.found).toBe(tally.acknowledged);
});

/** The shop answers as if nothing had been. */
async function isBack({ visitor }: World): Promise<string[]> {
  const { status } = await visitor().get('/');
  return status === 200 ? [] : [`the shop answers ${status}`];
}

/**
 * The partner's system sends it again: it is answered, of the same thing if it was answered before, and done once. How it stands may be told
 * anew: a reply is kept behind it, and of a guest none is.
 */
async function sentOnceMore(state: string, one: Sent): Promise<string[]> {
  const { deed, verdict } = one;
  const { isTaken, said } = await deed.send();
  const isSame = !verdict || idIn(said) === idIn(verdict.said);
  const now = stored(state, deed);
  if (isTaken && isSame && now === wholeOf(one)) return [];
  return [
    `${deed.kind} of ${deed.subject} sent again: ${said.slice(0, 300)}, then ${now}; before: ${verdict?.said.slice(0, 300) ?? 'nothing'}`,
  ];
}

function idIn(said: string): string | undefined {
  return /"id":"(\w+)"/.exec(said)?.[1];
}

function isWaiting(state: string): boolean {
  const waiting = `select exists (select 1 from outbox where next_attempt_at is not null) or exists (
    select 1 from webhook_deliveries where next_at is not null) or exists (select 1 from bulk_acts where done_at is null) as waiting`;
  return query(state, waiting)[0]?.waiting === 1;
}

function middleAndMost(figures: readonly number[]): string {
  const sorted = figures.toSorted((one, other) => one - other);
  return [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)].map((one) => Math.round(one ?? 0)).join(', ');
}
