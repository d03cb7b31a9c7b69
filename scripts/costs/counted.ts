// What `npm run costs` counts, as it is kept in counted.json.
import type { Counts } from './counts.ts';

/** Each way by its name in the table, with what belongs to it. */
export const ways = {
  visit: 'a visit: home page, category, search, two products',
  'visit, signed in': 'a visit of somebody signed in: the same five pages',
  picture: 'a picture of a product',
  registration: 'registering, the message, activating',
  'sign-in': 'signing in, and the overview',
  account: 'overview, orders, an order, documents, of a customer with sixty orders',
  document: 'a document as PDF',
  order: 'from the product to the placed order, and its message',
  'forgotten password': 'asking, the message, setting another',
  'order at the desk': 'finding it; paid, sent, delivered, invoiced, and the messages',
  'customer looked up': 'list, search, record',
  'staff sign-in': 'signing in, the first page, orders',
} as const;

export type Way = keyof typeof ways;

/** What a way costs once, on average. */
export type Figures = Counts & {
  /** By how much rows and indexes grew. */
  bytesKept: number;
  /** Of workerd with D1 and KV in it: measured, so it differs from machine to machine. */
  cpuMs: number;
};

/** The jobs of Cron, by the expression in wrangler.toml. */
export const crons = ['*/5 * * * *', '0 * * * *'] as const;

export type Cron = (typeof crons)[number];

export type Counted = {
  ways: Record<Way, Figures>;
  /** One run in which nothing is due; `perThousand` is what a thousand more customers add to it. */
  jobs: Record<Cron, { once: Counts; perThousand: Counts }>;
  /** What a request costs more where the isolate does not know the store. */
  store: Counts;
  /** How full the pages of the database are, from 0 to 1. */
  pageFill: number;
};

/** Counts may differ so far from what is kept: what people do in a shop is never twice quite the same. */
const tolerance = 0.1;

/** What a new count has otherwise, a line each. CPU is measured and not compared. */
export function differences(kept: Counted, found: Counted): string[] {
  const [before, after] = [figuresOf(kept), figuresOf(found)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [one, other] = [before.get(name) ?? 0, after.get(name) ?? 0];
    const isClose = Math.abs(one - other) <= Math.max(1, Math.abs(one) * tolerance);
    return isClose || name.endsWith('.cpuMs') ? [] : [`${name} was ${one} and is ${other}`];
  });
}

/** Every number by its place: `ways.order.rowsRead`. */
function figuresOf(tree: object, place = ''): Map<string, number> {
  return new Map(
    Object.entries(tree).flatMap(([name, value]: [string, unknown]): [string, number][] => {
      if (typeof value === 'number') return [[place + name, value]];
      return typeof value === 'object' && value !== null ? [...figuresOf(value, `${place}${name}.`)] : [];
    }),
  );
}
