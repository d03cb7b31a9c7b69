// How a shop is used: what is assumed, and the only numbers of the cost table that are neither counted nor on a price list. Change them to
// those of your shop and run `npm run costs -- --compute`.
import type { Way } from './counted.ts';

/** How often each way is gone in a month for each customer on record. */
export const timesAMonth: Record<Way, number> = {
  visit: 6,
  'visit, signed in': 2,
  picture: 30,
  registration: 0.02,
  'sign-in': 0.5,
  account: 0.5,
  document: 0.1,
  order: 0.2,
  'forgotten password': 0.02,
  'order at the desk': 0.2,
  'customer looked up': 0.05,
  'staff sign-in': 0.01,
};

/** For how many months each way leaves its rows in the database. A customer is on record once; orders stay. */
export const monthsKept: Record<Way, number> = {
  visit: 0,
  'visit, signed in': 0,
  picture: 0,
  registration: 50,
  'sign-in': 6,
  account: 0,
  document: 0,
  order: 36,
  'forgotten password': 36,
  'order at the desk': 36,
  'customer looked up': 0,
  'staff sign-in': 36,
};

/** The busiest hour against the average hour. */
export const peak = 5;

/** What an event of the log weighs with what Cloudflare adds to it. Not published: an assumption. */
export const bytesPerEvent = 1500;

/** How long Cloudflare keeps the log. Source: https://developers.cloudflare.com/observability/pricing/ */
export const logDays = 7;

/** Customers on record, column by column. */
export const shops = [1000, 100_000, 10_000_000] as const;
