import type { Address } from '../../../../customers/addresses/addresses.ts';
import { AddressLines } from '../../../../customers/addresses/fields.tsx';
import type { OfCustomer } from '../../../../forms/desk/answers/answers.ts';
import { AnswersOfCustomer } from '../../../../forms/desk/answers/pages.tsx';
import type { Move } from '../../../../groups/moves/moves.ts';
import { MovesSection } from '../../../../groups/moves/pages.tsx';
import { mostMessages, type MessageAbout } from '../../../../messages/history.ts';
import { MessageState } from '../../../../messages/pages.tsx';
import { pageSize, type Row } from '../../../../orders/desk/desk.ts';
import { OrdersTable } from '../../../../orders/history/pages.tsx';
import { AuditTable } from '../../../../staff/audit/pages.tsx';
import { pageSize as entriesShown, type Told } from '../../../../staff/audit/trail.ts';
import { moments } from '../../../../ui/dates.ts';
import type { Shell } from '../../../../ui/layout.tsx';
import { money, whole } from '../../../../ui/money.ts';
import type { CustomerRecord } from '../reading.ts';
import { messageName } from './names.ts';

type OrdersTabProps = {
  shell: Shell;
  record: CustomerRecord;
  orders: readonly Row[];
  /** Whether who is signed in may order for them. */
  mayOrder: boolean;
};

export function OrdersTab({ shell, record, orders, mayOrder }: OrdersTabProps) {
  const { t, language, store } = shell;
  return (
    <section class="part">
      <h2>{t('record.orders_total', { total: money(record.turnoverMinor, store.currency, language) })}</h2>
      <p>{t('record.orders_count', { count: record.orderCount, number: whole(record.orderCount, language) })}</p>
      {mayOrder && (
        <p class="acts">
          <a class="btn btn-plain btn-sm" href={`/admin/orders/new?customer=${record.id}`}>
            {t('orders.new')}
          </a>
          <a class="btn btn-plain btn-sm" href={`/admin/orders/new?customer=${record.id}&kind=quotation`}>
            {t('quotations.new')}
          </a>
        </p>
      )}
      {orders.length === 0 ? (
        <p class="quiet">{t('record.no_orders')}</p>
      ) : (
        <OrdersTable shell={shell} orders={orders} pathOf={({ id }) => `/admin/orders/${id}`} />
      )}
      {orders.length >= pageSize && <p class="quiet">{t('record.newest_messages', { most: pageSize })}</p>}
    </section>
  );
}

export function AddressesTab({ shell, book }: { shell: Shell; book: readonly Address[] }) {
  const { t, language } = shell;
  if (book.length === 0) return <p>{t('record.no_addresses')}</p>;
  return (
    <ul class="cards">
      {book.map((address) => (
        <li class="panel">
          <AddressLines address={address} language={language} />
          {address.isDefaultBilling && <p class="quiet">{t('addresses.is_default_billing')}</p>}
          {address.isDefaultDelivery && <p class="quiet">{t('addresses.is_default_delivery')}</p>}
        </li>
      ))}
    </ul>
  );
}

type ActivityProps = {
  shell: Shell;
  entries: readonly Told[];
  moves: readonly Move[];
  answers: readonly OfCustomer[];
};

/** What happened to and by the customer at this store, how they came from group to group, and what they have
 * filled in. */
export function ActivityTab({ shell, entries, moves, answers }: ActivityProps) {
  const { t } = shell;
  return (
    <>
      {entries.length === 0 ? <p>{t('record.no_activity')}</p> : <AuditTable shell={shell} entries={entries} isOfOne />}
      {entries.length >= entriesShown && <p class="quiet">{t('record.newest_activity', { most: entriesShown })}</p>}
      <AnswersOfCustomer shell={shell} answers={answers} />
      {moves.length > 0 && <MovesSection shell={shell} moves={moves} />}
    </>
  );
}

type MessagesTabProps = { shell: Shell; record: CustomerRecord; messages: readonly MessageAbout[] };

export function MessagesTab({ shell, record, messages }: MessagesTabProps) {
  const { t } = shell;
  if (messages.length === 0) return <p>{t('record.no_messages')}</p>;
  return (
    <>
      <MessagesTable shell={shell} messages={messages} />
      {messages.length >= mostMessages && <p class="quiet">{t('record.newest_messages', { most: mostMessages })}</p>}
      <p>
        <a class="underline" href={`/admin/outbox?customer=${record.id}`}>
          {t('outbox.in_outbox')}
        </a>
      </p>
    </>
  );
}

export function MessagesTable({ shell, messages }: { shell: Shell; messages: readonly MessageAbout[] }) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('record.message')}</th>
          <th scope="col">{t('record.to')}</th>
          <th scope="col">{t('record.written')}</th>
          <th scope="col">{t('record.state')}</th>
        </tr>
      </thead>
      <tbody>
        {messages.map((message) => (
          <tr>
            <td>
              <a class="underline" href={`/admin/outbox/${message.id}`}>
                {messageName(t, message.template)}
              </a>
            </td>
            <td>{message.to}</td>
            <td class="tabular-nums" data-label={t('record.written')}>
              {when(message.createdAt)}
            </td>
            <td class="tabular-nums" data-label={t('record.state')}>
              <MessageState t={t} message={message} when={when} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
