import { AddressPanels, Items } from '../../../orders/details/fields.tsx';
import type { Draft } from '../../../orders/placing/drafts.ts';
import { dates } from '../../../ui/dates.ts';
import { Facts } from '../../../ui/facts.tsx';
import { Notice } from '../../../ui/fields.tsx';
import type { Shell } from '../../../ui/layout.tsx';
import { amounts, money } from '../../../ui/money.ts';
import type { Seen } from '../composing.ts';
import type { Filled, Values } from '../input.ts';
import { signedAmount } from '../lines/fields.tsx';

export type ReviewNotice = 'terms_changed' | 'changed_meanwhile';

/** A price that staff have set: of which product, what it would cost the customer, and what it costs. */
type SetPrice = { name: string; ownMinor: number; setMinor: number };

export type MadeReviewProps = {
  shell: Shell;
  seen: Pick<Seen, 'customer' | 'known'>;
  filled: Filled;
  draft: Draft;
  setPrices: readonly SetPrice[];
  /** The form as it was filled in: it goes along with the button. */
  values: Values;
  /** The word of what is shown: what comes back with the button is what was shown. */
  shown: string;
  notice: ReviewNotice | undefined;
};

/** What was filled in, once more before it is placed or offered. */
export function MadeReviewPage(props: MadeReviewProps) {
  const { shell, filled, draft, values, shown, notice } = props;
  const { t, language } = shell;
  const total = money(draft.totalMinor, draft.currency, language);
  const sent = Object.entries({ ...values, shown });
  return (
    <>
      <h1>{t(`making.review_${filled.kind}`)}</h1>
      {notice && <Notice tone="refused">{t(`making.${notice}`)}</Notice>}
      <Whom {...props} />
      <Items shell={shell} order={draft} lines={draft.lines} title={t('making.lines')} />
      <SetPrices {...props} />
      <section class="cards">
        <AddressPanels shell={shell} order={draft} />
        <div class="panel">
          <h2>{t('orders.payment')}</h2>
          <p>{t(`orders.by_${draft.paymentMethod}`)}</p>
          {draft.vatId !== '' && <p class="quiet">{draft.vatId}</p>}
        </div>
      </section>
      <Facts facts={factsOf(props)} />
      {filled.note !== '' && (
        <section class="panel">
          <h2>{t('making.note')}</h2>
          <p class="said">{filled.note}</p>
        </section>
      )}
      <form method="post" action="/admin/orders/new" class="acts">
        {sent.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button class="btn btn-primary" type="submit" name="step" value="place">
          {t(`making.submit_${filled.kind}`, { total })}
        </button>
        <button class="btn btn-plain" type="submit" name="step" value="edit">
          {t('making.change')}
        </button>
      </form>
    </>
  );
}

/** Whom it is for, and what else happens to them with it. */
function Whom({ shell: { t }, seen: { customer, known }, filled, draft }: MadeReviewProps) {
  const { email, delivery, billing, customerId } = draft;
  const name = customer ? customer.name || customer.company : known?.name || billing?.name || delivery?.name || '';
  return (
    <section class="panel">
      <h2>{t('customers.customer')}</h2>
      <p>
        <bdi>{name}</bdi> <bdi class="quiet">{email}</bdi>
      </p>
      {!customer && customerId !== null && !known && <p>{t('making.invited_too')}</p>}
      {!customer && customerId !== null && known && <p>{t('making.known_elsewhere')}</p>}
      {customerId === null && <p>{t('making.as_guest')}</p>}
      {customer?.status === 'pending' && <p>{t(`making.pending_${filled.kind}`)}</p>}
    </section>
  );
}

function SetPrices({ shell: { t, language }, draft, setPrices }: MadeReviewProps) {
  if (setPrices.length === 0) return null;
  const amount = amounts(draft.currency, language);
  return (
    <section class="part">
      <h2>{t('making.set_by_hand')}</h2>
      <ul>
        {setPrices.map(({ name, ownMinor, setMinor }) => (
          <li class="tabular-nums">
            <bdi>{name}</bdi>: {amount(ownMinor)} → {amount(setMinor)} ({signedAmount(amount, setMinor - ownMinor)})
          </li>
        ))}
      </ul>
    </section>
  );
}

function factsOf({ shell: { t, language, store }, filled: { offer } }: MadeReviewProps) {
  const day = dates(language, store.timeZone);
  const until = offer ? day(offer.validUntil) : '';
  const reminded = offer && offer.remindAt !== null ? day(offer.remindAt) : '';
  return [
    [t('quotations.valid'), until],
    [t('making.reminded_on'), reminded],
  ] as const;
}
