// The fields of a form's own words: its titles, its introductions and its address.
import { longestText } from '../../customers/details/answers.ts';
import { inLanguage } from '../../customers/details/editing/fields.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Field, LongText, ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';

type FieldProps = { shell: Shell; form: FormState };
type InLanguage = FieldProps & { language: Shell['language'] };

/** The title in one language. */
export function TitleField({ shell, form, language }: InLanguage) {
  const { t, store } = shell;
  const label = inLanguage(shell, t('forms.form_title'), language);
  const required = language === store.languages[0];
  return (
    <Field
      t={t}
      form={form}
      name={`title_${language}`}
      label={label}
      autocomplete="off"
      maxlength={100}
      required={required}
    />
  );
}

/** The form's place in addresses. */
export function SlugField({ shell: { t }, form }: FieldProps) {
  return (
    <Field
      t={t}
      form={form}
      name="slug"
      label={t('forms.slug')}
      hint={t('forms.slug_hint')}
      autocomplete="off"
      maxlength={60}
      required
    />
  );
}

function labelsOfTexts(shell: Shell): Record<string, string> {
  const { t, store } = shell;
  const labels: Record<string, string> = {};
  for (const language of store.languages) {
    labels[`title_${language}`] = inLanguage(shell, t('forms.form_title'), language);
    labels[`text_${language}`] = inLanguage(shell, t('forms.text'), language);
  }
  return { ...labels, slug: t('forms.slug') };
}

/** The words of a form that is there, to be changed. */
export function TextsForm({ shell, form, at }: FieldProps & { at: string }) {
  const { t, store } = shell;
  const labels = labelsOfTexts(shell);
  return (
    <>
      <ProblemSummary t={t} form={form} labels={labels} />
      <form method="post" action={at} class="narrow ms-0" novalidate>
        {store.languages.map((language) => (
          <>
            <TitleField shell={shell} form={form} language={language} />
            <LongText
              t={t}
              form={form}
              name={`text_${language}`}
              label={labels[`text_${language}`] ?? ''}
              hint={t('forms.text_hint')}
              maxlength={longestText}
              rows={4}
            />
          </>
        ))}
        <SlugField shell={shell} form={form} />
        <button class="btn btn-primary self-start" type="submit">
          {t('profile.submit')}
        </button>
      </form>
    </>
  );
}

/** The same for somebody who may not change them. */
export function TextsShown({ shell, form }: FieldProps) {
  const facts = Object.entries(labelsOfTexts(shell)).map(([name, label]) => [label, form.values[name] ?? ''] as const);
  return <Facts facts={facts} />;
}
