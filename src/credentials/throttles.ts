// Counts of tries, kept in D1 because a count must not be lost between isolates. They slow down whoever tries; they
// never lock an account: every count belongs to the network that the tries come from, or only holds back messages.
import { eq, sql } from 'drizzle-orm';
import type { Database } from '../web/database.ts';
import { sha256 } from '../web/secrets.ts';
import { throttles } from './schema.ts';

const minute = 60_000;

/** What is counted, how often it may happen in a window, and how long the window is. */
const limits = {
  /** Sign-ins from one network for one address. */
  sign_in_account: { most: 10, windowMs: 15 * minute },
  /** Sign-ins from one network for any address. */
  sign_in_network: { most: 100, windowMs: 15 * minute },
  /** Registrations from one network. */
  registration_network: { most: 20, windowMs: 60 * minute },
  /** Messages that registrations of one address cause, from wherever they come. */
  registration_messages: { most: 5, windowMs: 60 * minute },
  /** Requests for a forgotten password from one network. */
  forgotten_network: { most: 20, windowMs: 60 * minute },
  /** Messages that such requests cause at one address, from wherever they come. */
  forgotten_messages: { most: 3, windowMs: 60 * minute },
  /** Messages that changes of address cause at one address. */
  email_messages: { most: 3, windowMs: 60 * minute },
  /** Tries of a signed-in customer to say the password, to change it or the address. */
  password_change: { most: 10, windowMs: 15 * minute },
  /** Tries of a member of staff to take the second step of signing in, or to change it. */
  second_step: { most: 10, windowMs: 15 * minute },
  /** Activations and passwords set by link from one network; each may hash a password. */
  activation_network: { most: 30, windowMs: 15 * minute },
  /** Questions about products of a store by one customer. */
  question_customer: { most: 10, windowMs: 60 * minute },
  /** Checkouts that are filled in from one network; every order comes of one. */
  checkout_network: { most: 120, windowMs: 60 * minute },
  /** Answers to forms of a store from one network. */
  form_network: { most: 20, windowMs: 60 * minute },
  /** Answers to forms of a store by one address, from wherever they come. */
  form_address: { most: 5, windowMs: 60 * minute },
  /** Answers to one form from everybody. */
  form_all: { most: 500, windowMs: 24 * 60 * minute },
  /** Exports of everything on record by one customer. */
  export_customer: { most: 10, windowMs: 60 * minute },
  /** Messages by which one member of staff tries a text out on themselves. */
  template_trials: { most: 20, windowMs: 60 * minute },
} as const;

export type Limit = keyof typeof limits;

/** The key of a count: a hash, so that the table names nobody. */
export function keyOf(limit: Limit, ...parts: readonly string[]): Promise<string> {
  return sha256([limit, ...parts].join('\n'));
}

/** Counts one try; its row says how many there were in this window, this one included, and when the window ends. */
export function count(db: Database, limit: Limit, key: string, now: number) {
  const endsAt = now + limits[limit].windowMs;
  return db
    .insert(throttles)
    .values({ key, count: 1, endsAt })
    .onConflictDoUpdate({
      target: throttles.key,
      set: {
        count: sql`case when ${throttles.endsAt} <= ${now} then 1 else ${throttles.count} + 1 end`,
        endsAt: sql`case when ${throttles.endsAt} <= ${now} then ${endsAt} else ${throttles.endsAt} end`,
      },
    })
    .returning({ count: throttles.count });
}

/** Whether the counted try was one too many. */
export function isTooMany(limit: Limit, rows: readonly { count: number }[]): boolean {
  return (rows[0]?.count ?? 0) > limits[limit].most;
}

/** Whether what was counted before in the batch is within the limit, as a condition. */
export function isWithin(limit: Limit, key: string) {
  return sql`(select ${throttles.count} from ${throttles} where ${throttles.key} = ${key}) <= ${limits[limit].most}`;
}

/** Forgets a count, after a success. */
export function clear(db: Database, key: string) {
  return db.delete(throttles).where(eq(throttles.key, key));
}
