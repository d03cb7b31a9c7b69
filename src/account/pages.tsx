import { statusOf } from '../orders/details/pages.tsx';
import type { Latest } from '../orders/history/history.ts';
import { accountPath } from '../orders/history/pages.tsx';
import { moments } from '../ui/dates.ts';
import type { Shell } from '../ui/layout.tsx';
import { money, percent, whole } from '../ui/money.ts';
import type { Figures } from './overview.ts';

type OverviewPageProps = { shell: Shell; figures: Figures; latest: Latest | undefined };

export function OverviewPage({ shell, figures, latest }: OverviewPageProps) {
  const { store, language, t, who } = shell;
  const tiles = [
    { label: t('account.turnover'), value: money(figures.turnoverMinor, store.currency, language) },
    { label: t('account.orders'), path: '/account/orders', value: whole(figures.orderCount, language) },
    { label: t('account.discount'), value: percent(figures.discountBasisPoints ?? 0, language) },
    { label: t('account.points'), value: whole(figures.points, language) },
    { label: t('account.unrated'), path: '/account/reviews', value: whole(figures.unratedCount, language) },
  ];
  return (
    <>
      <h1>{who?.name ? t('account.greeting', { name: who.name }) : t('account.greeting_nameless')}</h1>
      <dl class="figures">
        {tiles.map(({ label, value, path }) => (
          <div>
            <dt class="quiet">{label}</dt>
            <dd>
              {path ? (
                <a class="underline" href={path}>
                  {value}
                </a>
              ) : (
                value
              )}
            </dd>
          </div>
        ))}
      </dl>
      {latest ? (
        <LatestOrder shell={shell} order={latest} />
      ) : (
        <section class="panel">
          <h2>{t('account.no_orders_title')}</h2>
          <p>{t('account.no_orders', { store: store.name })}</p>
        </section>
      )}
    </>
  );
}

function LatestOrder({ shell, order }: { shell: Shell; order: Latest }) {
  const { t, language, store } = shell;
  return (
    <section class="panel">
      <h2>{t('account.latest_order')}</h2>
      <p>
        <a href={accountPath(shell, order)}>{order.number}</a>{' '}
        <span class="quiet tabular-nums">{moments(language, store.timeZone)(order.placedAt)}</span>
      </p>
      <p>
        <bdi>{order.summary}</bdi>
      </p>
      <p>
        {statusOf(shell, order)} · {money(order.totalMinor, order.currency, language)}
      </p>
    </section>
  );
}
