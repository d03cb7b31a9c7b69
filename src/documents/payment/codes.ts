// A bank transfer as a text that banking apps read from a QR code. Sources: EPC069-12, version 002 (SEPA credit transfer, euros);
// Short Payment Descriptor 1.0 (SPAYD, Czech crowns).
import { dayOf } from '../../ui/dates.ts';
import { creditorReference, variableSymbol } from './references.ts';

/** What is to be transferred. The amount is in minor units. */
export type Transfer = {
  holder: string;
  iban: string;
  bic: string;
  amountMinor: number;
  currency: string;
  /** What people call the order. */
  number: string;
  /** When it is due (ms since 1970); null where it is not said. */
  dueAt: number | null;
};

/** What the payer writes beside the amount; null in currencies for which we know no standard. */
export function referenceOf({ currency, number }: Pick<Transfer, 'currency' | 'number'>): string | null {
  if (currency === 'EUR') return creditorReference(number);
  return currency === 'CZK' ? variableSymbol(number) : null;
}

/**
 * The text of the QR code; null where there is no standard for the currency, or the amount is none it can say. The day on which it is
 * due is that of the store's zone.
 */
export function codeOf(transfer: Transfer, timeZone: string): string | null {
  if (transfer.amountMinor < 1 || transfer.amountMinor > 99_999_999_999) return null;
  if (transfer.currency === 'EUR') return epcOf(transfer);
  return transfer.currency === 'CZK' && transfer.amountMinor <= 999_999_999 ? spaydOf(transfer, timeZone) : null;
}

function epcOf({ holder, iban, bic, amountMinor, number }: Transfer): string {
  const lines = [
    'BCD',
    '002',
    '1',
    'SCT',
    bic,
    cut(holder, 70),
    iban,
    `EUR${decimal(amountMinor)}`,
    '',
    creditorReference(number),
  ];
  return lines.join('\n');
}

function spaydOf({ holder, iban, bic, amountMinor, number, dueAt }: Transfer, timeZone: string): string {
  const fields = [
    ['ACC', bic === '' ? iban : `${iban}+${bic}`],
    ['AM', decimal(amountMinor)],
    ['CC', 'CZK'],
    ...(dueAt === null ? [] : [['DT', dayOf(dueAt, timeZone).replaceAll('-', '')]]),
    ['MSG', cut(number, 60)],
    ['RN', cut(holder, 35)],
    ['X-VS', variableSymbol(number)],
  ];
  return `SPD*1.0*${fields.map(([key, value = '']) => `${key}:${written(value)}`).join('*')}`;
}

/** A value of a descriptor: its own signs, and letters that not every reader knows, percent-encoded as UTF-8. */
function written(value: string): string {
  return value
    .replaceAll('%', '%25')
    .replaceAll('*', '%2A')
    .replaceAll(/[^\u0020-\u007e]/gu, encodeURIComponent);
}

function decimal(amountMinor: number): string {
  return (amountMinor / 100).toFixed(2);
}

/** One line of so many characters at most. */
function cut(text: string, most: number): string {
  return [...text.replaceAll(/\s+/g, ' ').trim()].slice(0, most).join('');
}
