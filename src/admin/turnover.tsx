// How the last days went: orders and turnover by day and group, and who registered and came by.
import type { Day } from '../access/activity.ts';
import type { Figures } from '../orders/days/figures.ts';
import { days as daysIn } from '../ui/dates.ts';
import type { Shell } from '../ui/layout.tsx';
import { amounts, changed, decimalsOf, roundAmounts, wholes } from '../ui/money.ts';
import { BarPlot, Patterns, Swatch } from '../ui/plots.tsx';
import { groupedBy, type Grouped } from './grouping.ts';

/** How many days the first page may look back; the second unless something else is asked for. */
export const periods = [7, 30, 91] as const;
export type Period = (typeof periods)[number];

/** How many days a bar stands for: quarters of a year are looked at by week, as bars of days would be too narrow for the patterns of groups. */
function daysOfBar(days: number): number {
  return days > 31 ? 7 : 1;
}

type DaysProps = {
  shell: Shell;
  period: Period;
  /** The last days, the oldest first. */
  days: readonly Day[];
  figures: Figures;
};

/** The plots of a period, and the way to the other ones. */
export function LastDays({ shell, period, days, figures }: DaysProps) {
  const { t } = shell;
  return (
    <section class="flex flex-col gap-4">
      <nav class="tabs" aria-label={t('admin.period')}>
        <ul>
          {periods.map((count) => (
            <li>
              <a href={`/admin?days=${count}`} aria-current={count === period ? 'page' : undefined}>
                {daysOfBar(count) === 1
                  ? t('admin.last_days', { days: count })
                  : t('admin.last_weeks', { weeks: count / 7 })}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Orders shell={shell} days={days.map(({ day }) => day)} figures={figures} />
      <People shell={shell} days={days} />
    </section>
  );
}

type OrdersProps = { shell: Shell; days: readonly string[]; figures: Figures };

function Orders({ shell, days, figures }: OrdersProps) {
  const { t, language, store } = shell;
  const each = daysOfBar(days.length);
  const grouped = groupedBy(days, each, figures.days);
  if (grouped.length === 0 && figures.before.orders === 0) return <p class="panel">{t('admin.no_orders')}</p>;
  const nameOf = nameIn(shell);
  const of = (values: (one: Grouped) => readonly number[]) =>
    grouped.length === 0
      ? [{ name: '', values: [] }]
      : grouped.map((one) => ({ name: nameOf(one), values: values(one) }));
  const sumOf = (value: (one: Grouped) => number) => grouped.reduce((sum, one) => sum + value(one), 0);
  const shown = amounts(store.currency, language);
  const count = wholes(language);
  const plots = [
    {
      title: t('admin.turnover'),
      series: of((one) => one.turnoverMinor),
      total: totalIn(shell, shown, days.length, [sumOf(({ sum }) => sum.turnoverMinor), figures.before.turnoverMinor]),
      shown,
      onScale: roundAmounts(store.currency, language),
      unit: 10 ** decimalsOf(store.currency),
    },
    {
      title: t('admin.orders'),
      series: of((one) => one.orders),
      total: totalIn(shell, count, days.length, [sumOf(({ sum }) => sum.orders), figures.before.orders]),
      shown: count,
    },
  ];
  return (
    <>
      {grouped.length > 1 && <Patterns />}
      <div class="plots">
        {plots.map((plot) => (
          <DayPlot shell={shell} days={days} each={each} {...plot} />
        ))}
      </div>
      {grouped.length > 1 && <Groups shell={shell} grouped={grouped} />}
    </>
  );
}

/** What a period comes to, against as many days before where there is something to compare with. */
function totalIn(
  { t, language }: Shell,
  shown: (value: number) => string,
  days: number,
  [now, before]: [number, number],
) {
  const total = t('admin.plot_total', { total: shown(now), days });
  return before <= 0
    ? total
    : `${total} · ${t('admin.compared', { change: changed(now / before - 1, language), days })}`;
}

/** What a group is called; and all others, and orders without one. */
function nameIn({ t }: Shell): (one: Grouped) => string {
  return ({ group }) => (group === null ? t('admin.other_groups') : group || t('admin.no_group'));
}

type PlotProps = { shell: Shell; days: readonly string[]; each: number } & Omit<
  Parameters<typeof BarPlot>[0],
  'points' | 'table' | 'description'
>;

function DayPlot({ shell: { t, language }, days, each, ...plot }: PlotProps) {
  const dayName = daysIn(language);
  const points = days.filter((_, place) => place % each === 0);
  const sums = points.map((_, place) => plot.series.reduce((sum, { values }) => sum + (values[place] ?? 0), 0));
  const said = { what: plot.title, days: days.length, most: plot.shown(Math.max(0, ...sums)) };
  const description = each === 1 ? t('admin.plot', said) : t('admin.plot_weeks', said);
  const table = { open: t('admin.as_table'), name: each === 1 ? t('admin.day') : t('admin.week'), value: plot.title };
  return <BarPlot {...plot} points={points.map(dayName)} description={description} table={table} />;
}

/** What each group comes to, beside the pattern of its bars. */
function Groups({ shell, grouped }: { shell: Shell; grouped: readonly Grouped[] }) {
  const { t, language, store } = shell;
  const nameOf = nameIn(shell);
  const [amount, count] = [amounts(store.currency, language), wholes(language)];
  return (
    <table class="table plot-groups">
      <caption class="sr-only">{t('admin.by_group')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('admin.group')}</th>
          <th scope="col" class="number">
            {t('admin.turnover')}
          </th>
          <th scope="col" class="number">
            {t('admin.orders')}
          </th>
        </tr>
      </thead>
      <tbody>
        {grouped.map((one, place) => (
          <tr>
            <td>
              <Swatch place={place} />
              <bdi>{nameOf(one)}</bdi>
            </td>
            <td class="number" data-label={t('admin.turnover')}>
              {amount(one.sum.turnoverMinor)}
            </td>
            <td class="number" data-label={t('admin.orders')}>
              {count(one.sum.orders)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Registrations and active customers, day by day. */
function People({ shell, days }: Pick<DaysProps, 'shell' | 'days'>) {
  const { t, language } = shell;
  const shown = wholes(language);
  const registrations = days.reduce((sum, day) => sum + day.registrations, 0);
  const plots = [
    {
      title: t('admin.registrations'),
      total: t('admin.plot_total', { total: shown(registrations), days: days.length }),
      values: days.map((one) => one.registrations),
    },
    {
      title: t('admin.active_customers'),
      total: t('admin.active_total', { total: shown(days.at(-1)?.active ?? 0) }),
      values: days.map((one) => one.active),
    },
  ];
  return (
    <div class="plots">
      {plots.map(({ title, total, values }) => (
        <DayPlot
          shell={shell}
          days={days.map(({ day }) => day)}
          each={1}
          title={title}
          total={total}
          series={[{ name: title, values }]}
          shown={shown}
        />
      ))}
    </div>
  );
}
