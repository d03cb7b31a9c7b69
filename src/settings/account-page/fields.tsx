// The blocks of the account page: what each is called, for whom it is, and the fields of one of own words.
import { Ticks } from '../../catalog/audience/fields.tsx';
import { nameIn } from '../../catalog/names.ts';
import { inLanguage } from '../../customers/details/editing/fields.tsx';
import { excerptOf } from '../../ui/excerpt.ts';
import { LongText } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { Markdown } from '../../ui/markdown.tsx';
import { Radios } from '../../ui/radios.tsx';
import type { FormState } from '../../web/forms.ts';
import type { Translate } from '../../web/i18n.ts';
import type { Block, BuiltIn } from './blocks.ts';
import { audiences, longestText } from './input.ts';

/** A group of the store, as far as a block is for it. */
export type Group = { id: string; name: string };

/** What a block is called: ours by name, the store's by its first line. */
export function nameOfBlock({ t, store, language }: Shell, block: Block, most = 60): string {
  if ('block' in block) return nameOfBuiltIn(t, block.block);
  const [first = ''] = nameIn(block.markdown, language, ...store.languages)
    .trim()
    .split('\n');
  return excerptOf(first, most) || t('settings.block_words');
}

/** What one of our blocks is called. */
export function nameOfBuiltIn(t: Translate, name: BuiltIn): string {
  switch (name) {
    case 'figures':
      return t('settings.block_figures');
    case 'latest_order':
      return t('account.latest_order');
    case 'unrated_products':
      return t('account.unrated');
    case 'addresses':
      return t('account.addresses');
  }
}

/** For whom a block is, in words. */
export function readersOf(t: Translate, block: Block, groups: readonly Group[]): string {
  if ('block' in block || block.groupIds === null) return t('audience.everyone');
  const names = block.groupIds.map((id) => groups.find((one) => one.id === id)?.name);
  if (names.every((name) => name === undefined)) return t('settings.block_for_nobody');
  return names.map((name) => name ?? t('price_lists.group_gone')).join(', ');
}

/** What the fields of a block are called, in their order. */
export function blockLabels(shell: Shell): Record<string, string> {
  const { t, store } = shell;
  const texts = store.languages.map((one) => [`text_${one}`, inLanguage(shell, t('pages.text'), one)] as const);
  return { ...Object.fromEntries(texts), audience: t('audience.title') };
}

/** The words in every language of the store, and for whom they are. */
export function BlockFields({ shell, form, groups }: { shell: Shell; form: FormState; groups: readonly Group[] }) {
  const { t, store } = shell;
  const labels = blockLabels(shell);
  return (
    <>
      {store.languages.map((language, place) => (
        <LongText
          t={t}
          form={form}
          name={`text_${language}`}
          label={labels[`text_${language}`] ?? ''}
          hint={t('pages.markdown')}
          maxlength={longestText}
          rows={8}
          required={place === 0}
        />
      ))}
      <Radios
        t={t}
        form={form}
        name="audience"
        label={t('audience.title')}
        options={audiences.map((value) => ({ value, label: t(`audience.${value}`) }))}
        required
      />
      <Ticks
        t={t}
        form={form}
        legend={t('groups.title')}
        part="group"
        options={groups.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </>
  );
}

/** The words as they would be read. */
export function WordsPreview({ shell: { t, store }, texts }: { shell: Shell; texts: readonly string[] }) {
  return (
    <section class="panel" id="preview" role="status">
      <h2>{t('pages.preview_title')}</h2>
      {texts.map((markdown) => (
        <Markdown markdown={markdown} origin={store.origin} />
      ))}
    </section>
  );
}
