// How the shop's own people sign in.
import * as z from 'zod';
import { policiesSchema } from '../../stores/policies.ts';
import { settingName } from '../../stores/words.ts';
import { PolicyChoice, type GroupFieldsProps, type SettingsGroup } from '../fields.tsx';

const { secondStep } = policiesSchema.shape.staff.unwrap().shape;

const schema = z.object({ 'staff.secondStep': secondStep.unwrap() });

export const staffAccess: SettingsGroup = {
  path: 'staff',
  title: (t) => t('settings.staff_title'),
  about: (t) => t('settings.staff_about'),
  isSensitive: true,
  schema: () => schema.transform((typed) => () => ({ policies: { staff: { secondStep: typed['staff.secondStep'] } } })),
  asTyped: ({ policies }) => ({ 'staff.secondStep': policies.staff.secondStep }),
  labels: ({ t }) => ({ 'staff.secondStep': settingName(t, 'staff.secondStep') }),
  Fields: StaffFields,
};

function StaffFields(props: GroupFieldsProps) {
  const { t } = props.shell;
  return (
    <PolicyChoice {...props} name="staff.secondStep" hint={t('settings.second_step_hint')} see="/admin/second-step" />
  );
}
