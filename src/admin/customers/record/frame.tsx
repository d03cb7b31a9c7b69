// What every page of a customer's record begins with: who it is, what they are here, and the tabs.
import type { Child } from 'hono/jsx';
import { isAtLeast } from '../../../staff/roles.ts';
import { moments } from '../../../ui/dates.ts';
import { Notice } from '../../../ui/fields.tsx';
import type { Shell } from '../../../ui/layout.tsx';
import { money, whole } from '../../../ui/money.ts';
import type { AnyContext } from '../../../web/context.ts';
import { noticeIn, type NoticeOf } from '../../../web/notices.ts';
import { LiftForm } from '../../outbox/addresses.tsx';
import { titleOf, type CustomerRecord } from './reading.ts';

const tabs = ['general', 'login', 'orders', 'terms', 'addresses', 'messages', 'activity'] as const;
export type Tab = (typeof tabs)[number];

/** What just happened, as the address of the page says it. */
const happenings = [
  ...([
    'opened',
    'saved',
    'email_changed',
    'email_asked',
    'grouped',
    'denied',
    'allowed',
    'noted',
    'note_removed',
    'points_changed',
  ] as const),
  ...([
    'login_created',
    'password_given',
    'set_password',
    'activation',
    'invitation',
    'activated',
    'signed_out',
    'lifted',
  ] as const),
] as const;
const problems = ['not_waiting', 'beyond_reach', 'denied_first', 'waits_for_staff'] as const;

export type RecordNotice = NoticeOf<typeof happenings, typeof problems>;

/** What the address says that has just happened to the record. */
export function noticeOf(c: AnyContext): RecordNotice {
  return noticeIn(c, happenings, problems);
}

/** The address of a tab of a customer's record. */
export function pathOf(customerId: string, tab: Tab = 'general'): string {
  return `/admin/customers/${customerId}${tab === 'general' ? '' : `/${tab}`}`;
}

type RecordFrameProps = {
  shell: Shell;
  record: CustomerRecord;
  tab: Tab;
  notice?: RecordNotice;
  children: Child;
};

export function RecordFrame({ shell, record, tab, notice, children }: RecordFrameProps) {
  const { t, store, language } = shell;
  return (
    <>
      <p class="crumb">
        <a href="/admin/customers">{t('customers.title')}</a>
      </p>
      <div class="headline">
        <h1>
          <bdi>{titleOf(record)}</bdi>
        </h1>
        <span class={`tag tag-${record.status}`}>{t(`customers.${record.status}`)}</span>
        {record.groupName !== null && (
          <span class="tag">
            {record.groupName}
            {!record.isGroupByHand && record.groupId !== null && ` (${t('record.automatic')})`}
          </span>
        )}
        <a class="btn btn-plain btn-sm" href={`${pathOf(record.id)}/print`}>
          {t('record.print')}
        </a>
        <a class="btn btn-plain btn-sm" href={`/admin/settings/account-page/preview?customer=${record.id}`}>
          {t('settings.preview_account')}
        </a>
      </div>
      <p class="quiet tabular-nums">
        {t('account.turnover')} {money(record.turnoverMinor, store.currency, language)} · {t('account.orders')}{' '}
        {whole(record.orderCount, language)} · {t('account.points')} {whole(record.points, language)}
      </p>
      <nav class="tabs" aria-label={t('record.tabs')}>
        <ul>
          {tabs.map((one) => (
            <li>
              <a href={pathOf(record.id, one)} aria-current={one === tab ? 'page' : undefined}>
                {t(`record.${one}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {notice && 'done' in notice && <Notice tone="done">{t(`record.done_${notice.done}`)}</Notice>}
      {notice && 'problem' in notice && <Notice tone="refused">{t(`record.problem_${notice.problem}`)}</Notice>}
      <Suppressed shell={shell} record={record} />
      {children}
    </>
  );
}

/** That nothing is sent to the customer any more, why, and since when. */
function Suppressed({ shell, record }: { shell: Shell; record: CustomerRecord }) {
  const { t, language, store, who } = shell;
  if (record.suppressedAt === null) return null;
  const time = moments(language, store.timeZone)(record.suppressedAt);
  return (
    <div class="panel">
      <p class="wrong">{t('outbox.suppressed_since', { address: record.email, time })}</p>
      <p class="quiet">
        <bdi>{record.suppressedFor}</bdi>
      </p>
      {who?.role && isAtLeast(who.role, 'manager') && record.suppressedBy !== null && (
        <LiftForm shell={shell} address={record.email} messageId={record.suppressedBy} customerId={record.id} />
      )}
    </div>
  );
}
