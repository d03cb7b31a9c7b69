// Amounts of money as people type them into forms.
import * as z from 'zod';
import type { FieldProblem } from '../web/lines.ts';
import { decimalsOf, minorOf } from './money.ts';
import { numberFormat } from './formats.ts';

/**
 * An amount as somebody types it, `1250` or `12,50`, in minor units of the currency. More decimals than the currency has are refused:
 * `1.250` may mean either. Problem: `number_invalid`, unless another is named.
 */
export function amountIn(currency: string, problem: FieldProblem = 'number_invalid') {
  const decimals = decimalsOf(currency);
  const fraction = decimals === 0 ? '' : String.raw`([.,]\d{1,${decimals}})?`;
  return z
    .string()
    .trim()
    .regex(new RegExp(String.raw`^\d{1,12}${fraction}$`), problem)
    .transform((typed) => minorOf(Number(typed.replace(',', '.')), currency));
}

/** The most that one of something may cost, in minor units: sums of such stay exact. */
export const mostMinor = 10_000_000_000;

/** What one of something costs, as somebody types it. Problem: `price_invalid`. */
export function unitPriceIn(currency: string) {
  return amountIn(currency, 'price_invalid').refine((minor) => minor <= mostMinor, 'price_invalid');
}

/** An amount the other way round, as the language writes it: `1250` of EUR is `12,50` in German. */
export function amountAsTyped(amountMinor: number, currency: string, language: string): string {
  const decimals = decimalsOf(currency);
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return numberFormat(language, { useGrouping: false, ...digits }).format(amountMinor / 10 ** decimals);
}
