import { Choice, LongText } from '../../../ui/fields.tsx';
import type { Shell } from '../../../ui/layout.tsx';
import type { FormState } from '../../../web/forms.ts';
import { statusName } from '../fields.tsx';
import { longestText } from '../input.ts';
import type { ChoiceOfStatus } from '../showing.ts';

type SetStatusProps = {
  shell: Shell;
  form: FormState;
  order: { id: string; statusId: string | null; choices: readonly ChoiceOfStatus[] };
};

/** Sets a status of the store's own at an order; nothing where there is none to set. */
export function SetStatus({ shell, form, order: { id, statusId, choices } }: SetStatusProps) {
  const { t } = shell;
  const others = choices.filter((one) => one.id !== statusId);
  if (others.length === 0) return null;
  return (
    <form method="post" action={`/admin/orders/${id}/status`} class="panel" novalidate>
      <h2>{t('statuses.set')}</h2>
      <Choice
        t={t}
        form={form}
        name="status"
        label={t('customers.status')}
        options={others.map((one) => ({ value: one.id, label: statusName(shell, one.names) }))}
        required
      />
      <LongText
        t={t}
        form={form}
        name="note"
        label={t('statuses.note')}
        hint={t('statuses.note_hint')}
        maxlength={longestText}
        rows={2}
      />
      <button class="btn btn-primary self-start" type="submit">
        {t('order_bulk.set')}
      </button>
    </form>
  );
}
