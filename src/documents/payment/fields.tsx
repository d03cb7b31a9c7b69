// How to pay by bank transfer: everything that is written into it, and a QR code for banking apps.
import { asset } from '../../ui/assets.ts';
import { dates } from '../../ui/dates.ts';
import type { Shell } from '../../ui/layout.tsx';
import { money } from '../../ui/money.ts';
import { QrCode } from '../../ui/qr.tsx';
import { codeOf, referenceOf, type Transfer } from './codes.ts';
import { grouped } from './references.ts';

/** The payment card of an order that is not paid yet. */
export function PaymentCard({ shell, transfer }: { shell: Shell; transfer: Transfer }) {
  const { t, language, store } = shell;
  const { iban, bic, holder, amountMinor, currency, dueAt } = transfer;
  const reference = referenceOf(transfer);
  const code = codeOf(transfer, store.timeZone);
  const rows = [
    {
      id: 'pay-amount',
      label: t('payment.amount'),
      shown: money(amountMinor, currency, language),
      copied: (amountMinor / 100).toFixed(2),
    },
    { id: 'pay-iban', label: 'IBAN', shown: grouped(iban), copied: iban },
    ...(bic === '' ? [] : [{ id: 'pay-bic', label: 'BIC', shown: bic, copied: bic }]),
    { id: 'pay-holder', label: t('payment.holder'), shown: holder, copied: holder },
    ...(reference === null
      ? []
      : [
          {
            id: 'pay-reference',
            label: t(currency === 'CZK' ? 'payment.variable_symbol' : 'payment.reference'),
            shown: currency === 'EUR' ? grouped(reference) : reference,
            copied: reference,
          },
        ]),
  ];
  return (
    <section class="panel payment">
      <h2>{t('payment.title')}</h2>
      {dueAt !== null && <p>{t('payment.due', { day: dates(language, store.timeZone)(dueAt) })}</p>}
      <div class="payment-parts">
        {code && <QrCode text={code} label={t('payment.qr')} />}
        <dl class="facts">
          {rows.map(({ id, label, shown, copied }) => (
            <>
              <dt>{label}</dt>
              <dd>
                <span id={id} class="tabular-nums">
                  {shown}
                </span>{' '}
                <button class="btn btn-plain btn-sm" type="button" hidden data-copy={copied} aria-describedby={id}>
                  {t('payment.copy')}
                </button>
              </dd>
            </>
          ))}
        </dl>
      </div>
      <p role="status" class="quiet" id="copied" data-words={t('payment.copied')} />
      <script type="module" src={asset('copying.js')} />
    </section>
  );
}
