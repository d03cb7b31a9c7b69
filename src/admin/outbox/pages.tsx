import { MessageState } from '../../messages/pages.tsx';
import { isAtLeast, type Role } from '../../staff/roles.ts';
import { moments } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/fields.tsx';
import { Filter, filledIn, TypedFilter } from '../../ui/filters.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { whole } from '../../ui/money.ts';
import { Pager } from '../../ui/pager.tsx';
import type { NoticeOf } from '../../web/notices.ts';
import { messageKinds, messageName } from '../customers/record/tabs/names.ts';
import { states } from './input.ts';
import type { Row } from './reading.ts';

/** What just happened, as the address of the page says it. */
export const happenings = ['retried', 'all_retried', 'none_retried', 'lifted'] as const;
export const problems = ['suppressed', 'not_failed'] as const;

export type OutboxNotice = NoticeOf<typeof happenings, typeof problems>;

export function Told({ shell: { t }, notice }: { shell: Shell; notice: OutboxNotice }) {
  if (!notice) return null;
  if ('done' in notice) return <Notice tone="done">{t(`outbox.done_${notice.done}`)}</Notice>;
  return <Notice tone="refused">{t(`outbox.problem_${notice.problem}`)}</Notice>;
}

type OutboxPageProps = {
  shell: Shell;
  role: Role;
  /** What is asked for, as it stands in the address. */
  typed: Readonly<Record<string, string>>;
  notice: OutboxNotice;
  shown: readonly Row[];
  /** The cursor of the next page; null on the last. */
  next: string | null;
};

export function OutboxPage({ shell, role, typed, notice, shown, next }: OutboxPageProps) {
  const { t } = shell;
  const { after, ...wanted } = filledIn(typed, 'done', 'problem');
  const at = (more: Record<string, string>) =>
    `/admin/outbox?${new URLSearchParams({ ...wanted, ...more }).toString()}`;
  return (
    <>
      <div class="headline">
        <h1>{t('outbox.title')}</h1>
        {isAtLeast(role, 'manager') && <RetryAll shell={shell} />}
      </div>
      <Told shell={shell} notice={notice} />
      <Filters shell={shell} typed={typed} />
      {shown.length === 0 ? (
        <p role="status">{t(nothing(wanted, next))}</p>
      ) : (
        <OutboxTable shell={shell} rows={shown} />
      )}
      <Pager t={t} first={after ? at({}) : null} next={next && at({ after: next })} />
    </>
  );
}

/** Nothing at all, nothing that matches, or nothing among those that were looked through so far. */
function nothing(wanted: Readonly<Record<string, string>>, next: string | null) {
  if (next !== null) return 'outbox.none_yet';
  return Object.keys(wanted).length === 0 ? 'outbox.none' : 'outbox.none_matching';
}

function RetryAll({ shell: { t } }: { shell: Shell }) {
  return (
    <Dialog t={t} id="retry-all" label={t('outbox.retry_all')} title={t('outbox.retry_all')}>
      <p>{t('outbox.retry_all_hint')}</p>
      <form method="post" action="/admin/outbox/retries">
        <button class="btn btn-primary" type="submit">
          {t('outbox.retry_all')}
        </button>
      </form>
    </Dialog>
  );
}

function Filters({ shell: { t }, typed }: Pick<OutboxPageProps, 'shell' | 'typed'>) {
  const any = { value: '', label: t('audit.any') };
  const kinds = messageKinds.map((kind) => ({ value: kind, label: t(`message_names.${kind}`) }));
  const ways = states.map((one) => ({ value: one, label: t(`outbox.state_${one}`) }));
  return (
    <form method="get" action="/admin/outbox" role="search" class="search">
      <Filter name="state" label={t('outbox.state')} options={[any, ...ways]} chosen={typed.state} />
      <Filter name="message" label={t('outbox.message')} options={[any, ...kinds]} chosen={typed.message} />
      <TypedFilter name="to" label={t('outbox.to_address')} typed={typed.to} />
      {typed.customer && <input type="hidden" name="customer" value={typed.customer} />}
      <button class="btn btn-primary" type="submit">
        {t('audit.show')}
      </button>
      <a class="btn btn-plain" href="/admin/outbox/addresses">
        {t('outbox.addresses')}
      </a>
      {typed.customer && <a href="/admin/outbox">{t('outbox.of_everybody')}</a>}
    </form>
  );
}

function OutboxTable({ shell, rows }: { shell: Shell; rows: readonly Row[] }) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col" class="w-48">
            {t('outbox.message')}
          </th>
          <th scope="col">{t('record.to')}</th>
          <th scope="col">{t('outbox.state')}</th>
          <th scope="col" class="number">
            {t('outbox.attempts')}
          </th>
          <th scope="col">{t('record.written')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <td>
              <a class="name" href={`/admin/outbox/${row.id}`}>
                {messageName(t, row.template)}
              </a>
            </td>
            <td>{row.to === '' ? <span class="quiet">{t('outbox.erased')}</span> : <bdi>{row.to}</bdi>}</td>
            <td>
              <MessageState t={t} message={row} when={when} />
            </td>
            <td class="number" data-label={t('outbox.attempts')}>
              {whole(row.attempts, language)}
            </td>
            <td class="tabular-nums" data-label={t('record.written')}>
              {when(row.createdAt)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
