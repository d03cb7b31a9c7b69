// A new store as an owner types it.
import * as z from 'zod';
import { currencies, timeZones } from '../../stores/standards.ts';
import { requiredLine, tick } from '../../web/lines.ts';
import { languages } from '../../web/i18n.ts';

const oneOf = (known: () => readonly string[]) =>
  z.string('invalid').refine((typed) => known().includes(typed), 'invalid');

/** A hostname as the map of hosts has it: lower case, without port, other letters in Punycode. Problem: `hostname_invalid`. */
const hostname = requiredLine(253).transform((typed, context) => {
  const known = typed === '' ? null : hostIn(typed.toLowerCase());
  if (known !== null) return known;
  context.addIssue({ code: 'custom', message: 'hostname_invalid' });
  return z.NEVER;
});

function hostIn(typed: string): string | null {
  // Everything that would make an address of it, and what an address would forgive.
  if (/[\s/\\:@?#%[\]]/.test(typed)) return null;
  const url = URL.parse(`https://${typed}`);
  const isHost =
    url !== null &&
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/.test(url.hostname);
  // An address of numbers is no name.
  return isHost && !/\.\d+$/.test(url.hostname) ? url.hostname : null;
}

/** The form: the first language is the store's own. */
export const storeSchema = z
  .object({
    name: requiredLine(100).prefault(''),
    hostname: hostname.prefault(''),
    language: z.enum(languages, 'invalid'),
    also_en: tick,
    also_de: tick,
    also_cs: tick,
    currency: oneOf(currencies),
    timeZone: oneOf(timeZones),
    isSharing: tick,
  })
  .transform(({ language, also_en: en, also_de: de, also_cs: cs, ...typed }) => {
    const also = { en, de, cs };
    return { ...typed, languages: [language, ...languages.filter((one) => one !== language && also[one])] };
  });

export type StoreInput = z.output<typeof storeSchema>;
