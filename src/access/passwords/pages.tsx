import { Notice, ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import {
  AccountName,
  CurrentPasswordField,
  EmailField,
  labelsOf,
  NewPasswordField,
} from '../../credentials/fields.tsx';

type FormProps = { shell: Shell; form: FormState };

export function ForgottenPage({ shell: { t }, form }: FormProps) {
  return (
    <div class="narrow">
      <h1>{t('forgotten.title')}</h1>
      <ProblemSummary t={t} form={form} labels={labelsOf(t)} />
      <p>{t('forgotten.explanation')}</p>
      <form method="post" action="/forgot-password" class="narrow" novalidate>
        <EmailField t={t} form={form} />
        <button class="btn btn-primary" type="submit">
          {t('forgotten.submit')}
        </button>
      </form>
    </div>
  );
}

/** The same page for every address. */
export function ForgottenSentPage({ shell: { t } }: { shell: Shell }) {
  return (
    <div class="narrow">
      <h1>{t('forgotten.sent_title')}</h1>
      <p role="status">{t('forgotten.sent')}</p>
      <p class="quiet">{t('forgotten.sent_nothing')}</p>
    </div>
  );
}

type SetPasswordPageProps = FormProps & { token: string; email: string };

export function SetPasswordPage({ shell, form, token, email }: SetPasswordPageProps) {
  const { t } = shell;
  return (
    <div class="narrow">
      <h1>{t('set_password.title')}</h1>
      <ProblemSummary t={t} form={form} labels={labelsOf(t)} />
      <p>{t('set_password.explanation', { email })}</p>
      <form method="post" action={`/set-password/${token}`} class="narrow" novalidate>
        <AccountName email={email} />
        <NewPasswordField shell={shell} form={form} label={t('fields.new_password')} />
        <button class="btn btn-primary" type="submit">
          {t('set_password.submit')}
        </button>
      </form>
    </div>
  );
}

type ChangePasswordPageProps = FormProps & { email: string; isForced: boolean; isChanged: boolean };

/** `isForced` for somebody whose password the system or staff made. */
export function ChangePasswordPage({ shell, form, email, isForced, isChanged }: ChangePasswordPageProps) {
  const { t } = shell;
  // Beside the navigation it stands at the left; alone, in the middle.
  const place = isForced ? 'narrow' : 'narrow ms-0';
  return (
    <div class={place}>
      <h1>{t('change_password.title')}</h1>
      {isChanged && <Notice tone="done">{t('change_password.changed')}</Notice>}
      <ProblemSummary
        t={t}
        form={form}
        labels={{ currentPassword: t('fields.current_password'), password: t('fields.new_password') }}
      />
      <p>{isForced ? t('change_password.forced') : t('change_password.explanation')}</p>
      <form method="post" action="/account/password" class={place} novalidate>
        <AccountName email={email} />
        <CurrentPasswordField t={t} form={form} />
        <NewPasswordField shell={shell} form={form} label={t('fields.new_password')} />
        <button class="btn btn-primary" type="submit">
          {t('change_password.submit')}
        </button>
      </form>
    </div>
  );
}
