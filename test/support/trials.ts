// Something that writes, done once as it should be and then again and again from the same moment with one thing going wrong each time:
// what is answered then, what is stored, and what it comes to when it is sent again.
import { env } from 'cloudflare:workers';
import { vi } from 'vitest';
import { run } from '../../src/jobs.ts';
import * as stores from '../../src/stores/stores.ts';
import { openDatabase } from '../../src/web/database.ts';
import { faultsOf, noting, type Fault } from './faults.ts';
import { mailbox } from './mail.ts';
import type { Reply } from './visitor.ts';
import { backTo, difference, likenessOf, theWorld, type World } from './worlds.ts';

/** Something that writes: it is sent with these bindings, each time as whoever sends it stands there at the beginning, or goes on. */
export type Act = {
  name: string;
  hostname: string;
  /** A new sender, who keeps what replies give them. */
  sender: () => (bindings: Partial<Env>) => Promise<Reply>;
  /** What is wrong with a reply of a failure, in words. */
  wrongWith: (reply: Reply) => string[];
  /**
   * Whether it is answered with a file as it is read, which then breaks off in the middle, so that nobody takes it for whole. It reads
   * much: every tenth of its round trips is tried.
   */
  isStreamed?: boolean;
};

/** Tables of which there may be more when something was done, its reply lost, and it was sent again. */
type Allowance = readonly string[];

/** The same by the names of acts. */
export type Allowances = Readonly<Record<string, Allowance>>;

/** How many things went wrong, and everything that did not hold then. */
export type Outcome = { faults: number; wrong: string[] };

/**
 * What may be left of something that failed: counts of tries and of calls, claims of requests, and what nothing in D1 leads to: a
 * session without its row is none, a picture without its product is shown nowhere.
 */
const left = {
  throttles: true,
  partner_keys: ['used_at', 'calls', 'calls_from'],
  partner_requests: true,
  'KV sessions': true,
  'KV pictures': true,
} as const;

/** When and how often something was tried, which differs where it was tried again. */
const tries = {
  outbox: ['attempts', 'sent_at', 'next_attempt_at', 'problem', 'last_problem', 'given_up_at'],
  webhook_deliveries: ['tries', 'next_at', 'delivered_at', 'log', 'given_up_at'],
  webhooks: ['failing_since'],
  pool_moves: ['done_at', 'step', 'done_up_to'],
} as const;

/** What a second time of the same changes beside nothing: that it was done is in the audit twice, and the moment is the later one. */
const again = { audit: true, '*': ['updated_at', 'revision'] } as const;

const later = 10 * 60_000;

