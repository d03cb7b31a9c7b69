// A customer's whole record on one sheet, for paper.
import type { Address } from '../../../../customers/addresses/addresses.ts';
import { AddressLines } from '../../../../customers/addresses/fields.tsx';
import type { Note } from '../../../../customers/notes.ts';
import type { MessageAbout } from '../../../../messages/history.ts';
import type { Row } from '../../../../orders/desk/desk.ts';
import { OrdersTable } from '../../../../orders/history/pages.tsx';
import { detailNames } from '../../../../customers/details/asked.ts';
import { moments } from '../../../../ui/dates.ts';
import { Facts } from '../../../../ui/facts.tsx';
import type { Shell } from '../../../../ui/layout.tsx';
import { money, whole } from '../../../../ui/money.ts';
import { pathOf } from '../frame.tsx';
import { titleOf, type CustomerRecord } from '../reading.ts';
import { MessagesTable } from './pages.tsx';

type Sheet = {
  shell: Shell;
  record: CustomerRecord;
  addresses: readonly Address[];
  notes: readonly Note[];
  messages: readonly MessageAbout[];
  /** The newest. */
  orders: readonly Row[];
  now: number;
};

export function PrintPage(sheet: Sheet) {
  const { shell, record, addresses, notes, messages, orders, now } = sheet;
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  return (
    <article class="sheet">
      <p class="crumb">
        <a href={pathOf(record.id)}>{t('record.back')}</a>
      </p>
      <header>
        <h1>
          <bdi>{titleOf(record)}</bdi>
        </h1>
        <p class="quiet">
          {store.name}, {when(now)}
        </p>
      </header>
      <Who {...sheet} />
      <section>
        <h2>{t('account.orders')}</h2>
        <p>{t('record.orders_count', { count: record.orderCount, number: whole(record.orderCount, language) })}</p>
        {orders.length > 0 && <OrdersTable shell={shell} orders={orders} pathOf={({ id }) => `/admin/orders/${id}`} />}
        <p>
          <strong>{t('record.orders_total', { total: money(record.turnoverMinor, store.currency, language) })}</strong>
        </p>
      </section>
      <section>
        <h2>{t('record.addresses')}</h2>
        {addresses.length === 0 && <p>{t('record.no_addresses')}</p>}
        <div class="cards">
          {addresses.map((address) => (
            <AddressLines address={address} language={language} />
          ))}
        </div>
      </section>
      {notes.length > 0 && (
        <section>
          <h2>{t('record.notes')}</h2>
          {notes.map((note) => (
            <div class="note">
              <p class="mail">
                <bdi>{note.text}</bdi>
              </p>
              <p class="quiet">
                {note.author}, {when(note.at)}
              </p>
            </div>
          ))}
        </section>
      )}
      {messages.length > 0 && (
        <section>
          <h2>{t('record.messages')}</h2>
          <MessagesTable shell={shell} messages={messages} />
        </section>
      )}
    </article>
  );
}

/** Who it is, and what they are here. */
function Who({ shell, record }: Sheet) {
  const { t, language, store } = shell;
  return (
    <Facts
      facts={[
        [t('fields.email'), record.email],
        ...detailNames.map((name) => [t(`fields.${name}`), record.details[name]] as const),
        [t('customers.status'), t(`customers.${record.status}`)],
        [t('customers.group'), record.groupName ?? ''],
        [t('customers.registered'), t(record.hasLogin ? 'customers.yes' : 'customers.no')],
        [t('record.since'), moments(language, store.timeZone)(record.createdAt)],
        [t('account.points'), whole(record.points, language)],
      ]}
    />
  );
}
