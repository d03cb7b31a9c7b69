import { Field, Notice, ProblemSummary } from '../../ui/fields.tsx';
import { languageName, type Shell } from '../../ui/layout.tsx';
import { NameFields } from '../../ui/names.tsx';
import type { FormState } from '../../web/forms.ts';
import type { NoticeOf } from '../../web/notices.ts';
import { nameAt } from '../products.ts';
import type { Category } from './categories.ts';

const here = '/admin/categories';

/** What just happened, as the address of the page says it. */
export const happenings = ['added', 'changed', 'moved', 'deleted'] as const;
export const problems = ['not_found', 'too_many'] as const;

export type CategoryNotice = NoticeOf<typeof happenings, typeof problems>;

function Told({ shell: { t }, notice }: { shell: Shell; notice: CategoryNotice }) {
  if (!notice) return null;
  if ('done' in notice) return <Notice tone="done">{t(`categories.done_${notice.done}`)}</Notice>;
  return <Notice tone="refused">{t(`categories.problem_${notice.problem}`)}</Notice>;
}

type CategoriesPageProps = {
  shell: Shell;
  categories: readonly Category[];
  form: FormState;
  mayChange: boolean;
  notice: CategoryNotice;
};

export function CategoriesPage({ shell, categories, form, mayChange, notice }: CategoriesPageProps) {
  const { t } = shell;
  return (
    <>
      <h1>{t('categories.title')}</h1>
      <Told shell={shell} notice={notice} />
      <p>{t(categories.length === 0 ? 'categories.none' : 'categories.about')}</p>
      <ProblemSummary t={t} form={form} labels={labelsOf(shell)} />
      {categories.length > 0 && <CategoriesTable shell={shell} categories={categories} mayChange={mayChange} />}
      {mayChange && (
        <form method="post" action={here} class="panel" novalidate>
          <h2>{t('categories.add_title')}</h2>
          <CategoryFields shell={shell} form={form} />
          <button class="btn btn-primary self-start" type="submit">
            {t('categories.add')}
          </button>
        </form>
      )}
    </>
  );
}

function CategoriesTable({
  shell,
  categories,
  mayChange,
}: Pick<CategoriesPageProps, 'shell' | 'categories' | 'mayChange'>) {
  const { t, store, language } = shell;
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('categories.category')}</th>
          <th scope="col">{t('catalogue.slug')}</th>
          {mayChange && <th scope="col">{t('categories.order')}</th>}
          {mayChange && (
            <th scope="col">
              <span class="sr-only">{t('categories.delete')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {categories.map((category, place) => {
          const name = nameAt(store, category, language);
          return (
            <tr>
              <td>
                <a class="underline font-semibold" href={`${here}/${category.id}`} dir="auto">
                  {name}
                </a>
              </td>
              <td data-label={t('catalogue.slug')}>{category.slug}</td>
              {mayChange && (
                <td>
                  <MoveForm
                    shell={shell}
                    id={category.id}
                    name={name}
                    isFirst={place === 0}
                    isLast={place === categories.length - 1}
                  />
                </td>
              )}
              {mayChange && (
                <td>
                  <RemovalForm shell={shell} id={category.id} name={name} />
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

type MoveFormProps = { shell: Shell; id: string; name: string; isFirst: boolean; isLast: boolean };

function MoveForm({ shell: { t }, id, name, isFirst, isLast }: MoveFormProps) {
  return (
    <form method="post" action={`${here}/${id}/move`} class="acts">
      {(['up', 'down'] as const).map((direction) => (
        <button
          class="btn btn-plain btn-sm"
          type="submit"
          name="direction"
          value={direction}
          disabled={direction === 'up' ? isFirst : isLast}
        >
          {t(`categories.${direction}`)}
          <span class="sr-only">: {name}</span>
        </button>
      ))}
    </form>
  );
}

function RemovalForm({ shell: { t }, id, name }: Pick<MoveFormProps, 'shell' | 'id' | 'name'>) {
  return (
    <details>
      <summary class="cursor-pointer">
        {t('categories.delete')}
        <span class="sr-only">: {name}</span>
      </summary>
      <form method="post" action={`${here}/${id}/removal`} class="flex flex-col gap-2 items-start">
        <p>{t('categories.delete_question')}</p>
        <button class="btn btn-danger btn-sm" type="submit">
          {t('categories.delete_submit')}
          <span class="sr-only">: {name}</span>
        </button>
      </form>
    </details>
  );
}

type CategoryPageProps = {
  shell: Shell;
  category: Category;
  form: FormState;
  mayChange: boolean;
  notice: CategoryNotice;
};

export function CategoryPage({ shell, category, form, mayChange, notice }: CategoryPageProps) {
  const { t, store, language } = shell;
  const name = nameAt(store, category, language);
  return (
    <>
      <p class="crumb">
        <a href={here}>{t('categories.all')}</a>
      </p>
      <h1>
        <bdi>{name}</bdi>
      </h1>
      <Told shell={shell} notice={notice} />
      <ProblemSummary t={t} form={form} labels={labelsOf(shell)} />
      {mayChange ? (
        <form method="post" action={`${here}/${category.id}`} class="part" novalidate>
          <CategoryFields shell={shell} form={form} />
          <button class="btn btn-primary self-start" type="submit">
            {t('categories.save')}
          </button>
        </form>
      ) : (
        <fieldset class="part" disabled>
          <legend class="sr-only">{name}</legend>
          <CategoryFields shell={shell} form={form} />
        </fieldset>
      )}
    </>
  );
}

function labelsOf({ t, store }: Shell): Record<string, string> {
  const names = store.languages.map((one) => [`name_${one}`, t('catalogue.name_in', { language: languageName(one) })]);
  return { ...Object.fromEntries(names), slug: t('catalogue.slug') };
}

function CategoryFields({ shell, form }: { shell: Shell; form: FormState }) {
  const { t } = shell;
  const labels = labelsOf(shell);
  return (
    <div class="address-fields">
      <NameFields shell={shell} form={form} labels={labels} />
      <Field
        t={t}
        form={form}
        name="slug"
        label={labels.slug ?? ''}
        autocomplete="off"
        maxlength={80}
        hint={t('catalogue.slug_hint')}
      />
    </div>
  );
}
