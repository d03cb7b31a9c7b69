import { askedAtRegistration } from '../../customers/details/asked.ts';
import { NewsletterField, PersonFields, personLabels } from '../../customers/details/fields.tsx';
import type { Around } from '../../customers/details/input.ts';
import { ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import { AccountName, labelsOf, NewPasswordField } from '../../credentials/fields.tsx';
import type { Needs } from './activation.ts';

type ActivatePageProps = { shell: Shell; form: FormState; token: string; needs: Needs; around: Around };

export function ActivatePage({ shell, form, token, needs, around }: ActivatePageProps) {
  const { t, store } = shell;
  const { email, needsPassword, needsPerson } = needs;
  const asked = askedAtRegistration(store);
  return (
    <div class="narrow">
      <h1>{t('activate.title')}</h1>
      <ProblemSummary
        t={t}
        form={form}
        labels={{ ...personLabels(shell, asked, around), ...labelsOf(t), newsletter: t('fields.newsletter') }}
      />
      <p>{t(needsPassword || needsPerson ? 'activate.fill_in' : 'activate.ready', { email })}</p>
      <form method="post" action={`/activate/${token}`} class="narrow" novalidate>
        {needsPerson && <PersonFields shell={shell} form={form} asked={asked} around={around} />}
        {needsPassword && (
          <>
            <AccountName email={email} />
            <NewPasswordField shell={shell} form={form} />
          </>
        )}
        {needsPerson && <NewsletterField shell={shell} form={form} asked={asked} />}
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
