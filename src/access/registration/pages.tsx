import { Field, Notice, ProblemSummary, Tick } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import { EmailField, labelsOf, NewPasswordField } from '../fields.tsx';
import { activationHours } from './enrolment.ts';
import { choosesPassword, textFields } from './registration.ts';

type FormProps = { shell: Shell; form: FormState };

export type RegisterNotice = 'form_changed' | 'too_many';

const inputs = {
  name: { autocomplete: 'name', type: 'text' },
  phone: { autocomplete: 'tel', type: 'tel' },
  company: { autocomplete: 'organization', type: 'text' },
} as const;

export function RegisterPage({ shell, form, notice }: FormProps & { notice?: RegisterNotice | undefined }) {
  const { store, t } = shell;
  const { registrationFields } = store.policies;
  return (
    <div class="narrow">
      <h1>{t('register.title')}</h1>
      {notice && <Notice tone="refused">{t(`register.${notice}`)}</Notice>}
      <ProblemSummary t={t} form={form} labels={labelsOf(t)} />
      <form method="post" action="/register" class="narrow" novalidate>
        <EmailField t={t} form={form} />
        {choosesPassword(store) && <NewPasswordField shell={shell} form={form} />}
        {textFields
          .filter((name) => registrationFields[name] !== 'off')
          .map((name) => (
            <Field
              t={t}
              form={form}
              name={name}
              label={t(`fields.${name}`)}
              required={registrationFields[name] === 'required'}
              {...inputs[name]}
            />
          ))}
        {registrationFields.newsletter !== 'off' && (
          <Tick t={t} form={form} name="newsletter" label={t('fields.newsletter')} />
        )}
        <button class="btn btn-primary" type="submit">
          {t('register.submit')}
        </button>
      </form>
      <p>
        {t('register.have_account')} <a href="/login">{t('login.submit')}</a>
      </p>
    </div>
  );
}

export function RegistrationClosedPage({ shell: { store, t } }: { shell: Shell }) {
  return (
    <div class="narrow">
      <h1>{t('register.closed_title')}</h1>
      <p>{t('register.closed', { store: store.name })}</p>
      <p>
        <a href="/login">{t('login.submit')}</a>
      </p>
    </div>
  );
}

export function RegisteredPage({ shell: { store, t } }: { shell: Shell }) {
  const byMail = store.policies.activation === 'email';
  return (
    <div class="narrow">
      <h1>{t('register.sent_title')}</h1>
      <p role="status">{byMail ? t('register.sent_email', { hours: activationHours }) : t('register.sent_admin')}</p>
      {byMail && <p class="quiet">{t('register.sent_nothing')}</p>}
    </div>
  );
}
