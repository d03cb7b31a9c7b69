// The disk full: the files of workerd may not grow beyond a size (RLIMIT_FSIZE), which SQLite knows as a disk that takes no more. Whoever
// writes is calmly told to come back, nothing is there by halves, and pages are shown as long as D1 can be
// opened (after a write that failed it is opened anew, which takes room too). As soon as there is room what was refused is taken when it
// is sent again.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Dice } from '../../../src/demo/dice.ts';
import { findings } from '../../support/killing/books.ts';
import { deskDeed } from '../../support/killing/desk.ts';
import { doing, stored, wholeOf, type Sent } from '../../support/killing/deeds.ts';
import { partnerDeed } from '../../support/killing/partner.ts';
import { wrongMails, wrongWebhooks } from '../../support/killing/post.ts';
import { seed } from '../../support/killing/seed.ts';
import { openWorld, type World } from '../../support/killing/world.ts';
import { tell } from '../../support/figures.ts';
import { query } from '../../support/mortal.ts';

const minute = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'room-'));
const room = join(folder, 'blocks');

let world: World;

beforeAll(async () => {
  // The signal that comes with the limit is left out, or it would end workerd.
  world = await openWorld({ before: `trap '' XFSZ; ulimit -S -f "$(cat '${room}')"` });
});

afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

it('answers calmly while the disk is full, and goes on once it is not', async (context) => {
  const { state } = world;
  const atFirst = findings(state);
  leaveRoom(state);
  await world.start();
  const wrong: string[] = [];
  const tally = { taken: 0, calm: 0, shown: 0, notShown: 0 };
  const refused: Sent[] = [];
  const dice = new Dice(seed);
  const clerk = { browser: world.owner, name: 'olive' };
  for (let nth = 0; nth < 400 && refused.length < 12; nth += 1) {
    const deed = nth % 3 === 0 ? deskDeed(world, clerk, dice, `f${nth}`) : partnerDeed(world, dice, `f${nth}`);
    const list: Sent[] = [];
    await doing(state, deed, list);
    for (const one of list) {
      if (one.verdict?.isTaken) tally.taken += 1;
      else refused.push(one);
      wrong.push(...wrongOf(state, one));
    }
    if (refused.length === 0) continue;
    const { status, text } = await world.visitor().get('/products/enamel-mug');
    if (status === 200) tally.shown += 1;
    else if (status === 503 && !tellsTooMuch(text)) tally.notShown += 1;
    else wrong.push(`reading: ${status} ${text}`);
  }
  tally.calm = refused.length;
  wrong.push(...[...findings(state)].filter((one) => !atFirst.has(one)));
  // Room again. The limit is one of the process, so that is another one.
  await world.kill();
  writeFileSync(room, 'unlimited');
  await world.start();
  const { status: statusAfter } = await world.visitor().get('/products/enamel-mug');
  if (statusAfter !== 200) wrong.push(`reading afterwards: ${statusAfter}`);
  world.later(2 * minute);
  for (const one of refused.filter(({ deed }) => deed.isRepeatable)) wrong.push(...(await onceMore(state, one)));
  for (let run = 0; run < 3; run += 1) {
    world.later(10 * minute);
    await world.cron('*/5 * * * *');
  }
  wrong.push(...[...findings(state)].filter((one) => !atFirst.has(one)));
  wrong.push(...wrongMails(state, world.taken), ...wrongWebhooks(state, world.taken));
  tell(context, {
    'writes taken until the disk was full': tally.taken,
    'writes answered calmly while it was, with nothing stored': tally.calm,
    'pages shown while it was, and answered calmly instead': `${tally.shown}, ${tally.notShown}`,
  });

  expect(wrong, `SEED=${seed}`).toEqual([]);
  expect(tally.calm).toBe(12);
});

/** So many blocks of 512 bytes as the database has, and some more: what is written before it comes into the file soon has as many. */
function leaveRoom(state: string): void {
  query(state, 'pragma wal_checkpoint(truncate)');
  const [size] = query(state, 'select page_count * page_size as bytes from pragma_page_count, pragma_page_size');
  writeFileSync(room, String(Math.ceil(Number(size?.bytes) / 512) + 200));
}

function wrongOf(state: string, one: Sent): string[] {
  const now = stored(state, one.deed);
  const { isTaken = false, said = '' } = one.verdict ?? {};
  const isCalm = said.startsWith('503') && !tellsTooMuch(said);
  if (isTaken ? now === wholeOf(one) : isCalm && now === one.before) return [];
  return [`${one.deed.kind} of ${one.deed.subject}: ${one.before} -> ${now}; ${said.slice(0, 400)}`];
}

function tellsTooMuch(text: string): boolean {
  return /sqlite|disk|i\/o|internal error/i.test(text);
}

async function onceMore(state: string, one: Sent): Promise<string[]> {
  const { isTaken, said } = await one.deed.send();
  const now = stored(state, one.deed);
  if (isTaken && now === wholeOf(one)) return [];
  return [`once more: ${one.deed.kind} of ${one.deed.subject}: ${now}; ${said.slice(0, 400)}`];
}
