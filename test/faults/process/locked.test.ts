// The database held by somebody else for a while: whoever asks waits or is calmly told to come back, and when it is free again everything
// goes on, with what was acknowledged and nothing by halves.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Dice } from '../../../src/demo/dice.ts';
import { customerDeed, guestOrder } from '../../support/killing/buying.ts';
import { findings } from '../../support/killing/books.ts';
import { stored, wholeOf, type Deed, type Sent } from '../../support/killing/deeds.ts';
import { partnerDeed } from '../../support/killing/partner.ts';
import { seed } from '../../support/killing/seed.ts';
import { openWorld, type World } from '../../support/killing/world.ts';
import { tell } from '../../support/figures.ts';
import { openFile } from '../../support/mortal.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
  await world.start();
});

afterAll(() => world.close());

it('answers calmly while another holds the database, and goes on by itself', async (context) => {
  const { state } = world;
  const dice = new Dice(seed);
  const atFirst = findings(state);
  const tally = { whole: 0, calm: 0, read: 0 };
  const wrong: string[] = [];
  for (const how of ['begin immediate', 'begin exclusive'] as const) {
    const person = world.people[0];
    if (!person) throw new Error('nobody');
    const tag = how.replace('begin ', '');
    const deeds: Deed[] = [
      ...(await Promise.all([1, 2, 3].map((nth) => guestOrder(world, dice, `${tag}g${nth}`)))),
      ...[1, 2, 3].map((nth) => partnerDeed(world, dice, `${tag}p${nth}`)),
      await customerDeed(world, person, dice, `${tag}c`),
    ];
    const sent: Sent[] = deeds.map((deed) => ({ deed, before: stored(state, deed) }));
    const holder = openFile(state);
    holder.exec(how);
    const sending = Promise.all(
      sent.map(async (one) => {
        one.verdict = await one.deed.send();
      }),
    );
    const reading = world.visitor().get('/products/enamel-mug');
    const ended = await Promise.race([sending.then(() => true), wait(4_000, false)]);
    holder.exec('rollback');
    holder.close();
    await sending;
    const { status, text } = await reading;
    if (status === 200) tally.read += 1;
    else if (status !== 503 || /sqlite|busy|locked/i.test(text)) wrong.push(`reading: ${status} ${text.slice(0, 300)}`);
    for (const one of sent) wrong.push(...wrongOf(state, one, tally));
    tell(context, { [`writes while another held it (${how})`]: ended ? 'were answered at once' : 'waited for it' });
    // It is free again: what was refused is sent once more, and done.
    for (const one of sent.filter(({ verdict }) => !verdict?.isTaken)) {
      const { isTaken, said } = await one.deed.send();
      if (!isTaken || stored(state, one.deed) !== wholeOf(one))
        wrong.push(`once more: ${one.deed.kind}: ${said.slice(0, 300)}`);
    }
  }
  wrong.push(...[...findings(state)].filter((one) => !atFirst.has(one)));
  tell(context, {
    'writes taken although the database was held': tally.whole,
    'writes answered calmly that it is not to be had, with nothing stored': tally.calm,
  });

  expect(wrong, `SEED=${seed}`).toEqual([]);
});

function wrongOf(state: string, one: Sent, tally: { whole: number; calm: number }): string[] {
  const now = stored(state, one.deed);
  const { isTaken = false, said = '' } = one.verdict ?? {};
  if (isTaken && now === wholeOf(one)) tally.whole += 1;
  else if (!isTaken && said.startsWith('503') && now === one.before && !/sqlite|busy|locked/i.test(said))
    tally.calm += 1;
  else return [`${one.deed.kind}: ${now}, was ${one.before}; ${said.slice(0, 400)}`];
  return [];
}
