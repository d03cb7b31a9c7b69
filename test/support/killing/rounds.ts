// Many at once who write into the shop until it is killed.
import { setTimeout as wait } from 'node:timers/promises';
import { Dice } from '../../../src/demo/dice.ts';
import { activation, customerDeed, guestOrder, registration } from './buying.ts';
import { deskDeed } from './desk.ts';
import { doing, type Sent } from './deeds.ts';
import { partnerDeed } from './partner.ts';
import { openFile } from '../mortal.ts';
import type { World } from './world.ts';

/** What everybody did in a round, in the order in which it was sent, and what went wrong before the end. */
export type Round = { sent: Sent[]; astray: string[] };

/** Lets everybody do one thing after the other, and kills the product in the middle of it. */
export async function untilKilled(world: World, seed: number, nth: number): Promise<Round> {
  const round: Round = { sent: [], astray: [] };
  const dice = new Dice(seed * 1_000 + nth);
  const answersUntilEnd = 2 + Math.floor(dice.roll() * 12);
  const end = { isHere: false };
  let clients = 0;
  let enough: () => void = () => undefined;
  const isEnough = new Promise<void>((resolve) => (enough = resolve));
  const busy = async (next: (own: Dice, tag: string) => Promise<void>) => {
    clients += 1;
    const name = clients;
    const own = new Dice(seed * 1_000_000 + nth * 100 + name);
    for (let count = 0; !end.isHere && count < 60; count += 1) {
      try {
        await next(own, `x${nth}c${name}n${count}`);
      } catch (error) {
        if (!end.isHere) round.astray.push(String(error instanceof Error ? (error.cause ?? error) : error));
        break;
      }
      const answered = round.sent.filter(({ verdict }) => verdict).length;
      if (answered >= answersUntilEnd) enough();
    }
  };
  const { state } = world;
  const everybody = [
    ...[world.people[0], world.people[1]].flatMap((person) =>
      person ? [busy(async (own, tag) => doing(state, await customerDeed(world, person, own, tag), round.sent))] : [],
    ),
    busy(async (own, tag) => doing(state, await guestOrder(world, own, tag), round.sent)),
    busy(async (own, tag) =>
      doing(state, deskDeed(world, { browser: world.manager, name: 'max' }, own, tag), round.sent),
    ),
    busy(async (own, tag) =>
      doing(state, deskDeed(world, { browser: world.owner, name: 'olive' }, own, tag), round.sent),
    ),
    busy(async (own, tag) => doing(state, partnerDeed(world, own, tag), round.sent)),
    ...(nth % 4 === 0 ? [busy(async (_, tag) => registering(world, tag, round.sent))] : []),
    ...(nth % 3 === 0 ? [busy(async () => world.cron('*/5 * * * *', '0 * * * *'))] : []),
  ];
  await Promise.race([isEnough, Promise.all(everybody)]);
  if (dice.shows(0.6)) nextFact(state, dice.roll() * 3);
  else await wait(Math.floor(dice.roll() * 25));
  end.isHere = true;
  await world.kill();
  await Promise.all(everybody);
  return round;
}

/** What is written first of most things that are done. */
const facts = [
  'orders',
  'customers',
  'products',
  'points_entries',
  'order_events',
  'reviews',
  'questions',
  'audit',
  'addresses',
];

/**
 * Returns so many milliseconds after something new was stored, if that happens soon. That is the moment at which one write of two would be
 * there, and the answer is not. Nothing else goes on meanwhile in this process: a timer would be too late.
 */
function nextFact(state: string, ms: number): void {
  const database = openFile(state);
  const newest = database.prepare(
    `select ${facts.map((one) => `(select max(rowid) from ${one})`).join(` || ' ' || `)} as fact`,
  );
  const first = newest.get()?.fact;
  const latest = performance.now() + 200;
  while (newest.get()?.fact === first && performance.now() < latest);
  for (const until = performance.now() + ms; performance.now() < until;);
  database.close();
}

async function registering(world: World, tag: string, list: Sent[]): Promise<void> {
  const { deed, browser, email } = registration(world, tag);
  await doing(world.state, deed, list);
  for (let tries = 0; tries < 20; tries += 1) {
    const next = activation(world, browser, email);
    if (next) return doing(world.state, next, list);
    await wait(25);
  }
}
