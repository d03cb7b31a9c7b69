import { Choice, Field, Notice, ProblemSummary } from '../ui/fields.tsx';
import { languageName, type Shell } from '../ui/layout.tsx';
import type { FormState } from '../web/forms.ts';

export type ProfilePageProps = {
  shell: Shell;
  profile: { name: string; email: string; phone: string; language: string | null };
  form: FormState;
  saved: boolean;
};

export function ProfilePage({ shell, profile, form, saved }: ProfilePageProps) {
  const { store, t } = shell;
  const labels = { name: t('fields.name'), phone: t('fields.phone'), language: t('fields.language') };
  const languages = [
    { value: '', label: t('hints.language_any') },
    ...store.languages.map((one) => ({ value: one, label: languageName(one) })),
  ];
  return (
    <>
      <h1>{t('profile.title')}</h1>
      {saved && <Notice tone="done">{t('profile.saved')}</Notice>}
      <ProblemSummary t={t} form={form} labels={labels} />
      <form method="post" action="/account/profile" class="narrow ms-0" novalidate>
        <div class="field">
          <p class="font-medium">{t('fields.email')}</p>
          <p>{profile.email}</p>
          <p class="quiet">
            {t('hints.email_fixed')} <a href="/account/email">{t('change_email.title')}</a>
          </p>
        </div>
        <Field
          t={t}
          form={form}
          name="name"
          label={labels.name}
          autocomplete="name"
          maxlength={100}
          value={profile.name}
        />
        <Field
          t={t}
          form={form}
          name="phone"
          type="tel"
          inputmode="tel"
          label={labels.phone}
          autocomplete="tel"
          maxlength={40}
          value={profile.phone}
        />
        <Choice
          t={t}
          form={form}
          name="language"
          label={labels.language}
          hint={t('hints.language')}
          options={languages}
          value={profile.language ?? ''}
          required
        />
        <button class="btn btn-primary" type="submit">
          {t('profile.submit')}
        </button>
      </form>
    </>
  );
}
