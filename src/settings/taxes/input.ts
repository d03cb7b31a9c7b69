// Tax rates as staff type them, and as their form shows them again.
import * as z from 'zod';
import { percent } from '../../catalog/price-lists/input.ts';
import { everyCountry } from '../../customers/addresses/countries.ts';
import { percentTyped, written } from '../../groups/input.ts';
import type { Policies } from '../../stores/policies.ts';
import type { Language } from '../../web/i18n.ts';
import { requiredLine } from '../../web/lines.ts';
import { oneOf } from '../input.ts';

/** What a country takes, in hundredths of a percent. */
export type Rates = Policies['tax']['rates'][string];

/** The rates of a country; where there is no reduced one, the standard one counts. */
export const ratesSchema = z
  .object({ standard: requiredLine(20).prefault('').pipe(percentTyped), reduced: percent, super_reduced: percent })
  .transform(({ standard, reduced, super_reduced }): Rates => ({
    standard,
    ...(reduced !== null && { reduced }),
    ...(super_reduced !== null && { super_reduced }),
  }));

/** The same with the country. */
export const newRatesSchema = z
  .object({ country: oneOf(everyCountry) })
  .and(ratesSchema)
  .transform(({ country, ...rates }) => ({ country, rates }));

/** The rates as their form shows them. */
export function ratesAsTyped(rates: Rates, language: Language): Record<string, string> {
  const typed = (rate: number | undefined) => (rate === undefined ? '' : written(rate / 100, language));
  return {
    standard: typed(rates.standard),
    reduced: typed(rates.reduced),
    super_reduced: typed(rates.super_reduced),
  };
}
