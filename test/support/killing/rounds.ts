// Many at once who write into the shop until it is killed.
import { setTimeout as wait } from 'node:timers/promises';
import { Dice } from '../../../src/demo/dice.ts';
import { activation, customerDeed, guestOrder, registration } from './buying.ts';
import { deskDeed } from './desk.ts';
import { doing, type Sent } from './deeds.ts';
import { partnerDeed } from './partner.ts';
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
  await wait(Math.floor(dice.roll() * 25));
  end.isHere = true;
  await world.kill();
  await Promise.all(everybody);
  return round;
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