/** Tries everything that can go wrong with an act, from what is stored now. */
export async function tryAll(act: Act, allowances: Allowances): Promise<Outcome> {
  const now = Date.now();
  const before = await theWorld();
  const like = (world: World) => likenessOf(world, { known: before, ignored: left });
  const likeTried = (world: World) => likenessOf(world, { known: before, ignored: { ...left, ...tries } });
  const { db, asked } = noting();
  await warm(act);
  const post = mailbox();
  const reply = await act.sender()({ DB: db, EMAIL: post.binding });
  const after = await theWorld();
  const whole = { reply, mails: post.mails(), like: like(after), settled: {} as Record<string, string[]> };
  await settle(now, post.binding);
  const settledWorld = await theWorld();
  whole.settled = likeTried(settledWorld);
  const settledMails = post.mails();

  const outcome: Outcome = { faults: 0, wrong: [] };
  for (const fault of faultsOf(asked(), act.isStreamed ? 10 : 1)) {
    vi.setSystemTime(now);
    await backTo(before);
    await warm(act);
    const wrong = await oneFault(fault);
    if (!fault.happened()) continue;
    outcome.faults += 1;
    outcome.wrong.push(...wrong.map((what) => `${act.name}, ${fault.name}: ${what}`));
  }
  vi.setSystemTime(now);
  return outcome;

  async function oneFault(fault: Fault): Promise<string[]> {
    const box = mailbox();
    const send = act.sender();
    const failed = await fault
      .around((DB) => send({ DB, EMAIL: box.binding }))
      .catch((error: unknown) => {
        if (act.isStreamed) return null;
        throw error;
      });
    const stored = await theWorld();
    if (failed !== null && failed.status < 500) {
      if (isAlike(failed, whole.reply)) return asWhole(stored, box);
      return [`is answered with ${failed.status} ${failed.location ?? ''}`];
    }
    const wrong = failed === null ? [] : act.wrongWith(failed);
    const changed = difference(like(before), like(stored));
    const isDone =
      failed === null ||
      (changed.length > 0 && difference(withoutEffects(whole.like), withoutEffects(like(stored))).length === 0);
    if (changed.length > 0 && !isDone) wrong.push('leaves', ...changed);
    const second = await send({ DB: env.DB, EMAIL: box.binding });
    const repeated = await theWorld();
    const isTaken = isDone ? second.status < 500 : isAlike(second, whole.reply);
    if (!isTaken) wrong.push(`is answered with ${second.status} ${second.location ?? ''} when it is sent again`);
    return [...wrong, ...(isDone ? await asTwice(box) : await asWhole(repeated, box))];
  }

  /** What is different from what one undisturbed request leaves, at once or when Cron has run. */
  async function asWhole(stored: World, box: ReturnType<typeof mailbox>): Promise<string[]> {
    const isSent = () => JSON.stringify(box.mails());
    if (difference(whole.like, like(stored)).length === 0 && isSent() === JSON.stringify(whole.mails)) return [];
    await settle(now, box.binding);
    const rest = difference(whole.settled, likeTried(await theWorld()));
    const mails =
      isSent() === JSON.stringify(settledMails) ? [] : [`# mails ${isSent()} for ${JSON.stringify(settledMails)}`];
    return [...rest, ...mails];
  }

  /** The same where it was done twice: of some there may be more, and of nothing less. */
  async function asTwice(box: ReturnType<typeof mailbox>): Promise<string[]> {
    await settle(now, box.binding);
    const more = allowances[act.name] ?? [];
    const likeTwice = (world: World) => likenessOf(world, { known: before, ignored: { ...left, ...tries, ...again } });
    const rest = difference(likeTwice(settledWorld), likeTwice(await theWorld()));
    const isAllowed = (row: string) => more.some((table) => row.startsWith(`${table} `, 2));
    const mails = more.includes('outbox') ? [] : box.mails().filter((one) => !settledMails.includes(one));
    return [...rest.filter((row) => !isAllowed(row)), ...mails.map((one) => `# another mail ${one}`)];
  }
}

/** Without what is done behind a response. */
function withoutEffects(like: Record<string, string[]>): Record<string, string[]> {
  const count = (rows: string[] = []) => rows.map(() => 'one');
  const { outbox, webhook_deliveries: deliveries } = like;
  const behind = { webhooks: [], suppressions: [], pool_moves: [], customers: count(like.customers) };
  return { ...like, outbox: count(outbox), webhook_deliveries: count(deliveries), ...behind };
}

function isAlike(one: Reply, other: Reply): boolean {
  const blank = (location: string | null) => (location ?? '').replaceAll(/[0-7][0-9a-hjkmnp-tv-z]{25}|[\w-]{43}/g, '…');
  return one.status === other.status && blank(one.location) === blank(other.location);
}

/** The isolate knows the store of this name, as it does but for the first visitor in a while, and no other. */
export async function warm({ hostname }: { hostname: string }): Promise<void> {
  stores.forget();
  await stores.atHost(openDatabase(env), hostname, Date.now());
}

/** What Cron does in a while. */
async function settle(now: number, EMAIL: SendEmail): Promise<void> {
  vi.setSystemTime(now + later);
  await run('*/5 * * * *', { ...env, EMAIL }, now + later);
}
