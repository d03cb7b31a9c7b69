import { Field, LongText, Tick } from '../../ui/fields.tsx';
import { languageName, type Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import { AudienceFields } from '../audience/fields.tsx';
import { longestText, longestTitle } from './input.ts';

export type PageFieldsProps = {
  shell: Shell;
  form: FormState;
  groups: readonly { id: string; name: string }[];
};

/** What the fields of a page are called, in their order. */
export function pageLabels({ t, store }: Shell): Record<string, string> {
  const of = (word: string, language: (typeof store.languages)[number]) =>
    store.languages.length === 1 ? word : `${word}, ${languageName(language)}`;
  return {
    ...Object.fromEntries(
      store.languages.flatMap((language) => [
        [`title_${language}`, of(t('pages.page_title'), language)],
        [`text_${language}`, of(t('pages.text'), language)],
      ]),
    ),
    slug: t('pages.slug'),
    visibility: t('audience.title'),
    isAlwaysOpen: t('pages.always_open'),
    isLinked: t('pages.linked'),
    position: t('pages.position'),
  };
}

/** The words of a page in every language of the store, where it is, and for whom. */
export function PageFields({ shell, form, groups }: PageFieldsProps) {
  const { t, store } = shell;
  const labels = pageLabels(shell);
  const field = (name: string) => ({ t, form, name, label: labels[name] ?? name, isMarked: false });
  return (
    <>
      {store.languages.map((language, place) => (
        <>
          <Field
            {...field(`title_${language}`)}
            autocomplete="off"
            maxlength={longestTitle}
            required={place === 0}
            isMarked
          />
          <LongText {...field(`text_${language}`)} hint={t('pages.markdown')} maxlength={longestText} rows={12} />
        </>
      ))}
      <Field {...field('slug')} hint={t('pages.slug_hint')} autocomplete="off" maxlength={80} />
      <AudienceFields t={t} form={form} groups={groups} />
      <Tick {...field('isLinked')} hint={t('pages.linked_hint')} />
      <Tick {...field('isAlwaysOpen')} hint={t('pages.always_open_hint')} />
      <Field
        {...field('position')}
        hint={t('pages.position_hint')}
        autocomplete="off"
        inputmode="numeric"
        maxlength={4}
      />
    </>
  );
}
