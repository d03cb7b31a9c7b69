// Ways of delivery as staff type them, and as their form shows them again.
import * as z from 'zod';
import { ticked, ticks } from '../../catalog/audience/input.ts';
import { offeredBy } from '../../customers/addresses/countries.ts';
import type { DeliveryMethod } from '../../stores/policies.ts';
import type { Store } from '../../stores/stores.ts';
import { amountAsTyped, amountIn } from '../../ui/amounts.ts';
import type { Language } from '../../web/i18n.ts';
import { optionalLine, requiredLine } from '../../web/lines.ts';
import { inEach, wordsAsTyped } from '../../web/translations.ts';

/** How many ways of delivery a store may have. */
export const mostMethods = 30;

const mostMinor = 100_000_000;

const keySchema = requiredLine(40)
  .prefault('')
  // A new method has its page at `new`.
  .refine((typed) => typed === '' || (/^[a-z][a-z0-9_]*$/.test(typed) && typed !== 'new'), 'key_invalid');

/** The countries to choose from: those of the store, and those that the method has already. */
export function countriesFor(store: Store, method: DeliveryMethod | null): string[] {
  return [...new Set([...offeredBy(store), ...(method?.countries ?? [])])];
}

type Terms = Omit<DeliveryMethod, 'key'>;

/** What a method that is there becomes. Its words in languages that the store does not speak now are kept. */
export function methodSchema(store: Store, method: DeliveryMethod | null) {
  const countries = countriesFor(store, method);
  const names = inEach(store, 'name', (isFirst) => (isFirst ? requiredLine : optionalLine)(100));
  const price = amountIn(store.currency, 'price_invalid').refine((minor) => minor <= mostMinor, 'number_range');
  return z
    .object({
      price: price.prefault(''),
      freeFrom: optionalLine(20)
        .prefault('')
        .pipe(z.union([z.literal('').transform(() => null), amountIn(store.currency)], 'price_invalid')),
      area: z.enum(['everywhere', 'countries'], 'invalid'),
    })
    .and(z.object({ ...names, ...ticks('country', countries) }))
    .transform(({ price: priceMinor, freeFrom: freeFromMinor, area, ...typed }, context): Terms => {
      const chosen = area === 'countries' ? ticked(typed, 'country', countries) : null;
      if (chosen?.length === 0) context.addIssue({ code: 'custom', path: ['area'], message: 'countries_none' });
      return { name: wordsIn(store, typed, method), priceMinor, freeFromMinor, countries: chosen };
    });
}

/** The same of a new one, with its key. */
export function newMethodSchema(store: Store) {
  return z
    .object({ key: keySchema })
    .and(methodSchema(store, null))
    .transform(({ key, ...terms }): DeliveryMethod => ({ key, ...terms }));
}

function wordsIn(store: Store, typed: Readonly<Record<string, unknown>>, method: DeliveryMethod | null) {
  const words: DeliveryMethod['name'] = { ...method?.name };
  for (const language of store.languages) {
    const text = typed[`name_${language}`];
    if (typeof text === 'string' && text !== '') words[language] = text;
    else delete words[language];
  }
  return words;
}

/** A method as its form shows it; of a new one what it begins with. */
export function methodAsTyped({ currency }: Store, method: DeliveryMethod | null, language: Language) {
  if (!method) return { area: 'everywhere' };
  const { key, name, priceMinor, freeFromMinor, countries } = method;
  return {
    key,
    ...wordsAsTyped(name, 'name'),
    price: amountAsTyped(priceMinor, currency, language),
    freeFrom: freeFromMinor === null ? '' : amountAsTyped(freeFromMinor, currency, language),
    area: countries === null ? 'everywhere' : 'countries',
    ...Object.fromEntries((countries ?? []).map((country) => [`country_${country}`, 'on'])),
  };
}
