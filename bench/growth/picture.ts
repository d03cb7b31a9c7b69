// A picture of a comparison, which follows the reader's light or dark: CPU and rows read, against the orders of a customer and against
// the customers in the database. What does not grow is a level line.
import type { Grown, Growth } from './figures.ts';

type Line = { name: string; values: readonly number[] };
type Panel = { title: string; marks: readonly string[]; lines: readonly Line[] };

const [width, height] = [460, 250];
const left = 40;

/** The picture, as SVG. */
export function pictureOf({ sizes, orders, pages }: Growth): string {
  const account = ['overview', 'orders', 'one order', 'documents', 'points'];
  const staff = ['customers, newest', 'customers by name', 'search: a name', 'orders of all'];
  const who = ['few', 'some', 'many'];
  const find = (kind: string, whose: string) => pages.find((page) => page.kind === kind && page.whose === whose);
  const whole = (count: number) => count.toLocaleString('en');
  const byOrders = (of: (page: Grown) => number | null) =>
    account.map((kind) => ({ name: kind, values: who.map((one) => valueOf(find(kind, one), of)) }));
  const byCustomers = (of: (page: Grown, at: 0 | 1) => number | null) =>
    ['overview', ...staff].map((kind) => {
      const page = find(kind, kind === 'overview' ? 'some' : 'staff');
      return { name: kind, values: ([0, 1] as const).map((at) => valueOf(page, (one) => of(one, at))) };
    });
  const ofOrders = who.map((one) => whole(orders[one] ?? 0));
  const ofCustomers = sizes.map(({ customers }) => whole(customers));
  const panels: Panel[] = [
    { title: 'CPU, ms, by orders of the customer', marks: ofOrders, lines: byOrders((page) => page.cpuMs[1]) },
    {
      title: 'CPU, ms, by customers of the shop',
      marks: ofCustomers,
      lines: byCustomers((page, at) => page.cpuMs[at]),
    },
    { title: 'rows read, by orders of the customer', marks: ofOrders, lines: byOrders((page) => page.rowsRead[1]) },
    {
      title: 'rows read, by customers of the shop',
      marks: ofCustomers,
      lines: byCustomers((page, at) => page.rowsRead[at]),
    },
  ];
  const drawn = panels.map((panel, at) => drawnAt(panel, (at % 2) * width, Math.floor(at / 2) * height));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * width} ${2 * height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="What pages cost, against orders and customers">
<style>
text { fill: #1f2328 } .quiet { fill: #59636e } .rule { stroke: #d1d9e0 } path { fill: none; stroke-width: 2 } .ground { fill: #ffffff }
${colours.map(([light], at) => `.c${at} { stroke: ${light} } text.c${at}, circle.c${at} { fill: ${light}; stroke: none }`).join('\n')}
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc } .quiet { fill: #9198a1 } .rule { stroke: #3d444d } .ground { fill: #0d1117 }
${colours.map(([, dark], at) => `.c${at} { stroke: ${dark} } text.c${at}, circle.c${at} { fill: ${dark}; stroke: none }`).join('\n')}
}
</style>
<rect class="ground" width="${2 * width}" height="${2 * height}"/>
${drawn.join('\n')}
</svg>
`;
}

/** Okabe and Ito's colours, darker on white and lighter on black, so that they can be told apart by everybody. */
const colours = [
  ['#0060a0', '#56b4e9'],
  ['#b04a00', '#ff9d4d'],
  ['#00785a', '#2fd6a5'],
  ['#a04a80', '#e59bc8'],
  ['#6b6000', '#e6d84a'],
] as const;

function drawnAt({ title, marks, lines }: Panel, x: number, y: number): string {
  const [top, bottom, right] = [40, height - 34, width - 140];
  const most = roundUp(Math.max(1, ...lines.flatMap(({ values }) => values.filter(Number.isFinite))));
  const across = (at: number) => left + 14 + (at * (right - left - 28)) / (marks.length - 1);
  const up = (value: number) => bottom - (value / most) * (bottom - top);
  const rules = [0, 0.5, 1].map(
    (part) =>
      `<line class="rule" x1="${left}" x2="${right}" y1="${up(part * most)}" y2="${up(part * most)}"/><text class="quiet" x="${left - 6}" y="${up(part * most) + 4}" text-anchor="end">${part * most}</text>`,
  );
  const named = marks.map(
    (mark, at) => `<text class="quiet" x="${across(at)}" y="${bottom + 20}" text-anchor="middle">${mark}</text>`,
  );
  // Names stand beside the ends of their lines, and under each other where those are close.
  const ends = lines
    .map(({ name, values }, at) => ({ name, at, y: up(values.at(-1) ?? NaN) }))
    .filter((end) => Number.isFinite(end.y))
    .toSorted((one, other) => one.y - other.y);
  for (const [place, end] of ends.entries()) end.y = Math.max(end.y, (ends[place - 1]?.y ?? -Infinity) + 14);
  for (const [back, end] of ends.toReversed().entries()) {
    end.y = Math.min(end.y, back === 0 ? bottom : (ends[ends.length - back]?.y ?? Infinity) - 14);
  }
  const names = ends.map((end) => `<text class="c${end.at}" x="${right + 6}" y="${end.y + 4}">${end.name}</text>`);
  const drawn = lines.map(({ values }, at) => {
    const points = values.flatMap((value, place) =>
      Number.isFinite(value) ? [[across(place), up(value)] as const] : [],
    );
    const dots = points.map(([px, py]) => `<circle class="c${at}" cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="3"/>`);
    return `<path class="c${at}" d="M${points.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(' L')}"/>${dots.join('')}`;
  });
  return `<g transform="translate(${x} ${y})"><text x="${left}" y="22" font-weight="600">${title}</text>${[...rules, ...named, ...drawn, ...names].join('')}</g>`;
}

function valueOf(page: Grown | undefined, of: (page: Grown) => number | null): number {
  return (page && of(page)) ?? NaN;
}

/** The next number whose half is a round one too. */
function roundUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 6, 8, 10].map((times) => times * unit).find((one) => one >= value) ?? value;
}
