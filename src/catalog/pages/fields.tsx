import { Field, LongText, Tick } from '../../ui/fields.tsx';
import { languageName, type Shell } from '../../ui/layout.tsx';
import { Radios } from '../../ui/radios.tsx';
import type { FormState } from '../../web/forms.ts';
import { Ticks } from '../audience/fields.tsx';
import { longestText, longestTitle } from './input.ts';

export type PageFieldsProps = {
  shell: Shell;
  form: FormState;
  groups: readonly { value: string; label: string }[];
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
    visibility: t('pages.visibility'),
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
      <Radios
        {...field('visibility')}
        required
        options={[
          { value: 'everyone', label: t('pages.everyone') },
          { value: 'customers', label: t('pages.customers') },
          { value: 'groups', label: t('pages.groups') },
        ]}
      />
      <Ticks t={t} form={form} legend={t('groups.title')} part="group" options={groups} />
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
