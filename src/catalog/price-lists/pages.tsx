import { countryName } from '../../customers/addresses/countries.ts';
import { Field, Notice, ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { percent, whole } from '../../ui/money.ts';
import type { FormState } from '../../web/forms.ts';
import type { NoticeOf } from '../../web/notices.ts';
import { Sheet } from '../audience/fields.tsx';
import type { Names, FoundList } from './price-lists.ts';
import { ListFields, listLabels, When, type ListFieldsProps } from './fields.tsx';
import { ItemsPart, type ItemsPartProps } from './items/pages.tsx';

/** What just happened, as the address of the page says it. */
export const happenings = ['added', 'changed', 'moved', 'deleted', 'item_saved', 'item_removed'] as const;
export const problems = ['changed_meanwhile', 'too_many'] as const;

export type ListNotice = NoticeOf<typeof happenings, typeof problems>;

function Told({ shell: { t }, notice }: { shell: Shell; notice: ListNotice }) {
  if (!notice) return null;
  if ('done' in notice) return <Notice tone="done">{t(`price_lists.done_${notice.done}`)}</Notice>;
  return <Notice tone="refused">{t(`price_lists.problem_${notice.problem}`)}</Notice>;
}

type PriceListsPageProps = {
  shell: Shell;
  lists: readonly FoundList[];
  /** Of the groups of the store. */
  names: Names;
  now: number;
  form: FormState;
  mayChange: boolean;
  notice: ListNotice;
};

export function PriceListsPage(props: PriceListsPageProps) {
  const { shell, lists, form, mayChange, notice } = props;
  const { t } = shell;
  return (
    <>
      <h1>{t('price_lists.title')}</h1>
      <Told shell={shell} notice={notice} />
      <p>{t('price_lists.about')}</p>
      <ProblemSummary t={t} form={form} labels={{ name: t('fields.name') }} />
      {lists.length === 0 ? <p class="quiet">{t('price_lists.none')}</p> : <ListsTable {...props} />}
      {mayChange && (
        <form method="post" action="/admin/price-lists" class="panel gap-4" novalidate>
          <h2>{t('price_lists.add_title')}</h2>
          <Field
            t={t}
            form={form}
            name="name"
            label={t('fields.name')}
            hint={t('price_lists.add_hint')}
            autocomplete="off"
            maxlength={60}
            required
          />
          <button class="btn btn-primary self-start" type="submit">
            {t('price_lists.add')}
          </button>
        </form>
      )}
    </>
  );
}

function ListsTable(props: PriceListsPageProps) {
  const { t } = props.shell;
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('price_lists.list')}</th>
          <th scope="col">{t('price_lists.whom')}</th>
          <th scope="col">{t('price_lists.where')}</th>
          <th scope="col">{t('price_lists.when')}</th>
          <th scope="col" class="number">
            {t('price_lists.percent')}
          </th>
          <th scope="col" class="number">
            {t('price_lists.items')}
          </th>
          {props.mayChange && (
            <th scope="col">
              <span class="sr-only">{t('price_lists.place')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {props.lists.map((list, place) => (
          <ListRow {...props} list={list} place={place} />
        ))}
      </tbody>
    </table>
  );
}

function ListRow(props: PriceListsPageProps & { list: FoundList; place: number }) {
  const { shell, list, place, names, mayChange } = props;
  const { t, language } = shell;
  const { groupIds, countries, percentBasisPoints } = list;
  return (
    <tr>
      <td>
        {whole(place + 1, language)}.{' '}
        <a class="underline font-semibold" href={`/admin/price-lists/${list.id}`}>
          <bdi>{list.name}</bdi>
        </a>
      </td>
      <td data-label={t('price_lists.whom')}>
        {groupIds === null
          ? t('price_lists.everybody')
          : groupIds.map((id) => names.get(id) ?? t('price_lists.group_gone')).join(', ')}
      </td>
      <td data-label={t('price_lists.where')}>
        {countries === null
          ? t('price_lists.everywhere')
          : countries.map((code) => countryName(code, language)).join(', ')}
      </td>
      <td data-label={t('price_lists.when')}>
        <When {...props} />
      </td>
      <td class="number" data-label={t('price_lists.percent')}>
        {percentBasisPoints === null ? '–' : percent(percentBasisPoints, language)}
      </td>
      <td class="number" data-label={t('price_lists.items')}>
        {whole(list.itemCount, language)}
      </td>
      {mayChange && (
        <td>
          <Mover {...props} />
        </td>
      )}
    </tr>
  );
}

function Mover({ shell: { t }, lists, list, place }: PriceListsPageProps & { list: FoundList; place: number }) {
  return (
    <form method="post" action={`/admin/price-lists/${list.id}/position`} class="acts">
      <input type="hidden" name="place" value={String(place)} />
      {(['up', 'down'] as const).map((direction) => (
        <button
          class="btn btn-plain btn-sm"
          type="submit"
          name="direction"
          value={direction}
          disabled={direction === 'up' ? place === 0 : place === lists.length - 1}
        >
          <span aria-hidden="true">{direction === 'up' ? '↑' : '↓'}</span>
          <span class="sr-only">
            {t(`price_lists.${direction}`)}: {list.name}
          </span>
        </button>
      ))}
    </form>
  );
}

type PriceListPageProps = ListFieldsProps & Omit<ItemsPartProps, 'form'> & { itemForm: FormState; notice: ListNotice };

export function PriceListPage(props: PriceListPageProps) {
  const { shell, list, form, itemForm, mayChange, notice } = props;
  const { t } = shell;
  const at = `/admin/price-lists/${list.id}`;
  return (
    <>
      <p class="crumb">
        <a href="/admin/price-lists">{t('price_lists.title')}</a>
      </p>
      <h1>
        <bdi>{list.name}</bdi>
      </h1>
      <Told shell={shell} notice={notice} />
      <section class="part">
        <h2>{t('price_lists.terms')}</h2>
        <ProblemSummary t={t} form={form} labels={listLabels(shell)} />
        <Sheet
          action={at}
          title={t('price_lists.terms')}
          mayChange={mayChange}
          hidden={<input type="hidden" name="asOf" value={String(list.updatedAt)} />}
          acts={
            <button class="btn btn-primary" type="submit">
              {t('groups.save')}
            </button>
          }
        >
          <ListFields {...props} />
        </Sheet>
      </section>
      <ItemsPart {...props} form={itemForm} />
      {mayChange && (
        <details>
          <summary class="cursor-pointer">{t('price_lists.delete')}</summary>
          <form method="post" action={`${at}/removal`} class="flex flex-col gap-2 items-start">
            <input type="hidden" name="asOf" value={String(list.updatedAt)} />
            <p>{t('price_lists.delete_question')}</p>
            <button class="btn btn-danger btn-sm" type="submit">
              {t('price_lists.delete_submit')}
            </button>
          </form>
        </details>
      )}
    </>
  );
}
