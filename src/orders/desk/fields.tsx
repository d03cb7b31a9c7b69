// What staff can do to an order, as forms on its page.
import type { Linked } from '../../documents/fields.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Choice, Field } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { money, typedAmount } from '../../ui/money.ts';
import type { FormState } from '../../web/forms.ts';
import { carriersOf, longestCode } from '../details/carriers.ts';
import type { Order } from '../details/details.ts';
import { problemOf as invoicingProblemOf } from '../papers/invoicing.ts';
import { heldOf, owed as owedOf, problemOf, type Step } from '../steps.ts';

/** The names of the fields, for the summary of what is wrong. */
export function labelsOf({ t }: Shell) {
  return {
    status: t('customers.status'),
    note: t('statuses.note'),
    amount: t('orders.amount'),
    carrier: t('orders.carrier'),
    trackingCode: t('orders.tracking_code'),
  };
}

type ActsProps = { shell: Shell; order: Order; documents: readonly Linked[]; form: FormState };

/** What can be done to the order now; what cannot is not there. */
export function Acts({ shell, order, documents, form }: ActsProps) {
  const { t, language } = shell;
  const labels = labelsOf(shell);
  const may = (step: Step) => problemOf(step, order) === null;
  const at = `/admin/orders/${order.id}`;
  // What is noted of money is meant as the page showed it, and once.
  const asSeen = `?revision=${order.revision}`;
  const owed = owedOf(order);
  return (
    <>
      <a class="btn btn-plain self-start" href={`${at}/change`}>
        {t(problemOf('change', order) === null ? 'orders.change' : 'changing.note_title')}
      </a>
      {may('repay') && (
        <form method="post" action={`${at}/repayment${asSeen}`} class="panel">
          <h2>{t('orders.repay')}</h2>
          <p>{t('orders.repay_hint', { amount: money(-owed, order.currency, language) })}</p>
          <button class="btn btn-primary self-start" type="submit">
            {t('orders.repay_submit')}
          </button>
        </form>
      )}
      {may('pay') && (
        <form method="post" action={`${at}/payments${asSeen}`} class="panel" novalidate>
          <h2>{t('orders.receive')}</h2>
          <Field
            t={t}
            form={form}
            name="amount"
            label={labels.amount}
            hint={t('orders.owed_now', { amount: money(owed, order.currency, language) })}
            autocomplete="off"
            inputmode="decimal"
            maxlength={20}
            value={typedAmount(owed, order.currency)}
            required
          />
          <button class="btn btn-primary self-start" type="submit">
            {t('orders.receive_submit')}
          </button>
        </form>
      )}
      {may('ship') && (
        <form method="post" action={`${at}/shipment`} class="panel" novalidate>
          <h2>{t('orders.ship')}</h2>
          <Choice
            t={t}
            form={form}
            name="carrier"
            label={labels.carrier}
            options={[{ value: '', label: t('orders.no_carrier') }, ...carriersOf(shell.store)]}
            required
          />
          <Field
            t={t}
            form={form}
            name="trackingCode"
            label={labels.trackingCode}
            autocomplete="off"
            maxlength={longestCode}
          />
          <button class="btn btn-primary self-start" type="submit">
            {t('orders.ship_submit')}
          </button>
        </form>
      )}
      {may('deliver') && (
        <form method="post" action={`${at}/delivery`} class="panel">
          <h2>{t('orders.deliver')}</h2>
          <button class="btn btn-primary self-start" type="submit">
            {t('orders.deliver_submit')}
          </button>
        </form>
      )}
      {invoicingProblemOf(order, documents) === null && (
        <form method="post" action={`${at}/invoice`} class="panel">
          <h2>{t('documents.type_invoice')}</h2>
          <button class="btn btn-plain self-start" type="submit">
            {t('documents.issue_invoice')}
          </button>
        </form>
      )}
      {may('refund') && (
        <Asked
          shell={shell}
          id="refund"
          to={`${at}/refund${asSeen}`}
          word="refund"
          amount={money(heldOf(order), order.currency, language)}
        />
      )}
      {may('cancel') && <Asked shell={shell} id="cancel" to={`${at}/cancellation`} word="cancel" amount="" />}
    </>
  );
}

type AskedProps = { shell: Shell; id: string; to: string; word: 'refund' | 'cancel'; amount: string };

function Asked({ shell: { t }, id, to, word, amount }: AskedProps) {
  return (
    <section class="panel">
      <h2>{t(`orders.${word}`)}</h2>
      <Dialog t={t} id={id} look="danger" label={t(`orders.${word}_open`)} title={t(`orders.${word}`)}>
        <p>{t(`orders.${word}_hint`, { amount })}</p>
        <form method="post" action={to}>
          <button class="btn btn-danger" type="submit">
            {t(`orders.${word}_submit`)}
          </button>
        </form>
      </Dialog>
    </section>
  );
}
