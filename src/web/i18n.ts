// Words in three languages. Every word on a page comes from src/locales; plurals follow Intl.PluralRules.
import { createInstance, type TFunction } from 'i18next';
import cs from '../locales/cs.json' with { type: 'json' };
import de from '../locales/de.json' with { type: 'json' };
import en from '../locales/en.json' with { type: 'json' };

export const languages = ['en', 'de', 'cs'] as const;
export type Language = (typeof languages)[number];
export type Translate = TFunction;

/** Holds the language that the visitor chose in the footer. */
export const languageCookie = '__Host-language';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

const words = createInstance();
void words.init({
  initAsync: false,
  lng: 'en',
  fallbackLng: 'en',
  supportedLngs: [...languages],
  resources: { en: { translation: en }, de: { translation: de }, cs: { translation: cs } },
  // hono/jsx escapes what it renders; escaping here as well would show entities.
  interpolation: { escapeValue: false },
});

const translators = {
  en: remembering(words.getFixedT('en')),
  de: remembering(words.getFixedT('de')),
  cs: remembering(words.getFixedT('cs')),
} satisfies Record<Language, Translate>;

/** The same words, of which those that nothing is put into are looked up once: they never change, and most of a page are such. */
function remembering(translate: Translate): Translate {
  const known = new Map<unknown, unknown>();
  const remembered = (...asked: Parameters<Translate>): unknown => {
    const [key] = asked;
    if (asked.length > 1 || typeof key !== 'string') return translate(...asked);
    const text = known.get(key) ?? translate(...asked);
    known.set(key, text);
    return text;
  };
  return remembered as Translate;
}

/** The words of one language: `t('login.title')`. */
export function translator(language: Language): Translate {
  return translators[language];
}

/** Whether pages and messages are in this language. */
export function isLanguage(value: string | undefined): value is Language {
  return languages.some((language) => language === value);
}

/**
 * The language for a visitor of a store that speaks `offered`: the first of `wishes` it speaks, else its first.
 * Wishes come best first: the cookie, then Accept-Language.
 */
export function chooseLanguage(offered: readonly Language[], wishes: readonly string[]): Language {
  for (const wish of wishes) {
    const language = offered.find((one) => one === wish.toLowerCase().split('-')[0]);
    if (language) return language;
  }
  return offered[0] ?? 'en';
}
