// What of an order a change by hand changes, as its history keeps it. Of addresses and the VAT ID only that they did: what they said
// is of a person.
import type { Difference } from '../events/events.ts';
import type { Order } from '../taking.ts';

type Line = Order['lines'][number];

/** From what to what the order was changed; of a line by what it is called. */
export function differencesOf(before: Order, after: Order): Difference[] {
  return [...linesChanged(before, after), ...amountsChanged(before, after), ...personChanged(before, after)];
}

function linesChanged(before: Order, after: Order): Difference[] {
  const lineIn = ({ lines }: Order, { position }: Line) => lines.find((line) => line.position === position);
  const changed = before.lines.flatMap((line) => {
    const { name } = line;
    const now = lineIn(after, line);
    if (!now) return [{ what: 'line_removed', name, before: line.quantity, after: 0 }];
    return different([
      { what: 'quantity', name, before: line.quantity, after: now.quantity },
      { what: 'price', name, before: line.unitPriceMinor, after: now.unitPriceMinor },
    ]);
  });
  const added = after.lines.filter((line) => !lineIn(before, line));
  return [
    ...changed,
    ...added.flatMap(({ name, quantity, unitPriceMinor }) => [
      { what: 'line_added', name, before: 0, after: quantity },
      { what: 'price', name, before: '', after: unitPriceMinor },
    ]),
  ];
}

function amountsChanged(before: Order, after: Order): Difference[] {
  return different(
    (
      [
        ['shipping_name', 'shippingName'],
        ['shipping', 'shippingMinor'],
        ['rebate', 'rebateMinor'],
        ['points', 'pointsSpent'],
        ['carrier', 'carrier'],
        ['tracking_code', 'trackingCode'],
        ['total', 'totalMinor'],
      ] as const
    ).map(([what, column]) => ({ what, before: before[column], after: after[column] })),
  );
}

function personChanged(before: Order, after: Order): Difference[] {
  return (['billing', 'delivery', 'vatId'] as const)
    .filter((column) => JSON.stringify(before[column]) !== JSON.stringify(after[column]))
    .map((column) => ({ what: column === 'vatId' ? 'vat_id' : column, before: '', after: '' }));
}

function different(all: readonly Difference[]): Difference[] {
  return all.filter(({ before, after }) => before !== after);
}
