// The figures of the overview: each a tile that leads to its page.
import { byDay } from '../loyalty/ledger.ts';
import { dates, daysOf } from '../ui/dates.ts';
import type { Shell } from '../ui/layout.tsx';
import { money, percent, whole } from '../ui/money.ts';
import type { Figures } from './overview.ts';

type FigureTilesProps = { shell: Shell; figures: Figures };

export function FigureTiles({ shell, figures }: FigureTilesProps) {
  const { store, language, t } = shell;
  const discount = figures.discountBasisPoints ?? 0;
  const tiles = [
    {
      label: t('account.turnover'),
      path: '/account/orders',
      value: money(figures.turnoverMinor, store.currency, language),
    },
    { label: t('account.orders'), path: '/account/orders', value: whole(figures.orderCount, language) },
    // Where it holds: in the shop.
    {
      label: t('account.discount'),
      path: '/',
      value: percent(discount, language),
      note: discount > 0 ? figures.groupName : null,
    },
    {
      label: t('account.points'),
      path: '/account/points',
      value: whole(figures.points, language),
      note: expiringIn(shell, figures),
    },
    { label: t('account.unrated'), path: '/account/reviews', value: whole(figures.unratedCount, language) },
  ];
  return (
    <ul class="figures">
      {tiles.map(({ label, path, value, note }) => (
        <li>
          <a href={path}>
            <strong>{value}</strong> <span class="quiet">{label}</span>
            {note && (
              <>
                {' '}
                <bdi class="quiet">{note}</bdi>
              </>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** `40 expire on 1 Dec 2026`, of the next day on which some do; null where none do soon. */
function expiringIn({ store, language, t }: Shell, { expiring }: Figures): string | null {
  const [next] = byDay(expiring, daysOf(store.timeZone));
  if (!next) return null;
  const day = dates(language, store.timeZone)(next.at);
  return t('account.expire', { count: next.points, number: whole(next.points, language), day });
}
