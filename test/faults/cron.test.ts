// Cron on its worst days: every job twice and five times at once, a day and a week late, and dying at each of its round trips. All of it
// comes to what one undisturbed run would have left.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { jobs } from '../../src/jobs.ts';
import { tell } from '../support/figures.ts';
import { lost, noting } from '../support/faults.ts';
import { aBusyShop, days } from '../support/busy-shop.ts';
import { mailbox } from '../support/mail.ts';
import { receiver } from '../support/webhooks.ts';
import { backTo, difference, likenessOf, theWorld, type World } from '../support/worlds.ts';

const all = Object.entries(jobs).flatMap(([cron, named]) => Object.keys(named).map((name) => ({ cron, name })));

let begun: World;
let tried = 0;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2027, 0, 4, 9) });
  for (const level of ['error', 'log'] as const) vi.spyOn(console, level).mockImplementation(() => undefined);
  if (!begun) {
    await aBusyShop();
    begun = await theWorld();
  }
  await backTo(begun);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** What may differ between runs that did the same: when and how often something was tried. */
const ignored = {
  outbox: ['attempts', 'sent_at', 'next_attempt_at'],
  webhook_deliveries: ['log', 'tries', 'next_at', 'delivered_at'],
  webhooks: ['failing_since'],
  // Counted by each of two acts on the same people, in whichever order.
  memberships: ['revision'],
  pool_moves: ['done_at', 'step', 'done_up_to'],
} as const;

function alike(world: World): Record<string, string[]> {
  return likenessOf(world, { known: begun, ignored });
}

/** Without moments, which are others in a run that was later, and what is made of them. */
function timeless(like: Record<string, string[]>): Record<string, string[]> {
  const blank = (row: string) => row.replaceAll(/\b1[78]\d{11}\b/g, '…').replaceAll(/evt_[0-9a-z]{10}…/g, 'evt_…');
  return Object.fromEntries(Object.entries(like).map(([name, lines]) => [name, lines.map(blank).toSorted()]));
}

/** The environment of a run, in which mail and webhooks are taken, and what was. */
function outside() {
  const { binding: EMAIL, mails } = mailbox();
  const { bindings, received } = receiver();
  return { bindings: { ...env, EMAIL, ...bindings }, mails, received };
}

/** Runs one job as Cron does, without the others and what follows; what it throws is logged there. */
async function runOne(cron: string, name: string, bindings: Env): Promise<void> {
  await jobs[cron]?.[name]?.(bindings, Date.now()).catch(() => undefined);
}

describe.each(all)('$name', ({ cron, name }) => {
  /** What one undisturbed run leaves, with what goes out. */
  async function undisturbed() {
    const out = outside();
    const { db, asked } = noting();
    await runOne(cron, name, { ...out.bindings, DB: db });
    return { like: alike(await theWorld()), mails: out.mails(), received: out.received.length, trips: asked().trips };
  }

  it.each([2, 5])('%i times at once is once', async (times) => {
    const once = await undisturbed();
    await backTo(begun);
    const out = outside();
    await Promise.all(Array.from({ length: times }, () => runOne(cron, name, out.bindings)));
    tried += 1;

    expect(difference(once.like, alike(await theWorld()))).toEqual([]);
    expect([out.mails(), out.received.length]).toEqual([once.mails, once.received]);
  });

  it('that dies at any of its round trips does the rest the next time, and nothing twice', async () => {
    const once = await undisturbed();
    const wrong: string[] = [];
    for (let trip = 1; trip <= once.trips; trip += 1) {
      for (const when of ['before', 'after'] as const) {
        vi.setSystemTime(Date.UTC(2027, 0, 4, 9));
        await backTo(begun);
        const out = outside();
        await lost(trip, when).around((DB) => runOne(cron, name, { ...out.bindings, DB }));
        // What was claimed by it is somebody else's when the claim has run out.
        vi.setSystemTime(Date.UTC(2027, 0, 4, 9, 10));
        await runOne(cron, name, out.bindings);
        tried += 1;
        const rest = difference(timeless(once.like), timeless(alike(await theWorld())));
        const mails = out.mails().filter((one, place, list) => list.indexOf(one) === place);
        if (JSON.stringify(mails) !== JSON.stringify([...new Set(once.mails)])) rest.push('other mails');
        wrong.push(...rest.map((what) => `${name}, trip ${trip} lost ${when}: ${what}`));
      }
    }

    expect(wrong).toEqual([]);
  });

  it.each([1, 7])('%i days late, twice, is as if it had run then', async (late) => {
    vi.setSystemTime(Date.UTC(2027, 0, 4, 9) + late * days);
    const once = await undisturbed();
    await backTo(begun);
    const out = outside();
    await runOne(cron, name, out.bindings);
    await runOne(cron, name, out.bindings);
    tried += 1;

    expect(difference(once.like, alike(await theWorld()))).toEqual([]);
    expect(out.mails()).toEqual(once.mails);
  });
});

it('each job had something to do', async (context) => {
  const idle: string[] = [];
  for (const { cron, name } of all) {
    await backTo(begun);
    await runOne(cron, name, outside().bindings);
    if (difference(likenessOf(begun), likenessOf(await theWorld())).length === 0) idle.push(name);
  }
  tell(context, { 'jobs of Cron, at once, late and dying': `${all.length} × ${tried}` });

  expect(idle).toEqual([]);
});
