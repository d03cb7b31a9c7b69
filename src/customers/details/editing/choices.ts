// What there is to choose from, as staff type it: one choice on a line, in each language in the same order.
import type { Store } from '../../../stores/stores.ts';
import type { Language } from '../../../web/i18n.ts';
import type { Question } from '../asked.ts';
import { keyOf } from './keys.ts';

type Choices = Question['choices'];

/** The lines of a text that say something. */
export function linesOf(typed: string): string[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/**
 * The choices of texts by language, `first` being the one that others fall back on. Answers name a choice by its value, so whatever
 * was there `before` keeps its own: by its words wherever they stand now, and in its place where as many lines are left as there were.
 */
export function choicesIn(texts: Readonly<Record<string, string>>, first: Language, before: Choices): Choices {
  const lines = linesOf(texts[first] ?? '');
  const values = valuesOf(lines, before, first);
  return lines.map((_, place) => {
    const words = Object.entries(texts).map(([language, text]) => [language, linesOf(text)[place]] as const);
    return { value: values[place] ?? '', label: Object.fromEntries(words.filter(([, word]) => word)) };
  });
}

function valuesOf(lines: readonly string[], before: Choices, first: Language): string[] {
  const left = new Set(before);
  const take = (choice: Choices[number] | undefined) => (choice && left.delete(choice) ? choice.value : undefined);
  const byWords = lines.map((line) => take([...left].find(({ label }) => label[first] === line)));
  const isReworded = lines.length === before.length;
  const known = byWords.map((value, place) => value ?? (isReworded ? take(before[place]) : undefined));
  const taken = known.filter((value) => value !== undefined);
  return lines.map((line, place) => {
    const value = known[place] ?? keyOf(line, taken);
    taken.push(value);
    return value;
  });
}

/** The same as the page shows them, by language. */
export function choicesAsTyped({ languages }: Store, choices: Choices): Record<string, string> {
  const [first = 'en'] = languages;
  // Where one choice has words in a language, those that have none stand there in the first: the lines stay side by side.
  const lines = (language: Language) => choices.map((choice) => choice.label[language] ?? choice.label[first] ?? '');
  const isTold = (language: Language) => choices.some((choice) => choice.label[language]);
  return Object.fromEntries(
    languages.filter(isTold).map((language) => [language, lines(language).join('\n')] as const),
  );
}
