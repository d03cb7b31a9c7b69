// The addresses that a store sends nothing to any more, and the form that lifts that.
import type { Suppressed } from '../../messages/suppressions.ts';
import { isAtLeast, type Role } from '../../staff/roles.ts';
import { moments } from '../../ui/dates.ts';
import type { Shell } from '../../ui/layout.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Told, type OutboxNotice } from './pages.tsx';

type AddressesPageProps = {
  shell: Shell;
  role: Role;
  notice: OutboxNotice;
  shown: readonly Suppressed[];
  /** The cursor of the next page; null on the last. */
  next: string | null;
  isFirst: boolean;
};

export function AddressesPage({ shell, role, notice, shown, next, isFirst }: AddressesPageProps) {
  const { t } = shell;
  const here = '/admin/outbox/addresses';
  return (
    <>
      <p class="crumb">
        <a href="/admin/outbox">{t('outbox.title')}</a>
      </p>
      <h1>{t('outbox.addresses')}</h1>
      <Told shell={shell} notice={notice} />
      <p>{t('outbox.addresses_about')}</p>
      {shown.length === 0 ? (
        <p role="status">{t('outbox.no_addresses')}</p>
      ) : (
        <AddressesTable shell={shell} shown={shown} mayLift={isAtLeast(role, 'manager')} />
      )}
      <Pager t={t} first={isFirst ? null : here} next={next === null ? null : `${here}?after=${next}`} />
    </>
  );
}

type AddressesTableProps = Pick<AddressesPageProps, 'shell' | 'shown'> & { mayLift: boolean };

function AddressesTable({ shell, shown, mayLift }: AddressesTableProps) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('outbox.address')}</th>
          <th scope="col">{t('outbox.said')}</th>
          <th scope="col">{t('outbox.since')}</th>
          {mayLift && (
            <th scope="col">
              <span class="sr-only">{t('outbox.lift')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {shown.map(({ address, reason, messageId, at }) => (
          <tr>
            <td>
              <bdi>{address}</bdi>
            </td>
            <td data-label={t('outbox.said')}>
              <bdi>{reason}</bdi>
              {messageId !== null && (
                <>
                  {' '}
                  <a class="underline" href={`/admin/outbox/${messageId}`}>
                    {t('outbox.to_message')}
                  </a>
                </>
              )}
            </td>
            <td class="tabular-nums" data-label={t('outbox.since')}>
              {when(at)}
            </td>
            {mayLift && (
              <td>{messageId !== null && <LiftForm shell={shell} address={address} messageId={messageId} />}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type LiftFormProps = {
  shell: Shell;
  address: string;
  /** The message that was refused. */
  messageId: string;
  /** On whose record the form stands, where it stands on one. */
  customerId?: string;
};

/** Sends to an address again. */
export function LiftForm({ shell: { t }, address, messageId, customerId }: LiftFormProps) {
  return (
    <form method="post" action={`/admin/outbox/${messageId}/lifting`}>
      {customerId && <input type="hidden" name="customer" value={customerId} />}
      <button class="btn btn-plain btn-sm" type="submit" aria-label={t('outbox.lift_named', { address })}>
        {t('outbox.lift')}
      </button>
    </form>
  );
}
