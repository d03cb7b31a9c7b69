// The points of a customer: how many there are, the latest entries, and a form to change them by hand.
import { EntriesTable } from '../../../../loyalty/fields.tsx';
import { longestReason } from '../../../../loyalty/granting.ts';
import type { Latest } from '../../../../loyalty/ledger.ts';
import { some } from '../../../../loyalty/words.ts';
import { Field, ProblemSummary } from '../../../../ui/fields.tsx';
import type { Shell } from '../../../../ui/layout.tsx';
import { whole } from '../../../../ui/money.ts';
import type { FormState } from '../../../../web/forms.ts';
import { pathOf } from '../frame.tsx';
import type { CustomerRecord } from '../reading.ts';

type PointsPartProps = {
  shell: Shell;
  record: CustomerRecord;
  entries: readonly Latest[];
  form: FormState;
  mayChange: boolean;
  /** What comes of the form has the id that this makes, so it comes once. */
  formKey: string;
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
        <EntriesTable
          shell={shell}
          entries={entries}
          caption={t('points.latest')}
          aboutOf={(entry) => <About entry={entry} />}
        />
      )}
      {mayChange && <ChangeForm {...props} />}
    </section>
  );
}

/** Why, and who of the staff it was. */
function About({ entry: { reason, by } }: { entry: Latest }) {
  return (
    <>
      {reason !== '' && <bdi class="quiet">{reason}</bdi>}
      {by !== null && <span class="quiet"> ({by})</span>}
    </>
  );
}

function ChangeForm({ shell: { t }, record, form, formKey }: PointsPartProps) {
  const labels = { points: t('points.title'), reason: t('points.reason') };
  return (
    <form method="post" action={`${pathOf(record.id)}/points`} class="part" novalidate>
      <h3>{t('points.change')}</h3>
      <input type="hidden" name="key" value={formKey} />
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
        maxlength={longestReason}
        required
      />
      <button class="btn btn-plain self-start" type="submit">
        {t('points.submit')}
      </button>
    </form>
  );
}
