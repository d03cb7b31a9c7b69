import { nameOf } from '../../documents/pdf.ts';
import { dates } from '../../ui/dates.ts';
import { Filter } from '../../ui/filters.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { money } from '../../ui/money.ts';
import { stateOf } from '../quotations/pages.tsx';
import type { Listed } from './list.ts';

type DocumentsPageProps = {
  shell: Shell;
  /** What is asked for, as it stands in the address. */
  typed: Readonly<Record<string, string>>;
  documents: readonly Listed[];
  /** The cursor of the next page; null on the last. */
  next: string | null;
  now: number;
};

export function DocumentsPage({ shell, typed, documents, next, now }: DocumentsPageProps) {
  const { t } = shell;
  const { type = '', after } = typed;
  return (
    <>
      <h1>{t('account.documents')}</h1>
      {(documents.length > 0 || type !== '') && <TypeForm shell={shell} type={type} />}
      {documents.length === 0 && (
        <section class="panel">
          <h2>{t('documents.none_title')}</h2>
          <p>{t(type === '' ? 'documents.none' : 'documents.none_of_type')}</p>
        </section>
      )}
      {documents.length > 0 && <DocumentsTable shell={shell} documents={documents} now={now} />}
      <div class="acts">
        {after && <a href={addressOf({ type })}>{t('customers.first')}</a>}
        {next && (
          <a class="btn btn-plain btn-sm" href={addressOf({ type, after: next })}>
            {t('customers.next')}
          </a>
        )}
      </div>
    </>
  );
}

function addressOf(wanted: Readonly<Record<string, string>>): string {
  return `/account/documents?${new URLSearchParams(wanted).toString()}`;
}

function TypeForm({ shell: { t, store }, type }: { shell: Shell; type: string }) {
  const shown = store.policies.documentsShown.map((one) => ({ value: one, label: t(`documents.type_${one}`) }));
  return (
    <form method="get" action="/account/documents" class="search">
      <Filter
        name="type"
        label={t('documents.type')}
        options={[{ value: '', label: t('customers.any') }, ...shown]}
        chosen={type}
      />
      <button class="btn btn-primary" type="submit">
        {t('customers.search')}
      </button>
    </form>
  );
}

function DocumentsTable({ shell, documents, now }: Pick<DocumentsPageProps, 'shell' | 'documents' | 'now'>) {
  const { t, language, store } = shell;
  const day = dates(language, store.timeZone);
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('documents.document')}</th>
          <th scope="col">{t('orders.number')}</th>
          <th scope="col">{t('documents.issued_at')}</th>
          <th scope="col" class="number">
            {t('orders.total')}
          </th>
        </tr>
      </thead>
      <tbody>
        {documents.map((document) => (
          <tr>
            <td>
              <Title shell={shell} document={document} now={now} />
            </td>
            <td data-label={t('orders.number')}>
              {document.orderNumber !== '' && (
                <a href={`/account/orders/${encodeURIComponent(document.orderNumber)}`}>{document.orderNumber}</a>
              )}
            </td>
            <td class="tabular-nums" data-label={t('documents.issued_at')}>
              {day(document.issuedAt)}
            </td>
            <td class="number" data-label={t('orders.total')}>
              {document.type !== 'delivery_note' && money(document.totalMinor, document.currency, language)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A quotation leads to its page, where it is answered; everything else to its PDF. */
function Title({ shell: { t }, document, now }: { shell: Shell; document: Listed; now: number }) {
  const at = `/account/documents/${document.id}`;
  const { validUntil, acceptedAt, declinedAt } = document;
  if (validUntil === null) {
    return (
      <a class="underline font-medium" href={`${at}/pdf`}>
        {nameOf(t, document)}
      </a>
    );
  }
  const state = stateOf({ validUntil, acceptedAt, declinedAt }, now);
  return (
    <>
      <a class="underline font-medium" href={at}>
        {nameOf(t, document)}
      </a>{' '}
      <span class={state === 'open' ? 'tag tag-pending' : 'tag'}>{t(`quotations.${state}`)}</span>
    </>
  );
}
