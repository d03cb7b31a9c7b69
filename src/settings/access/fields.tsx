// How people get in.
import * as z from 'zod';
import { policiesSchema } from '../../stores/policies.ts';
import { settingName } from '../../stores/words.ts';
import { PolicyChoice, PolicyNumber, type GroupFieldsProps, type SettingsGroup } from '../fields.tsx';
import { wholeOrNothing, wholeTyped } from '../input.ts';

const { registration, activation, passwordAtRegistration, forgottenPassword } = policiesSchema.shape;

const schema = z.object({
  registration: registration.unwrap(),
  activation: activation.unwrap(),
  passwordAtRegistration: passwordAtRegistration.unwrap(),
  forgottenPassword: forgottenPassword.unwrap(),
  passwordMinimum: wholeTyped(8, 64),
  removeUnactivatedAfterDays: wholeOrNothing(1, 365),
});

const names = [
  'registration',
  'activation',
  'passwordAtRegistration',
  'forgottenPassword',
  'passwordMinimum',
  'removeUnactivatedAfterDays',
] as const;

export const access: SettingsGroup = {
  path: 'access',
  title: (t) => t('settings.access_title'),
  about: (t) => t('settings.access_about'),
  schema: () => schema.transform((policies) => () => ({ policies })),
  asTyped: ({ policies }) => Object.fromEntries(names.map((name) => [name, String(policies[name] ?? '')])),
  labels: ({ t }) => Object.fromEntries(names.map((name) => [name, settingName(t, name)])),
  Fields: AccessFields,
};

function AccessFields(props: GroupFieldsProps) {
  const { t } = props.shell;
  return (
    <>
      <PolicyChoice {...props} name="registration" hint={t('settings.registration_hint')} see="/login" />
      <PolicyChoice {...props} name="activation" hint={t('settings.activation_hint')} see="/register" />
      <PolicyChoice {...props} name="passwordAtRegistration" hint={t('settings.password_hint_made')} see="/register" />
      <PolicyChoice {...props} name="forgottenPassword" hint={t('settings.forgotten_hint')} see="/forgot-password" />
      <PolicyNumber {...props} name="passwordMinimum" hint={t('settings.password_minimum_hint')} see="/register" />
      <PolicyNumber
        {...props}
        name="removeUnactivatedAfterDays"
        hint={t('settings.remove_unactivated_hint')}
        isOptional
      />
    </>
  );
}
