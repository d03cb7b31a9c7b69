import { nameOf } from '../../documents/pdf.ts';
import { dates, moments } from '../../ui/dates.ts';
import { Notice } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { money } from '../../ui/money.ts';
import type { NoticeOf } from '../../web/notices.ts';
import { AddressPanels, Items } from '../details/fields.tsx';
import { problemOf, type Quotation } from './quotations.ts';

type Answers = Pick<Quotation, 'validUntil' | 'acceptedAt' | 'declinedAt'>;

/** What has become of a quotation. */
export function stateOf(quotation: Answers, now: number): 'open' | 'accepted' | 'declined' | 'over' {
  const states = { is_accepted: 'accepted', is_declined: 'declined', is_over: 'over' } as const;
  const problem = problemOf(quotation, now);
  return problem ? states[problem] : 'open';
}

/** What just happened, or why it did not, as the address of the page says it. */
export const happenings = ['declined'] as const;
export const problems = [
  ...(['is_accepted', 'is_declined', 'is_over', 'not_a_customer'] as const),
  'changed_meanwhile',
] as const;

type QuotationPageProps = {
  shell: Shell;
  quotation: Quotation;
  number: string;
  /** The number of the order that came of it. */
  orderNumber: string | null;
  notice: NoticeOf<typeof happenings, typeof problems>;
  now: number;
};

export function QuotationPage(props: QuotationPageProps) {
  const { shell, quotation, number, notice, now } = props;
  const { t, language } = shell;
  const { documentId, draft } = quotation;
  const at = `/account/documents/${documentId}`;
  const state = stateOf(quotation, now);
  return (
    <>
      <p class="crumb">
        <a href="/account/documents">{t('account.documents')}</a>
      </p>
      <div class="headline">
        <h1>{nameOf(t, { type: 'quotation', number })}</h1>
        <span class={state === 'open' ? 'tag tag-pending' : 'tag'}>{t(`quotations.${state}`)}</span>
      </div>
      {notice && 'done' in notice && <Notice tone="done">{t(`quotations.done_${notice.done}`)}</Notice>}
      {notice && 'problem' in notice && <Notice tone="refused">{t(`quotations.problem_${notice.problem}`)}</Notice>}
      <State {...props} />
      {quotation.note !== '' && (
        <section class="panel">
          <h2>{t('quotations.note')}</h2>
          <p class="said">{quotation.note}</p>
        </section>
      )}
      <Items shell={shell} order={draft} lines={draft.lines} title={t('quotations.what')} />
      {state === 'open' && (
        <div class="panel">
          <p>{t('quotations.accept_hint', { total: money(draft.totalMinor, draft.currency, language) })}</p>
          <div class="acts">
            <form method="post" action={`${at}/acceptance`}>
              <button class="btn btn-primary" type="submit">
                {t('quotations.accept')}
              </button>
            </form>
            <form method="post" action={`${at}/refusal`}>
              <button class="btn btn-plain" type="submit">
                {t('quotations.decline')}
              </button>
            </form>
          </div>
        </div>
      )}
      <section class="cards">
        <AddressPanels shell={shell} order={draft} />
        <div class="panel">
          <h2>{t('orders.payment')}</h2>
          <p>{t(`orders.by_${draft.paymentMethod}`)}</p>
        </div>
      </section>
      <p>
        <a class="underline" href={`${at}/pdf`}>
          {t('documents.pdf')}
        </a>
      </p>
    </>
  );
}

/** Until when it holds, or when it was answered. */
function State({ shell: { t, language, store }, quotation, orderNumber, now }: QuotationPageProps) {
  const { validUntil, acceptedAt, declinedAt } = quotation;
  const time = moments(language, store.timeZone);
  const day = dates(language, store.timeZone)(validUntil);
  if (acceptedAt !== null) {
    return (
      <p>
        {t('quotations.accepted_at', { time: time(acceptedAt) })}{' '}
        {orderNumber !== null && (
          <a class="underline" href={`/account/orders/${encodeURIComponent(orderNumber)}`}>
            {t('quotations.to_order')}
          </a>
        )}
      </p>
    );
  }
  if (declinedAt !== null) return <p>{t('quotations.declined_at', { time: time(declinedAt) })}</p>;
  return <p>{t(validUntil <= now ? 'quotations.was_valid_until' : 'quotations.valid_until', { day })}</p>;
}
