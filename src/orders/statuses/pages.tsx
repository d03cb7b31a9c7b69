import { Sheet } from '../../catalog/audience/fields.tsx';
import { Notice, ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { MoveForm } from '../../ui/moving.tsx';
import type { FormState } from '../../web/forms.ts';
import type { NoticeOf } from '../../web/notices.ts';
import { StatusName, statusName } from './fields.tsx';
import type { Status } from './following.ts';
import { labelsOf, StatusFields } from './form/fields.tsx';
import { happenings as events } from './rules.ts';

const here = '/admin/statuses';

/** What just happened, or why it did not, as the address of the page says it. */
export const happenings = ['added', 'changed', 'moved', 'retired', 'returned', 'removed'] as const;
export const problems = [
  ...(['not_found', 'too_many', 'is_used', 'is_followed'] as const),
  ...(['trigger_taken', 'after_taken', 'after_gone', 'after_itself'] as const),
] as const;

export type StatusNotice = NoticeOf<typeof happenings, typeof problems>;

function Told({ shell: { t }, notice }: { shell: Shell; notice: StatusNotice }) {
  if (!notice) return null;
  if ('done' in notice) return <Notice tone="done">{t(`statuses.done_${notice.done}`)}</Notice>;
  return <Notice tone="refused">{t(`statuses.problem_${notice.problem}`)}</Notice>;
}

type ListProps = { shell: Shell; statuses: readonly Status[]; mayChange: boolean };

export function StatusesPage(props: ListProps & { notice: StatusNotice }) {
  const { shell, statuses, mayChange, notice } = props;
  const { t } = shell;
  return (
    <>
      <div class="title">
        <h1>{t('statuses.title')}</h1>
        {mayChange && (
          <a class="btn btn-primary btn-sm" href={`${here}/new`}>
            {t('statuses.new')}
          </a>
        )}
      </div>
      <Told shell={shell} notice={notice} />
      <p>{t(statuses.length === 0 ? 'statuses.none' : 'statuses.about')}</p>
      {statuses.length > 0 && <StatusesTable {...props} />}
      <Standard shell={shell} statuses={statuses} />
    </>
  );
}

function StatusesTable(props: ListProps) {
  const { t } = props.shell;
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('customers.status')}</th>
          <th scope="col">{t('statuses.trigger')}</th>
          <th scope="col">{t('statuses.told_short')}</th>
          <th scope="col">{t('statuses.document')}</th>
          {props.mayChange && (
            <th scope="col">
              <span class="sr-only">{t('statuses.order')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {props.statuses.map((status) => (
          <StatusRow {...props} status={status} />
        ))}
      </tbody>
    </table>
  );
}

function StatusRow({ shell, statuses, status, mayChange }: ListProps & { status: Status }) {
  const { t } = shell;
  const { id, isTold, document, retiredAt } = status;
  return (
    <tr>
      <td>
        <a class="underline" href={`${here}/${id}`}>
          <StatusName shell={shell} own={status} class="tag-first" />
        </a>
        {retiredAt !== null && <span class="quiet"> {t('statuses.retired')}</span>}
      </td>
      <td class="first-letter:uppercase" data-label={t('statuses.trigger')}>
        {triggerWords(shell, status, statuses)}
      </td>
      <td data-label={t('statuses.told_short')}>{t(isTold ? 'customers.yes' : 'customers.no')}</td>
      <td data-label={t('statuses.document')}>{document === null ? '–' : t(`documents.type_${document}`)}</td>
      {mayChange && (
        <td>
          <MoveForm t={t} action={`${here}/${id}/move`} words={statusName(shell, status.names)} />
        </td>
      )}
    </tr>
  );
}

/** What sets a status, in words: `7 days after Packed`. */
function triggerWords(shell: Shell, { trigger, days, afterId }: Status, all: readonly Status[]) {
  const { t } = shell;
  if (trigger === 'overdue') return t('statuses.rule_overdue', { count: days });
  if (trigger !== 'follows') return t(`statuses.set_by_${trigger}`);
  const before = all.find(({ id }) => id === afterId);
  return (
    <>
      {t('statuses.days_after', { count: days })} <bdi>{before && statusName(shell, before.names)}</bdi>
    </>
  );
}

/** The statuses that the events themselves say, where the store has no own one. */
function Standard({ shell: { t }, statuses }: Pick<ListProps, 'shell' | 'statuses'>) {
  const isOwn = (event: string) => statuses.some(({ trigger, retiredAt }) => trigger === event && retiredAt === null);
  const standard = events.filter((event) => !isOwn(event));
  if (standard.length === 0) return null;
  return (
    <section class="part">
      <h2>{t('statuses.standard')}</h2>
      <p>{t('statuses.standard_about')}</p>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t('customers.status')}</th>
            <th scope="col">{t('statuses.trigger')}</th>
          </tr>
        </thead>
        <tbody>
          {standard.map((event) => (
            <tr>
              <td>{t(`orders.${event}`)}</td>
              <td class="first-letter:uppercase" data-label={t('statuses.trigger')}>
                {t(`statuses.set_by_${event}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type StatusPageProps = {
  shell: Shell;
  /** Null for one that is added. */
  status: Status | null;
  /** Those that it may follow. */
  others: readonly Status[];
  form: FormState;
  mayChange: boolean;
  notice: StatusNotice;
};

export function StatusPage({ shell, status, others, form, mayChange, notice }: StatusPageProps) {
  const { t } = shell;
  const title = status ? statusName(shell, status.names) : t('statuses.new_title');
  return (
    <>
      <p class="crumb">
        <a href={here}>{t('statuses.title')}</a>
      </p>
      <h1>
        <bdi>{title}</bdi>
      </h1>
      <Told shell={shell} notice={notice} />
      <ProblemSummary t={t} form={form} labels={labelsOf(shell)} />
      <Sheet
        action={status ? `${here}/${status.id}` : here}
        title={title}
        mayChange={mayChange}
        acts={
          <button class="btn btn-primary" type="submit">
            {t(status ? 'groups.save' : 'statuses.add')}
          </button>
        }
      >
        <StatusFields shell={shell} form={form} others={others} />
      </Sheet>
      {status && mayChange && <Ending shell={shell} status={status} />}
    </>
  );
}

/** The ways in which a status goes, or comes back. */
function Ending({ shell: { t }, status: { id, retiredAt } }: { shell: Shell; status: Status }) {
  const acts =
    retiredAt === null
      ? ([
          { to: 'retirement', word: 'retire' },
          { to: 'removal', word: 'remove' },
        ] as const)
      : ([
          { to: 'return', word: 'return' },
          { to: 'removal', word: 'remove' },
        ] as const);
  return (
    <section class="part">
      <h2>{t('statuses.ending')}</h2>
      {acts.map(({ to, word }) => (
        <form method="post" action={`${here}/${id}/${to}`} class="flex flex-col gap-2 items-start">
          <p>{t(`statuses.${word}_hint`)}</p>
          <button class={word === 'remove' ? 'btn btn-danger btn-sm' : 'btn btn-plain btn-sm'} type="submit">
            {t(`statuses.${word}_submit`)}
          </button>
        </form>
      ))}
    </section>
  );
}
