// The group of a customer: chosen by hand, or left to the rules.
import { Choice } from '../../../../ui/fields.tsx';
import { percent } from '../../../../ui/money.ts';
import type { FormState } from '../../../../web/forms.ts';
import { pathOf } from '../frame.tsx';
import type { GeneralProps } from './pages.tsx';

export type GroupChoice = { id: string; name: string; discountBasisPoints: number; isDefault: boolean };

type GroupPartProps = Pick<GeneralProps, 'shell' | 'record' | 'groups'> & { form: FormState; mayChange: boolean };

export function GroupPart({ shell, record, groups, form, mayChange }: GroupPartProps) {
  const { t, language } = shell;
  const isHis = (one: GroupChoice) => (record.groupId === null ? one.isDefault : one.id === record.groupId);
  const group = groups.find(isHis);
  const named = ({ name, discountBasisPoints }: GroupChoice) => `${name}, ${percent(discountBasisPoints, language)}`;
  return (
    <section class="panel">
      <h2>{t('customers.group')}</h2>
      <p>
        {group && named(group)}
        <span class="quiet"> {t(record.isGroupByHand ? 'record.by_hand' : 'record.by_rules')}</span>
      </p>
      {mayChange && (
        <form method="post" action={`${pathOf(record.id)}/group`} class="part" novalidate>
          <Choice
            t={t}
            form={form}
            name="groupId"
            label={t('record.choose_group')}
            value={record.isGroupByHand ? (group?.id ?? '') : ''}
            options={[
              { value: '', label: t('record.leave_to_rules') },
              ...groups.map((one) => ({ value: one.id, label: named(one) })),
            ]}
            required
          />
          <button class="btn btn-plain self-start" type="submit">
            {t('profile.submit')}
          </button>
        </form>
      )}
    </section>
  );
}
