import { CurrentPasswordField } from '../credentials/fields.tsx';
import { ProblemSummary } from '../ui/fields.tsx';
import type { Shell } from '../ui/layout.tsx';
import type { FormState } from '../web/forms.ts';

type PrivacyPageProps = {
  shell: Shell;
  form: FormState;
  /** The names of the stores that share the account, this one among them. */
  stores: readonly string[];
};

export function PrivacyPage({ shell, form, stores }: PrivacyPageProps) {
  const { store, language, t } = shell;
  const list = new Intl.ListFormat(language).format(stores);
  return (
    <>
      <h1>{t('account.privacy')}</h1>
      <section class="panel">
        <h2>{t('privacy.export_title')}</h2>
        <p>{t('privacy.export', { store: store.name })}</p>
        <form method="post" action="/account/privacy/export">
          <button class="btn btn-plain" type="submit">
            {t('privacy.export_submit')}
          </button>
        </form>
      </section>
      <section class="panel" aria-labelledby="deletion">
        <h2 id="deletion">{t('privacy.delete_title')}</h2>
        <ProblemSummary t={t} form={form} labels={{ currentPassword: t('fields.current_password') }} />
        <p>{t('privacy.delete')}</p>
        {stores.length > 1 && <p>{t('privacy.delete_shared', { stores: list })}</p>}
        <form method="post" action="/account/privacy/deletion" class="narrow ms-0" novalidate>
          <CurrentPasswordField t={t} form={form} />
          <button class="btn btn-danger self-start" type="submit">
            {t('privacy.delete_submit')}
          </button>
        </form>
      </section>
    </>
  );
}

export function AccountDeletedPage({ shell: { t } }: { shell: Shell }) {
  return (
    <div class="narrow">
      <h1>{t('privacy.deleted_title')}</h1>
      <p role="status">{t('privacy.deleted')}</p>
      <a class="btn btn-primary" href="/">
        {t('errors.home')}
      </a>
    </div>
  );
}
