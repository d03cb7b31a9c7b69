import { moments } from '../ui/dates.ts';
import { Choice, Notice, ProblemSummary } from '../ui/fields.tsx';
import { languageChoices, type Shell } from '../ui/layout.tsx';
import type { FormState } from '../web/forms.ts';
import { askedInProfile } from './details/asked.ts';
import { NewsletterField, PersonFields, personLabels } from './details/fields.tsx';
import type { Around } from './details/input.ts';
import type { Known } from './details/records.ts';

type ProfilePageProps = { shell: Shell; known: Known; form: FormState; around: Around; isSaved: boolean };

export function ProfilePage({ shell, known, form, around, isSaved }: ProfilePageProps) {
  const { store, t } = shell;
  const asked = askedInProfile(store, known);
  const labels = { ...personLabels(shell, asked, around), language: t('fields.language') };
  return (
    <>
      <h1>{t('profile.title')}</h1>
      {isSaved && <Notice tone="done">{t('profile.saved')}</Notice>}
      <ProblemSummary t={t} form={form} labels={labels} />
      <form method="post" action="/account/profile" class="narrow ms-0" novalidate>
        <div class="field">
          <p class="font-medium">{t('fields.email')}</p>
          <p>{known.email}</p>
          <p class="quiet">
            {t('hints.email_fixed')} <a href="/account/email">{t('change_email.title')}</a>
          </p>
        </div>
        <PersonFields shell={shell} form={form} asked={asked} around={around} />
        <Choice
          t={t}
          form={form}
          name="language"
          label={labels.language}
          hint={t('hints.language')}
          options={languageChoices(shell)}
          required
        />
        <NewsletterField
          shell={shell}
          form={form}
          asked={asked}
          hint={known.newsletterAt === null ? undefined : agreed(shell, known.newsletterAt, known.newsletterWords)}
        />
        <button class="btn btn-primary" type="submit">
          {t('profile.submit')}
        </button>
      </form>
    </>
  );
}

/** When and to which words the customer agreed. */
function agreed({ t, language, store }: Shell, at: number, words: string | null): string {
  return t('hints.newsletter_agreed', { time: moments(language, store.timeZone)(at), words: words ?? '' });
}
