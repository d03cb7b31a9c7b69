import {
  AccountName,
  CurrentPasswordField,
  EmailField,
  labelsOf,
  NewPasswordField,
  SignInForm,
} from '../../credentials/fields.tsx';
import { Notice, ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import type { DeadLink } from './links.ts';

type FormProps = { shell: Shell; form: FormState };

export type EntranceNotice = 'wrong' | 'too_many' | 'signed_out' | 'password_set';

type SignInPageProps = FormProps & { next: string; notice?: EntranceNotice | undefined };

export function SignInPage({ shell: { t }, form, next, notice }: SignInPageProps) {
  const isDone = notice === 'signed_out' || notice === 'password_set';
  return (
    <div class="narrow">
      <h1>{t('entrance.title')}</h1>
      {notice && (
        <Notice tone={isDone ? 'done' : 'refused'}>
          {t(notice === 'wrong' ? 'entrance.wrong' : `login.${notice}`)}
        </Notice>
      )}
      <ProblemSummary t={t} form={form} labels={labelsOf(t)} />
      <SignInForm t={t} form={form} action="/admin/login" next={next} />
      <p>
        <a href="/admin/forgot-password">{t('forgotten.title')}</a>
      </p>
    </div>
  );
}

export function ForgottenPage({ shell: { t }, form, isSent }: FormProps & { isSent: boolean }) {
  return (
    <div class="narrow">
      <h1>{t('forgotten.title')}</h1>
      {isSent && <Notice tone="done">{t('entrance.forgotten_sent')}</Notice>}
      <ProblemSummary t={t} form={form} labels={labelsOf(t)} />
      <p>{t('entrance.forgotten_explanation')}</p>
      <form method="post" action="/admin/forgot-password" class="narrow" novalidate>
        <EmailField t={t} form={form} />
        <button class="btn btn-primary" type="submit">
          {t('forgotten.submit')}
        </button>
      </form>
    </div>
  );
}

export function SetPasswordPage({ shell, form, token, email }: FormProps & { token: string; email: string }) {
  const { t } = shell;
  return (
    <div class="narrow">
      <h1>{t('set_password.title')}</h1>
      <ProblemSummary t={t} form={form} labels={labelsOf(t)} />
      <p>{t('entrance.set_explanation', { email })}</p>
      <form method="post" action={`/admin/set-password/${token}`} class="narrow" novalidate>
        <AccountName email={email} />
        <NewPasswordField shell={shell} form={form} />
        <button class="btn btn-primary" type="submit">
          {t('set_password.submit')}
        </button>
      </form>
    </div>
  );
}

const endings = { link_used: 'used', link_expired: 'expired', link_unknown: 'unknown' } as const;

export function DeadLinkPage({ shell: { t }, problem }: { shell: Shell; problem: DeadLink }) {
  const ending = endings[problem];
  return (
    <div class="narrow">
      <h1>{t(`links.${ending}_title`)}</h1>
      <p>{t(`links.${ending}`)}</p>
      <a class="btn btn-primary" href="/admin/forgot-password">
        {t('links.again')}
      </a>
      <a class="btn btn-plain" href="/admin/login">
        {t('login.submit')}
      </a>
    </div>
  );
}

/** The password once more, before an act that asks for it. */
export function ProofPage({ shell: { t }, form, next }: FormProps & { next: string }) {
  return (
    <div class="narrow ms-0">
      <h1>{t('entrance.prove_title')}</h1>
      <ProblemSummary t={t} form={form} labels={{ currentPassword: t('fields.current_password') }} />
      <p>{t('entrance.prove')}</p>
      <form method="post" action="/admin/proof" class="narrow ms-0" novalidate>
        <input type="hidden" name="next" value={next} />
        <CurrentPasswordField t={t} form={form} />
        <button class="btn btn-primary" type="submit">
          {t('entrance.prove_submit')}
        </button>
      </form>
    </div>
  );
}
