// What a browser says it is, and where the edge saw it, in plain words. Browsers say what they like: only names that the
// parser itself knows are ever shown, so nothing that a client wrote reaches a page or a message.
import * as bowser from 'bowser';
import type { Language, Translate } from '../web/i18n.ts';

const browsers = new Set(Object.values(bowser.BROWSER_MAP));
const systems = new Set(Object.values(bowser.OS_MAP));

/** A User-Agent in words: `Firefox on Windows`. */
export function deviceName(userAgent: string, t: Translate): string {
  if (userAgent === '') return t('devices.unknown');
  const found = bowser.parse(userAgent);
  const browser = known(browsers, found.browser.name);
  const system = known(systems, found.os.name);
  if (browser && system) return t('devices.named', { browser, system });
  return browser ?? system ?? t('devices.unknown');
}

/** Writes places with their country in words: `Prague, CZ` in English is `Prague, Czechia`. Made once per page. */
export function placeNames(language: Language): (place: string) => string {
  const countries = new Intl.DisplayNames(language, { type: 'region' });
  return (place) => place.replace(/(?<=^|, )[A-Z]{2}$/, (code) => countries.of(code) ?? code);
}

/** The name if it is one of the parser's own; the system that some of them repeat stands beside it anyway. */
function known(names: ReadonlySet<string>, name: string | undefined): string | null {
  return name !== undefined && names.has(name) ? name.replace(/ for Android$/, '') : null;
}
