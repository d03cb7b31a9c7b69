// Money is whole minor units with a currency; pages show it as the language writes it.
import { numberFormat } from './formats.ts';

/** `128450` minor units of EUR in English: `€1,284.50`. */
export function money(amountMinor: number, currency: string, language: string): string {
  return amounts(currency, language)(amountMinor);
}

/** The same for many amounts. */
export function amounts(currency: string, language: string): (amountMinor: number) => string {
  const format = numberFormat(language, { style: 'currency', currency });
  const units = 10 ** decimalsOf(currency);
  return (amountMinor) => format.format(amountMinor / units);
}

/** Amounts without their smaller unit, as scales have them: `€1,280`. */
export function roundAmounts(currency: string, language: string): (amountMinor: number) => string {
  const format = numberFormat(language, { style: 'currency', currency, maximumFractionDigits: 0 });
  const units = 10 ** decimalsOf(currency);
  return (amountMinor) => format.format(amountMinor / units).replace('-', '−');
}

/** By which share something has changed: `0.12` in English is `+12%`, less than nothing has a minus. */
export function changed(share: number, language: string): string {
  const format = numberFormat(language, {
    style: 'percent',
    signDisplay: 'exceptZero',
    maximumFractionDigits: 0,
  });
  return format.format(share).replace('-', '−');
}

/** Hundredths of a percent: `1000` in English is `10%`. */
export function percent(basisPoints: number, language: string): string {
  return numberFormat(language, { style: 'percent', maximumFractionDigits: 2 }).format(basisPoints / 10_000);
}

/** A whole number with the language's grouping. */
export function whole(value: number, language: string): string {
  return wholes(language)(value);
}

/** The same for many numbers. */
export function wholes(language: string): (value: number) => string {
  const format = numberFormat(language);
  return (value) => format.format(value);
}

/** Writes whole numbers as changes: `+50`, `−50`. */
export function signed(language: string): (value: number) => string {
  const format = numberFormat(language, { signDisplay: 'exceptZero' });
  return (value) => format.format(value).replace('-', '−');
}

/** An amount in minor units, rounded: `12.5` of EUR is `1250`. */
export function minorOf(amount: number, currency: string): number {
  return Math.round(amount * 10 ** decimalsOf(currency));
}

/** An amount as somebody types it, without its currency: `1250` of EUR is `12.50`. */
export function typedAmount(amountMinor: number, currency: string): string {
  const digits = decimalsOf(currency);
  return (amountMinor / 10 ** digits).toFixed(digits);
}

const decimals = new Map<string, number>();

/** How many decimals amounts of a currency have. To ask Intl costs more than to write an amount, so each currency is asked for once. */
export function decimalsOf(currency: string): number {
  const known = decimals.get(currency);
  if (known !== undefined) return known;
  const found = numberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  decimals.set(currency, found);
  return found;
}
