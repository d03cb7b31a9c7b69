// Moments (ms since 1970) as the language writes them, in the zone of the store.
import type { Language } from '../web/i18n.ts';

/** English as a store in Europe writes it: the day before the month, the hours to 24. */
const locales = { en: 'en-GB', de: 'de', cs: 'cs' } satisfies Record<Language, string>;

/** Writes moments for a page: `17 Nov 2026, 14:05`. Made once per page, since making one is the costly part. */
export function moments(language: Language, timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return (at) => format.format(at);
}

/** One moment for somebody who may read it in another zone: `17 November 2026 at 14:05 GMT`. */
export function momentInZone(at: number, language: Language, timeZone: string): string {
  const format = new Intl.DateTimeFormat(locales[language], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  });
  return format.format(at);
}
