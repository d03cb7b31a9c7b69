// The words of the pages: the same in every language, and none that no page shows.
import { describe, expect, it } from 'vitest';
import { sourceFiles, textOf } from './source.ts';

const languages = ['en', 'de', 'cs'] as const;
type Language = (typeof languages)[number];

/** Words that are the same in English: the languages' own names, and words the languages share. */
const alike = {
  de: [
    'layout.english',
    'layout.german',
    'layout.czech',
    'fields.name',
    'address_fields.code_eircode',
    'customers.status',
    'customers.newsletter',
    'customers.by_name',
    'audit.link',
    'partners.partner',
    'partners.of_webhooks',
  ],
  cs: [
    'layout.english',
    'layout.german',
    'layout.czech',
    'address_fields.code_eircode',
    'staff.role',
    'partners.partner',
  ],
};

type Words = Map<string, string>;

const words = { en: wordsOf('en'), de: wordsOf('de'), cs: wordsOf('cs') };
const counted = new Set([...words.en.keys()].filter((key) => key.endsWith('_other')).map(withoutForm));

/** The words of a language by their whole key: `register.title`. */
function wordsOf(language: Language): Words {
  const found: Words = new Map();
  const collect = (value: unknown, key: string): void => {
    if (typeof value === 'string') found.set(key, value);
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) collect(inner, key ? `${key}.${name}` : name);
    else throw new Error(`${key} of ${language} is neither text nor a group`);
  };
  collect(JSON.parse(textOf(`src/locales/${language}.json`)), '');
  return found;
}

/** The key as pages use it: without the plural form at its end. */
function withoutForm(key: string): string {
  return key.replace(/_(?:zero|one|two|few|many|other)$/, '');
}

/** The key as pages use it: a counted word is one word in all its forms. */
function asUsed(key: string): string {
  return counted.has(withoutForm(key)) ? withoutForm(key) : key;
}

/** What a word is filled in with, as one text. */
function placeholders(text = ''): string {
  const names = [...text.matchAll(/\{\{\s*([^}\s]+)\s*\}\}/g)].map(([, name = '']) => name);
  return [...new Set(names)].toSorted().join(' ');
}

describe.each(languages)('in %s', (language) => {
  const own = words[language];

  it('there is every word of English and no other', () => {
    const used = (some: Words) => [...new Set([...some.keys()].map(asUsed))].toSorted();
    expect(used(own)).toEqual(used(words.en));
  });

  it('a counted word has every form that the language counts with', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const wanted = [...counted].flatMap((key) => forms.map((form) => `${key}_${form}`));
    const present = [...own.keys()].filter((key) => counted.has(withoutForm(key)));
    expect(present.toSorted()).toEqual(wanted.toSorted());
  });

  it('every word is filled in with the same as in English', () => {
    const english = (key: string) => words.en.get(key) ?? words.en.get(`${withoutForm(key)}_other`);
    const different = [...own].filter(([key, text]) => placeholders(text) !== placeholders(english(key)));
    expect(different).toEqual([]);
  });

  it('no word is empty', () => {
    expect([...own].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

it.each(['de', 'cs'] as const)('no word of %s was left in English', (language) => {
  const same = [...words[language]].filter(([key, text]) => words.en.get(key) === text).map(([key]) => key);
  expect(same.toSorted()).toEqual(alike[language].toSorted());
});

it('every word is shown somewhere', () => {
  const source = sourceFiles.map(textOf).join('\n');
  const literals = new Set([...source.matchAll(/'([\w.]+)'/g)].map(([, text = '']) => text));
  const names = new Set([...source.matchAll(/\b(\w+)\??:/g)].map(([, name = '']) => name));
  // A key such as `errors.${name}_title` stands for every word whose varying part is a name in the source.
  const patterns = [...source.matchAll(/`([a-z_]+\.[^`\s]*\$\{[^`]*)`/g)].map(
    ([, key = '']) => new RegExp(`^${key.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '(\\w+)')}$`),
  );
  const isNamed = (part: string) => literals.has(part) || names.has(part);
  const isShown = (key: string) =>
    literals.has(key) || patterns.some((pattern) => pattern.exec(key)?.slice(1).every(isNamed));
  expect([...new Set([...words.en.keys()].map(asUsed))].filter((key) => !isShown(key))).toEqual([]);
});
