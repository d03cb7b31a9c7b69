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

/** When a day (`2026-11-17`) begins in this zone, in ms since 1970. */
export function startOfDay(day: string, timeZone: string): number {
  const utc = Date.parse(day);
  // The offset is that of the moment itself, which is known closely enough after one step.
  return utc - offsetAt(utc - offsetAt(utc, timeZone), timeZone);
}

/** What clocks in the zone are ahead of UTC at that moment, in ms. */
function offsetAt(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
