import { Field, Notice, ProblemSummary, Tick } from '../ui/fields.tsx';
import type { Shell } from '../ui/layout.tsx';
import type { FormState } from '../web/forms.ts';
import type { DeadLink } from './links.ts';
import { activationHours } from './enrolment.ts';
import { EmailField, labelsOf, NewPasswordField } from './fields.tsx';
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

type ActivatePageProps = FormProps & { token: string; email: string; needsPassword: boolean };

export function ActivatePage({ shell, form, token, email, needsPassword }: ActivatePageProps) {
  const { t } = shell;
  return (
    <div class="narrow">
      <h1>{t('activate.title')}</h1>
      <ProblemSummary t={t} form={form} labels={labelsOf(t)} />
      <p>{needsPassword ? t('activate.choose', { email }) : t('activate.ready', { email })}</p>
      <form method="post" action={`/activate/${token}`} class="narrow" novalidate>
        {needsPassword && (
          <>
            <input type="email" name="username" autocomplete="username" value={email} readonly hidden />
            <NewPasswordField shell={shell} form={form} />
          </>
        )}
        <button class="btn btn-primary" type="submit">
          {t('activate.submit')}
        </button>
      </form>
    </div>
  );
}

export function ActivatedPage({ shell: { t } }: { shell: Shell }) {
  return (
    <div class="narrow">
      <h1>{t('activate.done_title')}</h1>
      <p role="status">{t('activate.done')}</p>
      <a class="btn btn-primary" href="/login">
        {t('login.submit')}
      </a>
    </div>
  );
}

const endings = { link_used: 'used', link_expired: 'expired', link_unknown: 'unknown' } as const;

/** A link that leads nowhere, with the next step. */
export function DeadLinkPage({ shell: { store, t }, problem }: { shell: Shell; problem: DeadLink }) {
  const ending = endings[problem];
  const again = ending !== 'used' && store.policies.registration === 'open';
  return (
    <div class="narrow">
      <h1>{t(`activate.${ending}_title`)}</h1>
      <p>{t(`activate.${ending}`, { hours: activationHours })}</p>
      <a class="btn btn-primary" href={again ? '/register' : '/login'}>
        {again ? t('layout.register') : t('login.submit')}
      </a>
    </div>
  );
}

export type LoginNotice = 'wrong' | 'too_many' | 'signed_out';

type LoginPageProps = FormProps & { next: string; notice?: LoginNotice | undefined };

export function LoginPage({ shell, form, next, notice }: LoginPageProps) {
  const { store, t } = shell;
  return (
    <div class="narrow">
      <h1>{t('login.title')}</h1>
      {notice && <Notice tone={notice === 'signed_out' ? 'done' : 'refused'}>{t(`login.${notice}`)}</Notice>}
      <ProblemSummary t={t} form={form} labels={labelsOf(t)} />
      <form method="post" action="/login" class="narrow" novalidate>
        <input type="hidden" name="next" value={next} />
        <EmailField t={t} form={form} />
        <Field
          t={t}
          form={form}
          name="password"
          type="password"
          label={t('fields.password')}
          autocomplete="current-password"
          enterkeyhint="go"
          required
        />
        <button class="btn btn-primary" type="submit">
          {t('login.submit')}
        </button>
      </form>
      {store.policies.registration === 'open' && (
        <p>
          {t('login.no_account')} <a href="/register">{t('layout.register')}</a>
        </p>
      )}
    </div>
  );
}
