// How many orders are open, and which payments are overdue.
import { nameIn } from '../catalog/names.ts';
import { mostCounted, type Figures } from '../orders/days/figures.ts';
import { dayOf, dates } from '../ui/dates.ts';
import type { Shell } from '../ui/layout.tsx';
import { money, whole } from '../ui/money.ts';

type StandingProps = { shell: Shell; figures: Figures; now: number };

/** Open orders by status, each the way to them; and the payments that are overdue the longest. */
export function Standing({ shell, figures, now }: StandingProps) {
  return (
    <div class="plots">
      <Open shell={shell} figures={figures} />
      <Overdue shell={shell} figures={figures} now={now} />
    </div>
  );
}

function Open({ shell: { t, language, store }, figures: { open, own } }: Omit<StandingProps, 'now'>) {
  const rows = [
    ...open.map(({ state, count }) => ({ key: state as string, name: t(`orders.${state}`), count })),
    ...own.map(({ id, names, count }) => ({ key: id, name: nameIn(names, language, ...store.languages), count })),
  ];
  return (
    <section class="panel">
      <h2>{t('admin.open_orders')}</h2>
      <ul class="plot-counts">
        {rows.map(({ key, name, count }) => (
          <li>
            <a href={`/admin/orders?status=${key}`}>
              <bdi>{name}</bdi>
            </a>
            <span class="tabular-nums">{counted(count, language)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function counted(count: number, language: string): string {
  return count > mostCounted ? `${whole(mostCounted, language)}+` : whole(count, language);
}

function Overdue({ shell, figures: { overdue }, now }: StandingProps) {
  const { t, language, store } = shell;
  const dueOn = dates(language, store.timeZone);
  const today = Date.parse(dayOf(now, store.timeZone));
  return (
    <section class="panel">
      <h2>{t('admin.overdue')}</h2>
      {overdue.count === 0 && <p>{t('admin.overdue_none')}</p>}
      {overdue.count > 0 && (
        <>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{t('admin.order')}</th>
                <th scope="col">{t('admin.due')}</th>
                <th scope="col" class="number">
                  {t('admin.owed')}
                </th>
              </tr>
            </thead>
            <tbody>
              {overdue.longest.map(({ id, number, customer, dueAt, owedMinor, currency }) => {
                const late = (today - Date.parse(dayOf(dueAt, store.timeZone))) / 86_400_000;
                return (
                  <tr>
                    <td>
                      <a class="font-semibold underline" href={`/admin/orders/${id}`}>
                        {number}
                      </a>
                      <br />
                      <bdi class="quiet">{customer}</bdi>
                    </td>
                    <td data-label={t('admin.due')}>
                      {dueOn(dueAt)}
                      <br />
                      <span class="wrong">{late < 1 ? t('admin.late_today') : t('admin.late', { count: late })}</span>
                    </td>
                    <td class="number" data-label={t('admin.owed')}>
                      {money(owedMinor, currency, language)}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <p>
            <a href="/admin/orders?payment=overdue">
              {t('admin.overdue_all', { count: overdue.count, shown: counted(overdue.count, language) })}
            </a>
          </p>
        </>
      )}
    </section>
  );
}
