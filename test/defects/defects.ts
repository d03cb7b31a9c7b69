// What could go wrong in the source by a line, and which command finds it. The lines are those that stand there: where one is changed, so
// is its defect, or `npm run test:defects` says that it is not there.

export type Defect = {
  /** What no longer holds. */
  promise: string;
  file: string;
  /** What stands there once, and what stands there instead. */
  before: string;
  after: string;
  /** What is said to npm run, in which it shows. */
  caughtBy: string;
};

export const defects: readonly Defect[] = [
  {
    promise: 'a history shows orders of its own customer only',
    file: 'src/orders/history/history.ts',
    before: '          eq(orders.customerId, customerId),',
    after: '',
    caughtBy: 'test -- test/order_history',
  },
];
