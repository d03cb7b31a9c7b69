import { nameOf } from '../../../documents/pdf.ts';
import { isAtLeast, type Role } from '../../../staff/roles.ts';
import { dates, moments } from '../../../ui/dates.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Notice } from '../../../ui/fields.tsx';
import { Filter, filledIn } from '../../../ui/filters.tsx';
import type { Shell } from '../../../ui/layout.tsx';
import { money } from '../../../ui/money.ts';
import { Pager } from '../../../ui/pager.tsx';
import type { NoticeOf } from '../../../web/notices.ts';
import { AddressPanels, Items } from '../../details/fields.tsx';
import { stateOf } from '../pages.tsx';
import { states, type Found, type Row } from './desk.ts';

const here = '/admin/quotations';

type QuotationsPageProps = {
  shell: Shell;
  role: Role;
  /** What is asked for, as it stands in the address. */
  typed: Readonly<Record<string, string>>;
  quotations: readonly Row[];
  next: string | null;
  now: number;
};

export function QuotationsPage(props: QuotationsPageProps) {
  const { shell, role, typed, quotations, next } = props;
  const { t } = shell;
  const wanted = filledIn(typed, 'after');
  const at = (more: Record<string, string>) => `${here}?${new URLSearchParams({ ...wanted, ...more }).toString()}`;
  const any = { value: '', label: t('quotations.any') };
  return (
    <>
      <div class="title">
        <h1>{t('quotations.title')}</h1>
        {isAtLeast(role, 'manager') && (
          <a class="btn btn-primary btn-sm" href="/admin/orders/new?kind=quotation">
            {t('quotations.new')}
          </a>
        )}
      </div>
      <form method="get" action={here} role="search" class="search">
        <Filter
          name="state"
          label={t('customers.status')}
          options={[any, ...states.map((one) => ({ value: one, label: t(`quotations.state_${one}`) }))]}
          chosen={typed.state}
        />
        <button class="btn btn-primary" type="submit">
          {t('customers.search')}
        </button>
      </form>
      {quotations.length === 0 ? (
        <p role="status">{t(Object.keys(wanted).length === 0 ? 'quotations.none' : 'quotations.none_found')}</p>
      ) : (
        <QuotationsTable {...props} />
      )}
      <Pager t={t} first={typed.after ? at({}) : null} next={next && at({ after: next })} />
    </>
  );
}

function QuotationsTable({ shell, quotations, now }: QuotationsPageProps) {
  const { t, language, store } = shell;
  const day = dates(language, store.timeZone);
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('quotations.number')}</th>
          <th scope="col">{t('orders.what')}</th>
          <th scope="col">{t('quotations.offered_at')}</th>
          <th scope="col">{t('quotations.valid')}</th>
          <th scope="col">{t('customers.status')}</th>
          <th scope="col" class="number">
            {t('orders.total')}
          </th>
        </tr>
      </thead>
      <tbody>
        {quotations.map((quotation) => (
          <tr>
            <td>
              <a class="underline font-medium" href={`${here}/${quotation.id}`}>
                {quotation.number}
              </a>
              <br />
              <bdi>{quotation.customer}</bdi>
            </td>
            <td>
              <bdi>{quotation.summary}</bdi>
            </td>
            <td class="tabular-nums" data-label={t('quotations.offered_at')}>
              {day(quotation.issuedAt)}
            </td>
            <td class="tabular-nums" data-label={t('quotations.valid')}>
              {day(quotation.validUntil)}
            </td>
            <td>{t(`quotations.state_${stateOf(quotation, now)}`)}</td>
            <td class="number">{money(quotation.totalMinor, quotation.currency, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What just happened, or why it did not, as the address of the page says it. */
export const happenings = ['offered', 'withdrawn'] as const;
export const problems = ['is_accepted', 'is_declined', 'is_over'] as const;

type QuotationDeskPageProps = {
  shell: Shell;
  role: Role;
  quotation: Found;
  notice: NoticeOf<typeof happenings, typeof problems>;
  now: number;
};

export function QuotationDeskPage(props: QuotationDeskPageProps) {
  const { shell, role, quotation, notice, now } = props;
  const { t } = shell;
  const { id, number, draft, customerId, customer } = quotation;
  const state = stateOf(quotation, now);
  return (
    <>
      <p class="crumb">
        <a href={here}>{t('quotations.title')}</a>
      </p>
      <div class="headline">
        <h1>{nameOf(t, { type: 'quotation', number })}</h1>
        <span class={state === 'open' ? 'tag tag-pending' : 'tag'}>{t(`quotations.state_${state}`)}</span>
      </div>
      {notice && 'done' in notice && <Notice tone="done">{t(`quotations.staff_done_${notice.done}`)}</Notice>}
      {notice && 'problem' in notice && (
        <Notice tone="refused">{t(`quotations.staff_problem_${notice.problem}`)}</Notice>
      )}
      <p>
        <a class="underline" href={`/admin/customers/${customerId}`}>
          <bdi>{customer}</bdi>
        </a>{' '}
        · <bdi class="quiet">{draft.email}</bdi>
      </p>
      <Facts facts={factsOf(props)} />
      {quotation.note !== '' && (
        <section class="panel">
          <h2>{t('making.note')}</h2>
          <p class="said">{quotation.note}</p>
        </section>
      )}
      {quotation.orderId !== null && (
        <p>
          {t('quotations.order')}:{' '}
          <a class="underline" href={`/admin/orders/${quotation.orderId}`}>
            {quotation.orderNumber}
          </a>
        </p>
      )}
      <Items shell={shell} order={draft} lines={draft.lines} title={t('quotations.what')} />
      <section class="cards">
        <AddressPanels shell={shell} order={draft} />
        <div class="panel">
          <h2>{t('orders.payment')}</h2>
          <p>{t(`orders.by_${draft.paymentMethod}`)}</p>
        </div>
      </section>
      <p>
        <a class="underline" href={`/admin/documents/${id}/pdf`}>
          {t('documents.pdf')}
        </a>
      </p>
      {state === 'open' && isAtLeast(role, 'manager') && (
        <Dialog
          t={t}
          id="withdraw"
          look="danger"
          label={t('quotations.withdraw_open')}
          title={t('quotations.withdraw')}
        >
          <p>{t('quotations.withdraw_hint')}</p>
          <form method="post" action={`${here}/${id}/withdrawal`}>
            <button class="btn btn-danger" type="submit">
              {t('quotations.withdraw_submit')}
            </button>
          </form>
        </Dialog>
      )}
    </>
  );
}

function factsOf({ shell: { t, language, store }, quotation }: QuotationDeskPageProps) {
  const { issuedAt, by, validUntil, remindAt, acceptedAt, declinedAt } = quotation;
  const time = moments(language, store.timeZone);
  const at = (moment: number | null) => (moment === null ? '' : time(moment));
  return [
    [t('quotations.offered_at'), time(issuedAt)],
    [t('quotations.offered_by'), by ?? ''],
    [t('quotations.valid'), time(validUntil)],
    [t('quotations.reminder'), at(remindAt)],
    [t('quotations.accepted_on'), at(acceptedAt)],
    [t('quotations.declined_on'), at(declinedAt)],
  ] as const;
}
