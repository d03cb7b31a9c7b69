import { ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import { AccountName, labelsOf, NewPasswordField } from '../fields.tsx';

type FormProps = { shell: Shell; form: FormState };

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
            <AccountName email={email} />
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
