import { Notice, ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import { CurrentPasswordField, EmailField, labelsOf } from '../../credentials/fields.tsx';

type ChangeEmailPageProps = { shell: Shell; form: FormState; email: string; isSent: boolean };

export function ChangeEmailPage({ shell: { t }, form, email, isSent }: ChangeEmailPageProps) {
  return (
    <div class="narrow ms-0">
      <h1>{t('change_email.title')}</h1>
      {isSent && <Notice tone="done">{t('change_email.sent')}</Notice>}
      <ProblemSummary
        t={t}
        form={form}
        labels={{ ...labelsOf(t), email: t('fields.new_email'), currentPassword: t('fields.current_password') }}
      />
      <p>{t('change_email.explanation', { email })}</p>
      <form method="post" action="/account/email" class="narrow ms-0" novalidate>
        <EmailField t={t} form={form} label={t('fields.new_email')} autocomplete="email" />
        <CurrentPasswordField t={t} form={form} />
        <button class="btn btn-primary" type="submit">
          {t('change_email.submit')}
        </button>
      </form>
    </div>
  );
}

export type EmailLink = 'confirm' | 'restore';

/** The button behind a link: `confirm` gives the account its new address, `restore` the old one. */
export function EmailLinkPage({
  shell: { t },
  link,
  token,
  email,
}: {
  shell: Shell;
  link: EmailLink;
  token: string;
  email: string;
}) {
  return (
    <div class="narrow">
      <h1>{t(`email_link.${link}_title`)}</h1>
      <p>{t(`email_link.${link}_explanation`, { email })}</p>
      <form method="post" action={`/${link}-email/${token}`} class="narrow">
        <button class="btn btn-primary" type="submit">
          {t(`email_link.${link}_submit`)}
        </button>
      </form>
    </div>
  );
}

export function EmailLinkDonePage({ shell: { t }, link }: { shell: Shell; link: EmailLink }) {
  return (
    <div class="narrow">
      <h1>{t(`email_link.${link}_done_title`)}</h1>
      <p role="status">{t(`email_link.${link}_done`)}</p>
      <a class="btn btn-primary" href="/login">
        {t('login.submit')}
      </a>
    </div>
  );
}

/** Somebody else took the address in the meantime. */
export function EmailTakenPage({ shell: { t } }: { shell: Shell }) {
  return (
    <div class="narrow">
      <h1>{t('change_email.taken_title')}</h1>
      <p>{t('change_email.taken')}</p>
      <a class="btn btn-primary" href="/account/email">
        {t('change_email.title')}
      </a>
    </div>
  );
}
