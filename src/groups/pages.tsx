import { Field, Notice, ProblemSummary } from '../ui/fields.tsx';
import type { Shell } from '../ui/layout.tsx';
import { percent, whole } from '../ui/money.ts';
import type { FormState } from '../web/forms.ts';
import type { NoticeOf } from '../web/notices.ts';
import { nameAmong, type GroupWithMembers } from './groups.ts';
import type { MoveThrough } from './moves/moves.ts';
import { MovesSection } from './moves/pages.tsx';
import { FormOrFacts, RuleSection, type RuleSectionProps } from './rules/pages.tsx';

/** What just happened, as the address of the page says it. */
export const happenings = ['added', 'changed', 'deleted', 'rule_saved', 'rule_running', 'rule_removed'] as const;
export const problems = ['not_found', 'default_stays'] as const;

type GroupNotice = NoticeOf<typeof happenings, typeof problems>;

function Told({ shell: { t }, notice }: { shell: Shell; notice: GroupNotice }) {
  if (!notice) return null;
  if ('done' in notice) return <Notice tone="done">{t(`groups.done_${notice.done}`)}</Notice>;
  return <Notice tone="refused">{t(`groups.problem_${notice.problem}`)}</Notice>;
}

type GroupsPageProps = {
  shell: Shell;
  groups: readonly GroupWithMembers[];
  form: FormState;
  mayChange: boolean;
  notice: GroupNotice;
};

export function GroupsPage({ shell, groups, form, mayChange, notice }: GroupsPageProps) {
  const { t } = shell;
  const standard = nameAmong(groups, null) ?? '';
  return (
    <>
      <h1>{t('groups.title')}</h1>
      <Told shell={shell} notice={notice} />
      <p>{t('groups.about', { name: standard })}</p>
      <ProblemSummary t={t} form={form} labels={groupLabels(shell)} />
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t('customers.group')}</th>
            <th scope="col" class="number">
              {t('groups.discount')}
            </th>
            <th scope="col" class="number">
              {t('customers.title')}
            </th>
            <th scope="col">{t('groups.membership')}</th>
            {mayChange && (
              <th scope="col">
                <span class="sr-only">{t('groups.delete')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <GroupRow shell={shell} group={group} standard={standard} mayChange={mayChange} />
          ))}
        </tbody>
      </table>
      {mayChange && (
        <form method="post" action="/admin/groups" class="panel gap-4" novalidate>
          <h2>{t('groups.add_title')}</h2>
          <div class="address-fields">
            <div class="half">
              <GroupFields shell={shell} form={form} only="name" />
            </div>
            <div class="half">
              <GroupFields shell={shell} form={form} only="discount" />
            </div>
          </div>
          <button class="btn btn-primary self-start" type="submit">
            {t('groups.add')}
          </button>
        </form>
      )}
    </>
  );
}

type GroupRowProps = { shell: Shell; group: GroupWithMembers; standard: string; mayChange: boolean };

function GroupRow({ shell: { t, language }, group, standard, mayChange }: GroupRowProps) {
  const { id, name, isDefault, memberCount } = group;
  const at = `/admin/groups/${id}`;
  return (
    <tr>
      <td>
        <a class="underline font-semibold" href={at}>
          <bdi>{name}</bdi>
        </a>
        {isDefault && <span class="tag">{t('groups.default')}</span>}
      </td>
      <td class="number" data-label={t('groups.discount')}>
        {percent(group.discountBasisPoints, language)}
      </td>
      <td class="number" data-label={t('customers.title')}>
        <a class="underline" href={`/admin/customers?group=${id}`}>
          {whole(memberCount, language)}
        </a>
      </td>
      <td data-label={t('groups.membership')}>
        {t(isDefault ? 'groups.by_default' : group.hasRule ? 'groups.by_rule' : 'groups.by_hand')}
      </td>
      {mayChange && (
        <td>
          {!isDefault && (
            <details>
              <summary class="cursor-pointer">
                {t('groups.delete')}
                <span class="sr-only">: {name}</span>
              </summary>
              <form method="post" action={`${at}/removal`} class="flex flex-col gap-2 items-start">
                <p>
                  {memberCount === 0
                    ? t('groups.delete_empty')
                    : t('groups.delete_question', { count: memberCount, name: standard })}
                </p>
                <button class="btn btn-danger btn-sm" type="submit">
                  {t('groups.delete_submit')}
                  <span class="sr-only">: {name}</span>
                </button>
              </form>
            </details>
          )}
        </td>
      )}
    </tr>
  );
}

function groupLabels({ t }: Shell) {
  return { name: t('fields.name'), discount: t('groups.discount_percent') };
}

function GroupFields({ shell, form, only }: { shell: Shell; form: FormState; only: 'name' | 'discount' }) {
  const { t } = shell;
  const labels = groupLabels(shell);
  return only === 'name' ? (
    <Field t={t} form={form} name="name" label={labels.name} autocomplete="off" maxlength={60} required />
  ) : (
    <Field
      t={t}
      form={form}
      name="discount"
      label={labels.discount}
      autocomplete="off"
      inputmode="decimal"
      maxlength={8}
      isMarked={false}
    />
  );
}

type GroupPageProps = RuleSectionProps & { moves: readonly MoveThrough[]; form: FormState; notice: GroupNotice };

export function GroupPage(props: GroupPageProps) {
  const { shell, group, form, mayChange, moves } = props;
  const { t } = shell;
  return (
    <>
      <p>
        <a href="/admin/groups">{t('groups.all')}</a>
      </p>
      <h1>
        <bdi>{group.name}</bdi>
      </h1>
      <Told shell={shell} notice={props.notice} />
      <p>
        <a href={`/admin/customers?group=${group.id}`}>{t('groups.members', { count: group.memberCount })}</a>
      </p>
      <section class="part">
        <h2>{t('groups.terms')}</h2>
        <ProblemSummary t={t} form={form} labels={groupLabels(shell)} />
        <FormOrFacts mayChange={mayChange} action={`/admin/groups/${group.id}`} class="narrow ms-0">
          <fieldset class="part" disabled={!mayChange}>
            <legend class="sr-only">{t('groups.terms')}</legend>
            <GroupFields shell={shell} form={form} only="name" />
            <GroupFields shell={shell} form={form} only="discount" />
            {mayChange && (
              <button class="btn btn-primary self-start" type="submit">
                {t('groups.save')}
              </button>
            )}
          </fieldset>
        </FormOrFacts>
      </section>
      {group.isDefault ? <p>{t('groups.default_rule')}</p> : <RuleSection {...props} />}
      <MovesSection shell={shell} moves={moves} />
    </>
  );
}
