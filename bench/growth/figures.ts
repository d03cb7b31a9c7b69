// The figures of a comparison, as its JSON has them.
import type { Ratio } from './judging.ts';

/** A page in both shops: what stands twice is of the smaller and of the larger. */
export type Grown = {
  name: string;
  kind: string;
  whose: string;
  statements: number;
  shown: number;
  rowsRead: readonly [number | null, number];
  cpuMs: readonly [number | null, number | null];
  /** The larger shop against the smaller; and this customer against the one with few orders. */
  byCustomers: Ratio | null;
  byOrders: Ratio | null;
};

export type Growth = {
  at: string;
  sizes: readonly { customers: number; orders: number }[];
  /** How many orders the customers have, in both shops. */
  orders: Record<string, number>;
  pages: readonly Grown[];
};
