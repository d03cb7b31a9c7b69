// What Cloudflare asks on the Workers Paid plan, in US dollars and a month. Nothing here is measured: each price stands on the page that
// is named with it.

/** The day on which the prices were read, in Cloudflare's own documentation. */
export const readOn = '2026-11-25';

/** What is paid before anything is used. Source: https://developers.cloudflare.com/workers/platform/pricing/ */
export const planUsd = 5;

type Price = {
  what: string;
  /** So much costs nothing. */
  included: number;
  /** What `per` more of it cost. */
  usd: number;
  per: number;
  source: string;
};

const million = 1_000_000;
const pages = 'https://developers.cloudflare.com';

export const prices = {
  requests: {
    what: 'requests to the Worker',
    ...{ included: 10 * million, usd: 0.3, per: million },
    source: `${pages}/workers/platform/pricing/`,
  },
  cpuMs: {
    what: 'CPU, ms',
    ...{ included: 30 * million, usd: 0.02, per: million },
    source: `${pages}/workers/platform/pricing/`,
  },
  rowsRead: {
    what: 'D1, rows read',
    ...{ included: 25_000 * million, usd: 0.001, per: million },
    source: `${pages}/d1/platform/pricing/`,
  },
  rowsWritten: {
    what: 'D1, rows written',
    ...{ included: 50 * million, usd: 1, per: million },
    source: `${pages}/d1/platform/pricing/`,
  },
  databaseGb: {
    what: 'D1, GB stored',
    ...{ included: 5, usd: 0.75, per: 1 },
    source: `${pages}/d1/platform/pricing/`,
  },
  kvReads: {
    what: 'KV, keys read',
    ...{ included: 10 * million, usd: 0.5, per: million },
    source: `${pages}/kv/platform/pricing/`,
  },
  kvWrites: {
    what: 'KV, keys written or deleted',
    ...{ included: million, usd: 5, per: million },
    source: `${pages}/kv/platform/pricing/`,
  },
  messages: {
    what: 'e-mails',
    ...{ included: 3000, usd: 0.35, per: 1000 },
    source: `${pages}/email-service/platform/pricing/`,
  },
  logGb: {
    what: 'logs, GB taken in',
    ...{ included: 50, usd: 0.25, per: 1 },
    source: `${pages}/observability/pricing/`,
  },
  logGbKept: {
    what: 'logs, GB kept for a month',
    ...{ included: 12, usd: 0.1, per: 1 },
    source: `${pages}/observability/pricing/`,
  },
} as const satisfies Record<string, Price>;

/** What Durable Objects cost, which are woken by a bell and by whoever begins to listen. */
export const objectPrices = {
  requests: {
    what: 'requests to Durable Objects',
    ...{ included: million, usd: 0.15, per: million },
    source: `${pages}/durable-objects/platform/pricing/`,
  },
  gbS: {
    what: 'Durable Objects awake, GB-s',
    ...{ included: 400_000, usd: 12.5, per: million },
    source: `${pages}/durable-objects/platform/pricing/`,
  },
} as const satisfies Record<string, Price>;

export type Meter = keyof typeof prices;

/** Dollars for so much of it in a month. */
export function costOf(meter: Meter, used: number): number {
  const { included, usd, per }: Price = prices[meter];
  return (Math.max(0, used - included) / per) * usd;
}
