import type { Shell } from '../../ui/layout.tsx';
import { MoveForm } from '../../ui/moving.tsx';
import { AsOf } from '../fields.tsx';
import { SettingsForm, SettingsFrame, type SavingProps, type SettingsCard } from '../pages.tsx';
import { hiddenIn, mostBlocks, type Block, type BuiltIn, type OwnBlock } from './blocks.ts';
import {
  BlockFields,
  blockLabels,
  nameOfBlock,
  nameOfBuiltIn,
  readersOf,
  WordsPreview,
  type Group,
} from './fields.tsx';

const here = '/admin/settings/account-page';

/** Where an account page is shown as a customer sees it. */
const previewPath = `${here}/preview`;

export const accountPage: SettingsCard = {
  path: 'account-page',
  title: (t) => t('settings.account_page_title'),
  about: (t) => t('settings.account_page_about'),
  facts: (shell) => [
    [
      shell.t('settings.blocks'),
      shell.store.policies.accountPage.map((block) => nameOfBlock(shell, block, 30)).join(', '),
    ],
  ],
};

type BlocksPageProps = SavingProps & { groups: readonly Group[] };

/** The blocks in their order, and those that are not shown. */
export function BlocksPage({ groups, ...saving }: BlocksPageProps) {
  const { shell, form, asOf, mayChange } = saving;
  const { t, store } = shell;
  const { accountPage: blocks } = store.policies;
  const hidden = hiddenIn(store);
  return (
    <SettingsFrame shell={shell} group={accountPage} form={form} notice={saving.notice} labels={{}}>
      <p>
        <a href={previewPath}>{t('settings.preview_as')}</a>
      </p>
      <h2>{t('settings.blocks')}</h2>
      <p class="quiet">{t('settings.blocks_hint')}</p>
      {blocks.length === 0 && <p>{t('settings.blocks_none')}</p>}
      {blocks.length > 0 && (
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('settings.block')}</th>
              <th scope="col">{t('audience.title')}</th>
              {mayChange && (
                <th scope="col">
                  <span class="sr-only">{t('forms.order')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {blocks.map((block, place) => (
              <BlockRow {...{ shell, block, groups, asOf, mayChange }} number={place + 1} />
            ))}
          </tbody>
        </table>
      )}
      {mayChange && blocks.length < mostBlocks && (
        <a class="btn btn-plain self-start" href={`${here}/blocks/new`}>
          {t('settings.block_new')}
        </a>
      )}
      {mayChange && hidden.length > 0 && <HiddenBlocks shell={shell} hidden={hidden} asOf={asOf} />}
    </SettingsFrame>
  );
}

type BlockRowProps = Pick<BlocksPageProps, 'shell' | 'groups' | 'asOf' | 'mayChange'> & {
  block: Block;
  number: number;
};

function BlockRow({ shell, block, groups, asOf, mayChange, number }: BlockRowProps) {
  const { t } = shell;
  const name = nameOfBlock(shell, block);
  const at = `${here}/blocks/${number}`;
  return (
    <tr>
      <td>
        {'block' in block ? (
          name
        ) : (
          <a class="underline font-semibold" href={at} dir="auto">
            {name}
          </a>
        )}
      </td>
      <td data-label={t('audience.title')}>{readersOf(t, block, groups)}</td>
      {mayChange && (
        <td>
          <div class="acts">
            <MoveForm t={t} action={`${at}/move`} words={name} hidden={<AsOf at={asOf} />} />
            {'block' in block && (
              <form method="post" action={`${at}/removal`}>
                <AsOf at={asOf} />
                <button class="btn btn-plain btn-sm" type="submit">
                  {t('settings.block_hide')}
                  <span class="sr-only">: {name}</span>
                </button>
              </form>
            )}
          </div>
        </td>
      )}
    </tr>
  );
}

function HiddenBlocks({ shell: { t }, hidden, asOf }: { shell: Shell; hidden: readonly BuiltIn[]; asOf: number }) {
  return (
    <section class="part">
      <h2>{t('settings.blocks_off')}</h2>
      <ul class="rows">
        {hidden.map((name) => (
          <li>
            {nameOfBuiltIn(t, name)}
            <form method="post" action={`${here}/blocks`}>
              <AsOf at={asOf} />
              <button class="btn btn-plain btn-sm" type="submit" name="block" value={name}>
                {t('settings.block_show')}
                <span class="sr-only">: {nameOfBuiltIn(t, name)}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

type BlockPageProps = SavingProps & {
  groups: readonly Group[];
  /** What the address calls it: its number, or `new`. */
  at: string;
  /** The block as it is stored; null for a new one. */
  block: OwnBlock | null;
  /** Which block what was typed is about. */
  mark: string;
  /** The words as they would be read; null where nobody asked. */
  preview: readonly string[] | null;
};

/** A block of the store's own words. */
export function BlockPage({ groups, at, block, mark, preview, ...saving }: BlockPageProps) {
  const { shell, asOf, mayChange } = saving;
  const { t } = shell;
  const action = `${here}/blocks/${at}`;
  const link = {
    path: `account-page/blocks/${at}`,
    title: () => (block ? nameOfBlock(shell, block) : t('settings.block_new')),
    about: () => t('settings.blocks_hint'),
  };
  return (
    <SettingsFrame
      shell={shell}
      group={link}
      within={accountPage}
      form={saving.form}
      notice={saving.notice}
      labels={blockLabels(shell)}
    >
      {preview && <WordsPreview shell={shell} texts={preview} />}
      <SettingsForm {...saving} action={action}>
        <input type="hidden" name="number" value={at} />
        <input type="hidden" name="mark" value={mark} />
        <BlockFields shell={shell} form={saving.form} groups={groups} />
        {mayChange && (
          <div class="acts">
            <button class="btn btn-plain" type="submit" formaction={`${action}/preview#preview`}>
              {t('pages.preview')}
            </button>
            <button class="btn btn-plain" type="submit" formaction={previewPath}>
              {t('settings.preview_as')}
            </button>
          </div>
        )}
      </SettingsForm>
      {block && mayChange && (
        <details>
          <summary class="cursor-pointer">{t('settings.block_remove')}</summary>
          <form method="post" action={`${action}/removal`} class="flex flex-col gap-2 items-start">
            <AsOf at={asOf} />
            <p>{t('settings.block_remove_hint')}</p>
            <button class="btn btn-danger btn-sm" type="submit">
              {t('settings.block_remove')}
            </button>
          </form>
        </details>
      )}
    </SettingsFrame>
  );
}
