import type { Shell } from '../ui/layout.tsx';
import { money, percent, whole } from '../ui/money.ts';
import type { Figures } from './overview.ts';

export function OverviewPage({ shell, figures }: { shell: Shell; figures: Figures }) {
  const { store, language, t, who } = shell;
  const tiles = [
    { label: t('account.turnover'), value: money(figures.turnoverMinor, store.currency, language) },
    { label: t('account.orders'), value: whole(figures.orderCount, language) },
    { label: t('account.discount'), value: percent(figures.discountBasisPoints ?? 0, language) },
    { label: t('account.points'), value: whole(figures.points, language) },
    { label: t('account.unrated'), value: whole(figures.unratedCount, language) },
  ];
  return (
    <>
      <h1>{who?.name ? t('account.greeting', { name: who.name }) : t('account.greeting_nameless')}</h1>
      <dl class="figures">
        {tiles.map(({ label, value }) => (
          <div>
            <dt class="quiet">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {figures.orderCount === 0 && (
        <section class="panel">
          <h2>{t('account.no_orders_title')}</h2>
          <p>{t('account.no_orders', { store: store.name })}</p>
        </section>
      )}
    </>
  );
}
