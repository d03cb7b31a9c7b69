// Points for tests, straight into D1; and points in plain TypeScript, to compare with: entries in a list, one after the other.
import { env } from 'cloudflare:workers';

/** Points of a customer of Harbour Goods that count, from staff, all of them there to be spent. */
export async function manyPoints(
  customerId: string,
  gains: readonly { points: number; expiresAt: number }[],
): Promise<void> {
  await env.DB.prepare(
    `insert into points_entries (id, store_id, customer_id, kind, cause, points, points_left, balance, position, counts_at, expires_at, reason, at)
    select printf('pts_%06d', key), 'sto_harbour_goods', ?1, 'hand', 'hand:' || key, value ->> 'points', value ->> 'points',
      sum(value ->> 'points') over (order by key), key + 1, 1, value ->> 'expiresAt', '', 1 from json_each(?2)`,
  )
    .bind(customerId, JSON.stringify(gains))
    .run();
  await env.DB.prepare(
    'update memberships set points = (select sum(points) from points_entries where customer_id = ?1 and position is not null) where customer_id = ?1',
  )
    .bind(customerId)
    .run();
}

type Entry = {
  cause: string;
  kind: string;
  points: number;
  left: number;
  counts: boolean;
  countsAt: number;
  expiresAt: number;
  /** The how-manieth entry to be written. */
  written: number;
  at: number;
};

const day = 86_400_000;

/** The points of one customer. */
export class Model {
  private readonly policy: { countsAfterDays: number; livesDays: number; pointsForReview: number };
  /** Those that count, in the order in which they came to. */
  private ledger: Entry[] = [];
  private waiting: Entry[] = [];
  private count = 0;

  constructor(policy: Model['policy']) {
    this.policy = policy;
  }

  get balance(): number {
    return this.ledger.reduce((sum, { points }) => sum + points, 0);
  }

  /** Kind, points and what is left of each entry; those that wait at the end. */
  told(): [string, number, number][] {
    return [...this.ledger, ...this.waiting.toSorted(byCounting)].map(({ kind, points, left }) => [kind, points, left]);
  }

  earn(order: string, points: number, now: number): void {
    if (this.isKnown(`earned:${order}`)) return;
    const countsAt = now + this.policy.countsAfterDays * day;
    const entry = this.entry(`earned:${order}`, points, now, countsAt, countsAt + this.policy.livesDays * day);
    if (countsAt === now) this.admit(entry);
    else this.waiting.push(entry);
  }

  review(product: string, now: number): void {
    if (!this.isKnown(`review:${product}`)) this.gain(`review:${product}`, this.policy.pointsForReview, now);
  }

  byHand(points: number, now: number): boolean {
    if (points > 0) this.gain(`hand:${this.count}`, points, now);
    else if (this.balance + points < 0) return false;
    else this.take(`hand:${this.count}`, -points, now, null);
    return true;
  }

  spend(order: string, points: number, now: number): void {
    if (this.isKnown(`spent:${order}`) || this.balance < points) return;
    this.take(`spent:${order}`, points, now, null);
  }

  /** All that was spent on an order and has not come back, or a part of it for a change of the order. */
  giveBack(order: string, now: number, part?: { points: number; of: string }): void {
    const cause = part ? `returned:${order}:${part.of}` : `returned:${order}`;
    const spent = this.ledger.find((entry) => entry.cause === `spent:${order}`);
    if (!spent || this.isKnown(cause)) return;
    const left = -spent.points - sumOf(this.about('returned', order));
    const points = Math.min(part?.points ?? left, left);
    if (points > 0) this.admit(this.entry(cause, points, now, now, now + spent.expiresAt - spent.at));
  }

  reverse(order: string, now: number): void {
    const [waits] = this.about('earned', order).filter(({ counts }) => !counts);
    if (this.about('earned', order).length === 0 || this.isKnown(`reversed:${order}`)) return;
    if (waits) this.countNow(waits);
    this.take(`reversed:${order}`, Math.max(0, Math.min(this.balance, this.earnedBy(order))), now, isEarnedBy(order));
  }

