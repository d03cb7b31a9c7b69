import { askedAtRegistration } from '../../customers/details/asked.ts';
import { NewsletterField, PersonFields, personLabels } from '../../customers/details/fields.tsx';
import type { Around } from '../../customers/details/input.ts';
import { Notice, ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import { EmailField, labelsOf, NewPasswordField } from '../../credentials/fields.tsx';
import { activationHours } from './enrolment.ts';
import { choosesPassword } from './registration.ts';

export type RegisterNotice = 'form_changed' | 'too_many';

type RegisterPageProps = { shell: Shell; form: FormState; around: Around; notice?: RegisterNotice | undefined };

export function RegisterPage({ shell, form, around, notice }: RegisterPageProps) {
  const { store, t } = shell;
  const asked = askedAtRegistration(store);
  const { email, password } = labelsOf(t);
  const newsletter = t('fields.newsletter');
  return (
    <div class="narrow">
      <h1>{t('register.title')}</h1>
      {notice && <Notice tone="refused">{t(`register.${notice}`)}</Notice>}
      <ProblemSummary
        t={t}
        form={form}
        labels={{ email, ...personLabels(shell, asked, around), password, newsletter }}
      />
      <form method="post" action="/register" class="narrow" novalidate>
        <RegisterFields shell={shell} form={form} around={around} />
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

/**
 * What the store asks of whoever registers. A password is never shown again, so its field comes last: whoever sends the form twice has it
 * at hand.
 */
export function RegisterFields({ shell, form, around }: Omit<RegisterPageProps, 'notice'>) {
  const { store, t } = shell;
  const asked = askedAtRegistration(store);
  return (
    <>
      <EmailField t={t} form={form} />
      <PersonFields shell={shell} form={form} asked={asked} around={around} />
      {choosesPassword(store) && <NewPasswordField shell={shell} form={form} />}
      <NewsletterField shell={shell} form={form} asked={asked} />
    </>
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
