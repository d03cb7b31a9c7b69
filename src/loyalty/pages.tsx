import { dates } from '../ui/dates.ts';
import type { Shell } from '../ui/layout.tsx';
import { minorOf, money, whole, wholes } from '../ui/money.ts';
import { worthOf } from './earning.ts';
import type { Ahead, Entry } from './ledger.ts';
import { EntriesTable } from './fields.tsx';
import { some } from './words.ts';

type PointsPageProps = {
  shell: Shell;
  points: number;
  waiting: readonly Ahead[];
  expiring: readonly Ahead[];
  entries: readonly Entry[];
  /** The position behind which the next page begins. */
  next: number | null;
  isNewest: boolean;
};

export function PointsPage({ shell, points, waiting, expiring, entries, next, isNewest }: PointsPageProps) {
  const { t } = shell;
  return (
    <>
      <h1>{t('points.title')}</h1>
      <p class="text-lg">{balanceIn(shell, points)}</p>
      <Terms shell={shell} />
      {(waiting.length > 0 || expiring.length > 0) && (
        <div class="halves">
          <Days shell={shell} title={t('points.waiting')} days={waiting} />
          <Days shell={shell} title={t('points.expiring')} days={expiring} />
        </div>
      )}
      <section class="part">
        <h2>{t('points.history')}</h2>
        {entries.length === 0 ? (
          <p>{t('points.none')}</p>
        ) : (
          <EntriesTable shell={shell} entries={entries} aboutOf={(entry) => <Reason entry={entry} />} />
        )}
        {(next !== null || !isNewest) && (
          <p class="acts">
            {!isNewest && <a href="/account/points">{t('points.newest')}</a>}
            {next !== null && (
              <a class="btn btn-plain btn-sm" href={`/account/points?before=${next}`}>
                {t('points.older')}
              </a>
            )}
          </p>
        )}
      </section>
    </>
  );
}

function balanceIn({ t, language, store }: Shell, balance: number): string {
  const points = some(t, balance, whole(balance, language));
  const worth = worthOf(store, balance);
  if (worth === 0) return t('points.have', { points });
  return t('points.worth', { points, money: money(worth, store.currency, language) });
}

/** How the store gives points, where it does. */
function Terms({ shell: { t, language, store } }: Pick<PointsPageProps, 'shell'>) {
  const { pointsPerUnit, countsAfterDays, livesDays, pointsForReview } = store.policies.loyalty;
  if (pointsPerUnit === 0 && pointsForReview === 0) return null;
  const points = (count: number) => some(t, count, whole(count, language));
  const unit = money(minorOf(1, store.currency), store.currency, language);
  const sentences = [
    pointsPerUnit > 0 && t('points.per_unit', { money: unit, points: points(pointsPerUnit) }),
    pointsPerUnit > 0 && (countsAfterDays === 0 ? t('points.at_once') : t('points.delay', { count: countsAfterDays })),
    pointsForReview > 0 && t('points.per_review', { points: points(pointsForReview) }),
    t('points.lives', { count: livesDays }),
  ];
  return <p class="quiet">{sentences.filter((one) => one !== false).join(' ')}</p>;
}

type DaysProps = { shell: Shell; title: string; days: readonly Ahead[] };

/** The next days on which something happens to points. */
function Days({ shell: { t, language, store }, title, days }: DaysProps) {
  if (days.length === 0) return null;
  const day = dates(language, store.timeZone);
  const number = wholes(language);
  return (
    <section class="panel">
      <h2>{title}</h2>
      <dl class="facts">
        {days.map(({ points, at }) => (
          <>
            <dt>{day(at)}</dt>
            <dd>{some(t, points, number(points))}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}

/** What staff wrote, or the order with its page. */
function Reason({ entry: { orderId, reason } }: { entry: Entry }) {
  if (reason === '') return null;
  if (orderId === null) return <bdi class="quiet">{reason}</bdi>;
  return (
    <a class="underline" href={`/account/orders/${encodeURIComponent(reason)}`}>
      {reason}
    </a>
  );
}
