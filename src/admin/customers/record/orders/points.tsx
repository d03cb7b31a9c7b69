// The points of a customer: how many there are, the latest entries, and a form to change them by hand.
import type { Latest } from '../../../../loyalty/ledger.ts';
import { kindOf, some } from '../../../../loyalty/words.ts';
import { dates } from '../../../../ui/dates.ts';
import { Field, ProblemSummary } from '../../../../ui/fields.tsx';
import type { Shell } from '../../../../ui/layout.tsx';
import { signed, whole, wholes } from '../../../../ui/money.ts';
import type { FormState } from '../../../../web/forms.ts';
import { pathOf } from '../frame.tsx';
import type { CustomerRecord } from '../reading.ts';

type PointsPartProps = {
  shell: Shell;
  record: CustomerRecord;
  entries: readonly Latest[];
  form: FormState;
  mayChange: boolean;
};

export function PointsPart(props: PointsPartProps) {
  const { shell, record, entries, mayChange } = props;
  const { t, language } = shell;
  return (
    <section class="panel">
      <h2>{some(t, record.points, whole(record.points, language))}</h2>
      {entries.length === 0 ? (
        <p class="quiet">{t('points.none_of_theirs')}</p>
      ) : (
        <Entries shell={shell} entries={entries} />
      )}
      {mayChange && <ChangeForm {...props} />}
    </section>
  );
}

function Entries({ shell: { t, language, store }, entries }: Pick<PointsPartProps, 'shell' | 'entries'>) {
  const day = dates(language, store.timeZone);
  const change = signed(language);
  const number = wholes(language);
  return (
    <table class="table">
      <caption class="sr-only">{t('points.latest')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('points.day')}</th>
          <th scope="col">{t('points.what')}</th>
          <th scope="col" class="number">
            {t('points.title')}
          </th>
          <th scope="col" class="number">
            {t('points.balance')}
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ kind, points, balance, countsAt, reason, by }) => (
          <tr>
            <td class="tabular-nums">{day(countsAt)}</td>
            <td>
              {kindOf(t, kind)}
              {reason !== '' && (
                <>
                  {': '}
                  <bdi>{reason}</bdi>
                </>
              )}
              {by !== null && <span class="quiet"> ({by})</span>}
            </td>
            <td class="number" data-label={t('points.title')}>
              {change(points)}
            </td>
            <td class="number" data-label={t('points.balance')}>
              {balance === null ? (
                <span class="quiet">{t('points.counts_on', { day: day(countsAt) })}</span>
              ) : (
                number(balance)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ChangeForm({ shell: { t }, record, form }: PointsPartProps) {
  const labels = { points: t('points.title'), reason: t('points.reason') };
  return (
    <form method="post" action={`${pathOf(record.id)}/points`} class="part" novalidate>
      <h3>{t('points.change')}</h3>
      <ProblemSummary t={t} form={form} labels={labels} />
      <Field
        t={t}
        form={form}
        name="points"
        label={labels.points}
        hint={t('points.amount_hint')}
        autocomplete="off"
        inputmode="text"
        maxlength={20}
        required
      />
      <Field
        t={t}
        form={form}
        name="reason"
        label={labels.reason}
        hint={t('points.reason_hint')}
        autocomplete="off"
        maxlength={200}
        required
      />
      <button class="btn btn-plain self-start" type="submit">
        {t('points.submit')}
      </button>
    </form>
  );
}
