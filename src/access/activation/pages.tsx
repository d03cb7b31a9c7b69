import { ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import { labelsOf, NewPasswordField } from '../fields.tsx';
import type { DeadLink } from '../links.ts';
import { activationHours } from '../registration/enrolment.ts';

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
