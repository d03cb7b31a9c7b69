import { RegisterFields } from '../../access/registration/pages.tsx';
import { wordsIn, type Question } from '../../customers/details/asked.ts';
import { QuestionFields, questionLabels, QuestionsTable } from '../../customers/details/editing/fields.tsx';
import type { Around } from '../../customers/details/input.ts';
import { ownFieldTypes } from '../../stores/policies.ts';
import type { Store } from '../../stores/stores.ts';
import { settingChoices, settingName } from '../../stores/words.ts';
import { Choice } from '../../ui/fields.tsx';
import { languageName, type Shell } from '../../ui/layout.tsx';
import { emptyForm } from '../../web/forms.ts';
import { translator, type Language } from '../../web/i18n.ts';
import { AsOf, See } from '../fields.tsx';
import { SettingsForm, SettingsFrame, type SavingProps, type SettingsCard } from '../pages.tsx';
import { fields, nameOf } from './input.ts';

/** How the form would be: the store with what was typed, in one of its languages. */
export type FormPreview = { store: Store; language: Language; around: Around };

export const registrationForm: SettingsCard = {
  path: 'registration',
  title: (t) => t('settings.registration_form_title'),
  about: (t) => t('settings.registration_form_about'),
  facts: ({ t, store, language }) => {
    const asked = fields.filter((name) => store.policies.registrationFields[name] !== 'off');
    const own = store.policies.ownFields.filter(({ demand }) => demand !== 'off');
    return [
      [t('settings.registration_fields'), asked.map((name) => settingName(t, nameOf(name))).join(', ')],
      [t('settings.own_questions'), own.map(({ label }) => wordsIn(label, language, store)).join(', ')],
    ];
  },
};

const here = '/admin/settings/registration';

type PageProps = SavingProps & { preview: FormPreview | null };

/** What registration asks: our fields, and the list of the store's own. */
export function RegistrationFormPage({ preview, ...saving }: PageProps) {
  const { shell, form, asOf, mayChange } = saving;
  const { t, store } = shell;
  const labels = Object.fromEntries(fields.map((name) => [nameOf(name), settingName(t, nameOf(name))]));
  return (
    <SettingsFrame shell={shell} group={registrationForm} form={form} notice={saving.notice} labels={labels}>
      {preview && <Preview shell={shell} preview={preview} />}
      <h2>{t('settings.registration_fields')}</h2>
      <p class="quiet">{t('settings.registration_fields_hint')}</p>
      <See t={t} what={t('settings.registration_form_title')} at="/register" />
      <SettingsForm {...saving} action={here}>
        {fields.map((name) => (
          <Choice
            t={t}
            form={form}
            name={nameOf(name)}
            label={labels[nameOf(name)] ?? name}
            hint={name === 'name' ? t('settings.registration_name_hint') : undefined}
            options={settingChoices(t, nameOf(name))}
            required
          />
        ))}
        {mayChange && <PreviewButtons shell={shell} action={`${here}/preview`} />}
      </SettingsForm>
      <QuestionsTable
        shell={shell}
        questions={store.policies.ownFields}
        at={`${here}/fields`}
        mayChange={mayChange}
        hidden={<AsOf at={asOf} />}
      >
        <h2>{t('settings.own_questions')}</h2>
        <p class="quiet">{t('settings.own_questions_hint')}</p>
      </QuestionsTable>
    </SettingsFrame>
  );
}

type OwnFieldPageProps = PageProps & {
  /** Null for a new one. */
  question: Question | null;
  /** What the address calls it: its key, or `new`. */
  at: string;
};

/** A question of the store's own. */
export function OwnFieldPage({ preview, question, at, ...saving }: OwnFieldPageProps) {
  const { shell, form, asOf, mayChange } = saving;
  const { t, store, language } = shell;
  const action = `${here}/fields/${at}`;
  const link = {
    path: `registration/fields/${at}`,
    title: () => (question ? wordsIn(question.label, language, store) : t('forms.new_question')),
    about: () => t('settings.own_question_hint'),
  };
  return (
    <SettingsFrame
      shell={shell}
      group={link}
      within={registrationForm}
      form={form}
      notice={saving.notice}
      labels={questionLabels(shell)}
    >
      {preview && <Preview shell={shell} preview={preview} />}
      <SettingsForm {...saving} action={action}>
        <QuestionFields shell={shell} form={form} types={ownFieldTypes} />
        {mayChange && <PreviewButtons shell={shell} action={`${action}/preview`} />}
      </SettingsForm>
      {question && mayChange && (
        <form method="post" action={`${action}/removal`} class="panel">
          <AsOf at={asOf} />
          <p>{t('settings.remove_question_hint')}</p>
          <button class="btn btn-danger self-start" type="submit">
            {t('forms.remove_question')}
          </button>
        </form>
      )}
    </SettingsFrame>
  );
}

/** Shows what was typed as shoppers would see it, in each language of the store. */
function PreviewButtons({ shell: { t, store }, action }: { shell: Shell; action: string }) {
  return (
    <div class="acts">
      {store.languages.map((language) => (
        <button class="btn btn-plain btn-sm" type="submit" name="in" value={language} formaction={`${action}#preview`}>
          {t('pages.preview')}
          {store.languages.length > 1 && (
            <>
              : <span lang={language}>{languageName(language)}</span>
            </>
          )}
        </button>
      ))}
    </div>
  );
}

function Preview({ shell, preview: { store, language, around } }: { shell: Shell; preview: FormPreview }) {
  const shoppers: Shell = { ...shell, store, language, t: translator(language), area: 'shop', who: null };
  return (
    <section class="panel" id="preview">
      <h2>{shell.t('pages.preview')}</h2>
      <p role="status">{shell.t('settings.preview_form')}</p>
      <fieldset class="narrow ms-0" lang={language} disabled>
        <legend class="sr-only">{shoppers.t('register.title')}</legend>
        <RegisterFields shell={shoppers} form={emptyForm} around={around} />
      </fieldset>
    </section>
  );
}