  /** A paid order gives so many points more, or fewer, by a change of it. */
  adjust(order: string, points: number, now: number, of: string): void {
    const [waits] = this.about('earned', order).filter(({ counts }) => !counts);
    const taken = Math.min(this.balance, this.earnedBy(order), -points);
    if (waits) waits.points = Math.max(0, waits.points + points);
    else if (points > 0) this.gain(`earned:${order}:${of}`, points, now);
    else if (taken > 0) this.take(`reversed:${order}:${of}`, taken, now, isEarnedBy(order));
  }

  private about(kind: string, order: string): Entry[] {
    return [...this.ledger, ...this.waiting].filter(({ cause }) => isAbout(cause, kind, order));
  }

  /** What an order earned, less what was taken back and what expired of it. */
  private earnedBy(order: string): number {
    const earned = this.about('earned', order);
    const gone = this.ledger.filter(({ cause }) => earned.some((one) => cause === `expired:${one.cause}`));
    return sumOf(earned) + sumOf(gone) + sumOf(this.about('reversed', order));
  }

  countAndExpire(now: number): void {
    for (const entry of this.waiting.toSorted(byCounting)) if (entry.countsAt <= now) this.countNow(entry);
    const over = this.ledger.filter(({ left, expiresAt }) => left > 0 && expiresAt <= now);
    for (const entry of over.toSorted((one, other) => one.expiresAt - other.expiresAt || one.written - other.written)) {
      this.ledger.push({ ...this.entry(`expired:${entry.cause}`, -entry.left, now, now, 0), counts: true });
      entry.left = 0;
    }
  }

  private isKnown(cause: string): boolean {
    return [...this.ledger, ...this.waiting].some((entry) => entry.cause === cause);
  }

  private gain(cause: string, points: number, now: number): void {
    this.admit(this.entry(cause, points, now, now, now + this.policy.livesDays * day));
  }

  private entry(cause: string, points: number, at: number, countsAt: number, expiresAt: number): Entry {
    this.count += 1;
    const kind = cause.split(':')[0] ?? '';
    return { cause, kind, points, left: 0, counts: false, countsAt, expiresAt, at, written: this.count };
  }

  private countNow(entry: Entry): void {
    this.waiting = this.waiting.filter((one) => one !== entry);
    this.admit(entry);
  }

  private admit(entry: Entry): void {
    this.ledger.push(Object.assign(entry, { counts: true, left: entry.points }));
  }

  private take(cause: string, points: number, now: number, isFirst: ((entry: Entry) => boolean) | null): void {
    const live = this.ledger.filter(({ left }) => left > 0);
    const turn = (entry: Entry) => (isFirst?.(entry) ? entry.expiresAt - 1e15 : entry.expiresAt);
    let wanted = points;
    let expiresAt = 0;
    for (const entry of live.toSorted((one, other) => turn(one) - turn(other))) {
      const taken = Math.min(entry.left, wanted);
      if (taken > 0) expiresAt = Math.max(expiresAt, entry.expiresAt);
      entry.left -= taken;
      wanted -= taken;
    }
    this.ledger.push({ ...this.entry(cause, points === 0 ? 0 : -points, now, now, expiresAt), counts: true });
  }
}

function isAbout(cause: string, kind: string, order: string): boolean {
  return cause === `${kind}:${order}` || cause.startsWith(`${kind}:${order}:`);
}

function isEarnedBy(order: string): (entry: Entry) => boolean {
  return ({ cause }) => isAbout(cause, 'earned', order);
}

function sumOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { points }) => sum + points, 0);
}

function byCounting(one: Entry, other: Entry): number {
  return one.countsAt - other.countsAt || one.written - other.written;
}
