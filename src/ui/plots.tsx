// Plots drawn on the server, without script. The bars stretch to the width of the page, so the words stand beside them as HTML;
// the same numbers are there as a table. Colours come from the stylesheet and fit light and dark.

export type Point = { name: string; value: number };

type BarPlotProps = {
  title: string;
  /** What the bars come to, in words. */
  total: string;
  /** What there is to see, for who does not see it. */
  description: string;
  points: readonly Point[];
  /** The words of the table: its switch, and its columns. */
  table: { open: string; name: string; value: string };
  /** Writes a number as the language does. */
  shown: (value: number) => string;
};

const height = 100;
const width = 10;
const gap = 2;

/** Bars over days or the like, one a point, in order. */
export function BarPlot({ title, total, description, points, table, shown }: BarPlotProps) {
  const most = Math.max(1, ...points.map(({ value }) => value));
  return (
    <figure class="plot panel">
      <figcaption>
        <h2>{title}</h2>
        <p class="tabular-nums">{total}</p>
      </figcaption>
      <div class="plot-bars">
        <span class="plot-most quiet">{shown(most)}</span>
        <svg viewBox={`0 0 ${points.length * width} ${height}`} preserveAspectRatio="none" role="img">
          <title>{title}</title>
          <desc>{description}</desc>
          {points.map((point, index) => (
            <Bar point={point} index={index} most={most} shown={shown} />
          ))}
        </svg>
      </div>
      <p class="plot-ends quiet">
        <span>{points[0]?.name}</span>
        <span>{points.at(-1)?.name}</span>
      </p>
      <details>
        <summary>{table.open}</summary>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{table.name}</th>
              <th scope="col" class="number">
                {table.value}
              </th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ name, value }) => (
              <tr>
                <td>{name}</td>
                <td class="number" data-label={table.value}>
                  {shown(value)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

type BarProps = Pick<BarPlotProps, 'shown'> & { point: Point; index: number; most: number };

/** Something is never drawn as nothing. */
function Bar({ point: { name, value }, index, most, shown }: BarProps) {
  const bar = value === 0 ? 0 : Math.max(2, Math.round((value / most) * height));
  return (
    <rect x={index * width + gap / 2} y={height - bar} width={width - gap} height={bar}>
      <title>
        {name}: {shown(value)}
      </title>
    </rect>
  );
}
