// Moments (ms since 1970) as the language writes them, in the zone of the store.
import type { Language } from '../web/i18n.ts';
import { dateFormat } from './formats.ts';

/** English as a store in Europe writes it: the day before the month, the hours to 24. */
const locales = { en: 'en-GB', de: 'de', cs: 'cs' } satisfies Record<Language, string>;

/** Writes moments for a page: `17 Nov 2026, 14:05`. */
export function moments(language: Language, timeZone: string): (at: number) => string {
  const format = dateFormat(locales[language], { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return (at) => format.format(at);
}

/** Writes days for a page: `17 Nov 2026`. */
export function dates(language: Language, timeZone: string): (at: number) => string {
  const format = dateFormat(locales[language], { dateStyle: 'medium', timeZone });
  return (at) => format.format(at);
}

/** One moment for somebody who may read it in another zone: `17 November 2026 at 14:05 GMT`. */
export function momentInZone(at: number, language: Language, timeZone: string): string {
  const format = dateFormat(locales[language], {
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

/** Writes days (`2026-11-17`) for a page: `17 Nov`. */
export function days(language: Language): (day: string) => string {
  const format = dateFormat(locales[language], { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return (day) => format.format(Date.parse(day));
}

const dayMs = 86_400_000;

/** The day that comes so many days after another, or before it: `2026-11-17`. */
export function dayAfter(day: string, count = 1): string {
  return new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10);
}

/** Which day a moment (ms since 1970) is in this zone: `2026-11-17`. */
export function dayOf(at: number, timeZone: string): string {
  return daysOf(timeZone)(at);
}

/** The same for many moments of a zone. */
export function daysOf(timeZone: string): (at: number) => string {
  const offsetAt = offsets(timeZone);
  return (at) => new Date(at + offsetAt(at)).toISOString().slice(0, 10);
}

/** When a day (`2026-11-17`) begins in this zone, in ms since 1970. */
export function startOfDay(day: string, timeZone: string): number {
  return startsOfDays(timeZone)(day);
}

/** The same for several days of a zone. */
export function startsOfDays(timeZone: string): (day: string) => number {
  const offsetAt = offsets(timeZone);
  return (day) => {
    const utc = Date.parse(day);
    // The offset is that of the moment itself, which is known closely enough after one step.
    return utc - offsetAt(utc - offsetAt(utc));
  };
}

/** What clocks in the zone are ahead of UTC at a moment, in ms. */
function offsets(timeZone: string): (at: number) => number {
  const format = dateFormat('en', { timeZone, timeZoneName: 'longOffset' });
  return (at) => offsetIn(format, at);
}

function offsetIn(format: Intl.DateTimeFormat, at: number): number {
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
