// Plots drawn on the server, without script. The bars stretch to the width of the page, so the words stand beside them as HTML;
// the same numbers are there as a table. Parts of a bar differ by pattern; colours come from the stylesheet and fit light and dark.
import { scaleOf } from './scale.ts';

/** What the parts of the bars that look the same have in common, with a value for each point. */
type Series = { name: string; values: readonly number[] };

type PlotProps = {
  title: string;
  /** What the bars come to, in words. */
  total: string;
  /** What there is to see, for who does not see it. */
  description: string;
  /** What the points are called: days or the like, in order. */
  points: readonly string[];
  series: readonly Series[];
  /** The words of the table: its switch, and its columns. */
  table: { open: string; name: string; value: string };
  /** Writes a number as the language does; the same for the scale, on which every number is a multiple of `unit`. */
  shown: (value: number) => string;
  onScale?: (value: number) => string;
  unit?: number;
};

/** The picture, in units that the browser stretches: seven, thirty and ninety points have whole widths. */
const width = 630;
const height = 160;

/** How many looks of series there are. */
export const mostSeries = 6;

/** Bars over days or the like, one a point, in order; several series stand on each other. What is less than nothing hangs below. */
export function BarPlot({ title, total, description, points, series, table, shown, ...scale }: PlotProps) {
  const { onScale = shown, unit = 1 } = scale;
  const sums = points.map((_, place) => sumOf(series, place));
  const ends = points.flatMap((_, place) => [-1, 1].map((sign) => sumOf(series, place, sign)));
  const lines = scaleOf(Math.min(0, ...ends), Math.max(0, ...ends), unit);
  return (
    <figure class="plot panel">
      <figcaption>
        <h2>{title}</h2>
        <p class="tabular-nums">{total}</p>
      </figcaption>
      <div class="plot-bars">
        <div class="plot-scale quiet" aria-hidden="true">
          {lines.map((line) => (
            <span>{onScale(line)}</span>
          ))}
        </div>
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img">
          <title>{title}</title>
          <desc>{description}</desc>
          <path class="plot-lines" d={lines.map((_, place) => `M0 ${yOfLine(place, lines)}H${width}`).join('')} />
          {bars(series, points.length, lines).map((d, place) => (
            <path fill={fillOf(place)} d={d} />
          ))}
        </svg>
        <p class="plot-ends quiet">
          <span>{points[0]}</span>
          {points.length > 14 && <span>{points[points.length >> 1]}</span>}
          <span>{points.at(-1)}</span>
        </p>
      </div>
      <details>
        <summary>{table.open}</summary>
        <section class="plot-numbers" tabindex={0} aria-label={title}>
          <table>
            <thead>
              <tr>
                <th scope="col">{table.name}</th>
                <th scope="col">{table.value}</th>
                {series.length > 1 && series.map(({ name }) => <th scope="col">{name}</th>)}
              </tr>
            </thead>
            <tbody>
              {points.map((name, place) => (
                <tr>
                  <th scope="row">{name}</th>
                  <td>{shown(sums[place] ?? 0)}</td>
                  {series.length > 1 && series.map(({ values }) => <td>{shown(values[place] ?? 0)}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  );
}

/** What the series come to at a point; with a sign, of those only that are above or below nothing. */
function sumOf(series: readonly Series[], place: number, sign = 0): number {
  const values = series.map(({ values: of }) => of[place] ?? 0);
  return values.filter((value) => sign === 0 || value * sign > 0).reduce((sum, value) => sum + value, 0);
}

function yOfLine(place: number, lines: readonly number[]): number {
  return Math.round((place / (lines.length - 1)) * height);
}

/** The bars of each series as one path: what is above nothing stands on those before it, what is below hangs under them. */
function bars(series: readonly Series[], count: number, lines: readonly number[]): string[] {
  const [top = 1, bottom = 0] = [lines[0], lines.at(-1)];
  const yOf = (value: number) => Math.round(((top - value) / (top - bottom)) * height);
  const slot = width / count;
  const bar = Math.max(1, Math.round(slot * 0.8));
  const reached = { above: Array<number>(count).fill(0), below: Array<number>(count).fill(0) };
  return series.map(({ values }) => {
    const parts = values.map((value, place) => {
      if (value === 0) return '';
      const side = value > 0 ? reached.above : reached.below;
      const from = side[place] ?? 0;
      side[place] = from + value;
      const [start, end] = [yOf(from), yOf(from + value)];
      // Something is never drawn as nothing.
      const rise = end - start || -Math.sign(value);
      return `M${Math.round(place * slot + (slot - bar) / 2)} ${start}v${rise}h${bar}v${-rise}`;
    });
    return parts.join('');
  });
}

/** How the parts of one series are filled: the first wholly, each other in its own pattern. */
function fillOf(place: number): string | undefined {
  return place === 0 ? undefined : `url(#pattern-${place})`;
}

/** The look of a series beside its name. */
export function Swatch({ place }: { place: number }) {
  return (
    <svg class="plot-swatch" viewBox="0 0 16 16" aria-hidden="true">
      <rect width="16" height="16" fill={fillOf(place)} />
    </svg>
  );
}

/** The patterns of all series; once on a page that has plots or swatches. */
export function Patterns() {
  const all = [
    { size: 8, turn: 'rotate(45)', lines: 'M0 2H8' },
    { size: 6, lines: 'M1 1h2v2h-2' },
    { size: 6, lines: 'M0 2H6' },
    { size: 8, turn: 'rotate(-45)', lines: 'M0 2H8M2 0V8' },
    { size: 16, lines: 'M0 0' },
  ];
  return (
    <svg class="plot-patterns" width="0" height="0" aria-hidden="true">
      {all.map(({ size, turn, lines }, place) => (
        <pattern
          id={`pattern-${place + 1}`}
          width={size}
          height={size}
          patternUnits="userSpaceOnUse"
          patternTransform={turn}
        >
          <rect width={size} height={size} />
          <path d={lines} />
        </pattern>
      ))}
    </svg>
  );
}
