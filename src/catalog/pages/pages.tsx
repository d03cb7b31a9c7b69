import { Notice, ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { Markdown } from '../../ui/markdown.tsx';
import type { NoticeOf } from '../../web/notices.ts';
import { Sheet } from '../audience/fields.tsx';
import { nameIn } from '../names.ts';
import { PageFields, pageLabels, type PageFieldsProps } from './fields.tsx';
import type { FoundPage, ListedPage } from './own-pages.ts';

/** What just happened, as the address of the page says it. */
export const happenings = ['added', 'changed', 'deleted'] as const;
export const problems = ['changed_meanwhile', 'too_many'] as const;

export type PageNotice = NoticeOf<typeof happenings, typeof problems>;

/** A page of the store's own words. */
export function OwnPage({ shell, title, text }: { shell: Shell; title: string; text: string }) {
  return (
    <>
      <h1>
        <bdi>{title}</bdi>
      </h1>
      <Markdown markdown={text} origin={shell.store.origin} />
    </>
  );
}

function Told({ shell: { t }, notice }: { shell: Shell; notice: PageNotice }) {
  if (!notice) return null;
  if ('done' in notice) return <Notice tone="done">{t(`pages.done_${notice.done}`)}</Notice>;
  if (notice.problem === 'changed_meanwhile') {
    return <Notice tone="refused">{t('price_lists.problem_changed_meanwhile')}</Notice>;
  }
  return <Notice tone="refused">{t('pages.problem_too_many')}</Notice>;
}

type PagesPageProps = {
  shell: Shell;
  pages: readonly ListedPage[];
  /** Of the groups of the store, by their ids. */
  names: ReadonlyMap<string, string>;
  mayChange: boolean;
  notice: PageNotice;
};

export function PagesPage({ shell, pages, names, mayChange, notice }: PagesPageProps) {
  const { t } = shell;
  return (
    <>
      <div class="headline">
        <h1>{t('pages.title')}</h1>
        {mayChange && (
          <a class="btn btn-primary" href="/admin/pages/new">
            {t('pages.new')}
          </a>
        )}
      </div>
      <Told shell={shell} notice={notice} />
      <p>{t('pages.about')}</p>
      {pages.length === 0 ? (
        <p class="quiet">{t('pages.none')}</p>
      ) : (
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('pages.page')}</th>
              <th scope="col">{t('pages.slug')}</th>
              <th scope="col">{t('audience.title')}</th>
              <th scope="col">{t('pages.linked')}</th>
              <th scope="col">{t('pages.always_open')}</th>
            </tr>
          </thead>
          <tbody>
            {pages.map((one) => (
              <PageRow shell={shell} page={one} names={names} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

type PageRowProps = Pick<PagesPageProps, 'shell' | 'names'> & { page: ListedPage };

function PageRow({ shell, page, names }: PageRowProps) {
  const { t } = shell;
  const yes = (is: boolean) => t(is ? 'customers.yes' : 'customers.no');
  return (
    <tr>
      <td>
        <a class="underline font-semibold" dir="auto" href={`/admin/pages/${page.id}`}>
          {titleOf(shell, page)}
        </a>
      </td>
      <td data-label={t('pages.slug')}>
        {page.visibility === 'everyone' ? <a href={`/pages/${page.slug}`}>{page.slug}</a> : page.slug}
      </td>
      <td data-label={t('audience.title')}>
        {page.visibility === 'groups'
          ? page.groupIds.map((id) => names.get(id) ?? t('price_lists.group_gone')).join(', ')
          : t(`audience.${page.visibility}`)}
      </td>
      <td data-label={t('pages.linked')}>{yes(page.isLinked)}</td>
      <td data-label={t('pages.always_open')}>{yes(page.isAlwaysOpen)}</td>
    </tr>
  );
}

/** What a page is called in the language of whoever looks. */
export function titleOf({ language, store }: Shell, { titles }: Pick<ListedPage, 'titles'>): string {
  return nameIn(titles, language, ...store.languages);
}

type PageFormPageProps = PageFieldsProps & {
  /** Null for a new one. */
  page: FoundPage | null;
  mayChange: boolean;
  /** The words as they would be read; null where nobody asked. */
  preview: readonly { title: string; text: string }[] | null;
  notice: PageNotice;
};

export function PageFormPage(props: PageFormPageProps) {
  const { shell, page, form, mayChange, preview, notice } = props;
  const { t } = shell;
  const at = page ? `/admin/pages/${page.id}` : '/admin/pages';
  return (
    <>
      <p class="crumb">
        <a href="/admin/pages">{t('pages.title')}</a>
      </p>
      <h1>
        <bdi>{page ? titleOf(shell, page) : t('pages.new')}</bdi>
      </h1>
      <Told shell={shell} notice={notice} />
      <ProblemSummary t={t} form={form} labels={pageLabels(shell)} />
      {preview && <Preview shell={shell} preview={preview} />}
      <Sheet
        action={at}
        title={t('pages.page')}
        mayChange={mayChange}
        hidden={page && <input type="hidden" name="asOf" value={String(page.updatedAt)} />}
        acts={
          <>
            <button class="btn btn-plain" type="submit" formaction={`${at}/preview#preview`}>
              {t('pages.preview')}
            </button>
            <button class="btn btn-primary" type="submit">
              {t('groups.save')}
            </button>
          </>
        }
      >
        <PageFields {...props} />
      </Sheet>
      {mayChange && page && <Removal shell={shell} page={page} />}
    </>
  );
}

function Preview({ shell, preview }: { shell: Shell; preview: readonly { title: string; text: string }[] }) {
  return (
    <section class="panel" id="preview" role="status">
      <h2>{shell.t('pages.preview_title')}</h2>
      {preview.map(({ title, text }) => (
        <>
          <p class="font-semibold">
            <bdi>{title}</bdi>
          </p>
          <Markdown markdown={text} origin={shell.store.origin} />
        </>
      ))}
    </section>
  );
}

function Removal({ shell: { t }, page }: { shell: Shell; page: FoundPage }) {
  return (
    <details>
      <summary class="cursor-pointer">{t('pages.delete')}</summary>
      <form method="post" action={`/admin/pages/${page.id}/removal`} class="flex flex-col gap-2 items-start">
        <input type="hidden" name="asOf" value={String(page.updatedAt)} />
        <p>{t('pages.delete_question')}</p>
        <button class="btn btn-danger btn-sm" type="submit">
          {t('pages.delete_submit')}
        </button>
      </form>
    </details>
  );
}
