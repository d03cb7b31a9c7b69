// Money is whole minor units with a currency; pages show it as the language writes it.

/** `128450` minor units of EUR in English: `€1,284.50`. */
export function money(amountMinor: number, currency: string, language: string): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** Hundredths of a percent: `1000` in English is `10%`. */
export function percent(basisPoints: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 }).format(basisPoints / 10_000);
}

/** A whole number with the language's grouping. */
export function whole(value: number, language: string): string {
  return new Intl.NumberFormat(language).format(value);
}
