import { mostWaiting, type Waiting } from '../access/activation/admission.ts';
import type { Day } from '../access/activity.ts';
import type { Figures } from '../orders/days/figures.ts';
import { moments } from '../ui/dates.ts';
import { Notice } from '../ui/fields.tsx';
import type { Shell } from '../ui/layout.tsx';
import { whole } from '../ui/money.ts';
import { Standing } from './standing.tsx';
import { LastDays, type Period } from './turnover.tsx';

type TodayPageProps = {
  shell: Shell;
  waiting: readonly Waiting[];
  /** How many days are looked back, and each of them, the oldest first. */
  period: Period;
  days: readonly Day[];
  figures: Figures;
  now: number;
  /** Messages that could not be delivered in these days. */
  givenUp: number;
  /** Whether this member of staff may activate. */
  mayActivate: boolean;
  notice: 'activated' | 'not_waiting' | undefined;
};

/** What waits for staff, and how the last days went. */
export function TodayPage({ shell, waiting, givenUp, mayActivate, notice, ...lately }: TodayPageProps) {
  const { t, language, store } = shell;
  const { period, days, figures, now } = lately;
  const when = moments(language, store.timeZone);
  return (
    <>
      <h1>{t('admin.today')}</h1>
      {notice && <Notice tone={notice === 'activated' ? 'done' : 'refused'}>{t(`admin.${notice}`)}</Notice>}
      <section class="flex flex-col gap-3">
        <h2>{t('admin.waiting_title')}</h2>
        {store.policies.activation === 'email' && <p>{t('admin.waiting_by_mail')}</p>}
        {store.policies.activation === 'admin' && (
          <p>{t(waiting.length === 0 ? 'admin.waiting_none' : 'admin.waiting')}</p>
        )}
        {waiting.length > 0 && (
          <div>
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">{t('admin.customer')}</th>
                  <th scope="col">{t('admin.registered')}</th>
                  {mayActivate && (
                    <th scope="col">
                      <span class="sr-only">{t('admin.activate')}</span>
                    </th>
                  )}
                </tr>
              </thead>
              <tbody>
                {waiting.map((one) => (
                  <tr>
                    <td>
                      <a class="font-semibold underline" href={`/admin/customers/${one.id}`}>
                        <bdi>{one.name || one.email}</bdi>
                      </a>
                      {one.company !== '' && (
                        <>
                          {' · '}
                          <bdi>{one.company}</bdi>
                        </>
                      )}
                      <br />
                      <span class="quiet">{one.email}</span>
                    </td>
                    <td class="tabular-nums">{one.registeredAt !== null && when(one.registeredAt)}</td>
                    {mayActivate && (
                      <td>
                        <form method="post" action={`/admin/customers/${one.id}/activation`}>
                          <button
                            class="btn btn-primary btn-sm"
                            type="submit"
                            aria-label={t('admin.activate_named', { name: one.name || one.email })}
                          >
                            {t('admin.activate')}
                          </button>
                        </form>
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {waiting.length >= mostWaiting && <p class="quiet">{t('admin.more', { most: mostWaiting })}</p>}
        {givenUp > 0 && (
          <p class="wrong">
            <a class="underline" href="/admin/outbox?state=given_up">
              {t('admin.given_up', { count: givenUp, shown: whole(givenUp, language), days: days.length })}
            </a>
          </p>
        )}
      </section>
      <Standing shell={shell} figures={figures} now={now} />
      <LastDays shell={shell} period={period} days={days} figures={figures} />
    </>
  );
}
