// The words by which a customer is found: lower case, without accents, at most 64 characters. Staff type beginnings of words,
// so a word that another word of the same customer begins with is not kept: whoever looks for it finds the longer one.
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { emailKey } from '../../web/emails.ts';

/** What people are found by. */
const fields = ['name', 'email', 'phone', 'company', 'vatId'] as const;
export type Field = (typeof fields)[number];

/** A field as it is compared: its words, and the whole of it to sort by. */
type Reading = { whole: string; words: string[] };

/** The readings of the fields that were given; what a customer's row carries beside the fields themselves. */
export type Readings = Partial<Record<Field, Reading>>;

export const longestTerm = 64;

/** Words that are looked for at once: D1 takes 100 values a statement. */
const mostWords = 10;

/** Letters that are no base letter with a mark. */
const spelledOut: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
  '’': "'",
};

/** A text as it is compared: lower case, without accents. */
export function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[ßłøđðæœþı’]/g, (letter) => spelledOut[letter] ?? letter);
}

/** A word as it is kept, and looked for. */
function cut(word: string): string {
  return [...word].slice(0, longestTerm).join('');
}

/** The words of a customer whose fields read like this, sorted; a field that is empty has none. */
export function termsIn(readings: Readings): string[] {
  return longestOf(Object.values(readings).flatMap(({ words }) => words));
}

/** How each of the given fields reads, an empty one too. Fields of the row that are no such field are passed over. */
export function readingsOf(details: Partial<Record<Field, string>>): Readings {
  const given = fields.flatMap((field) => {
    const text = details[field];
    return text === undefined ? [] : [[field, readingOf(field, text)] as const];
  });
  return Object.fromEntries(given);
}

function readingOf(field: Field, text: string): Reading {
  const whole = folded(field === 'email' ? emailKey(text) : text);
  return { whole, words: longestOf(rules[field](whole).map(cut)) };
}

const rules: Readonly<Record<Field, (text: string) => string[]>> = {
  name: wordsIn,
  company: wordsIn,
  email: partsOfEmail,
  phone: waysToDial,
  vatId: (text) => [text, text.replace(/^[a-z]+/, '')],
};

/** `o'brien-smith` is found by itself, by its parts of more than a letter, and as `obriensmith`. */
function wordsIn(text: string): string[] {
  const words = text.split(/\s+/).map(withoutEdges);
  return words.flatMap((word) => {
    const parts = word.split(/[^\p{L}\p{N}]+/u);
    return [word, word.replaceAll(/['-]/g, ''), ...parts.filter((part) => part.length > 1)];
  });
}

function withoutEdges(word: string): string {
  return word.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

/** The whole address, its domain, and the parts of both; the last label of a domain tells nobody apart. */
function partsOfEmail(email: string): string[] {
  const [local = '', domain = ''] = email.split(/@(?=[^@]*$)/);
  const labels = domain.split('.').slice(0, -1);
  return [email, domain, ...[local, ...labels].flatMap((part) => part.split(/[._+-]/))];
}

/** The digits of a number in international form, within its country, and there behind a 0. */
function waysToDial(phone: string): string[] {
  const number = parsePhoneNumberFromString(phone);
  if (!number) return [digitsIn(phone)];
  const national: string = number.nationalNumber;
  return [number.countryCallingCode + national, national, `0${national}`];
}

function digitsIn(text: string): string {
  return text.replaceAll(/\D/g, '');
}

/** The words, sorted, without those that another one begins with: such a one stands right behind them. */
function longestOf(words: readonly string[]): string[] {
  const sorted = [...new Set(words)].filter((word) => word !== '').toSorted();
  return sorted.filter((word, place) => !sorted[place + 1]?.startsWith(word));
}

/**
 * What somebody looks for, as beginnings of words, the longest first: it leaves the fewest to look at. A phone number, however
 * it is grouped, is one word of digits. Of very many words the longest count. `asNumber` says as what a word is looked for that is the
 * number of something, and null of any other.
 */
export function wordsLookedFor(text: string, asNumber: (word: string) => string | null = () => null): string[] {
  const typed = folded(text).trim();
  const words = isLikePhone(typed) || asNumber(typed) ? [typed] : typed.split(/\s+/);
  const looked = words.map(
    (word) => asNumber(withoutMarks(word)) ?? cut(isLikePhone(word) ? dialled(word) : withoutMarks(word)),
  );
  return longestOf(looked)
    .toSorted((one, other) => other.length - one.length)
    .slice(0, mostWords);
}

/** Digits, with what is written between the digits of phone numbers, or digits alone. */
function isLikePhone(text: string): boolean {
  return /^\+?[\d\s()./-]+$/.test(text) && /\d/.test(text);
}

/** `00420…` is dialled for `+420…`. */
function dialled(text: string): string {
  return digitsIn(text).replace(/^00/, '');
}

/** Without the marks around a word that are no part of any: a comma after it, a quotation mark before it. */
function withoutMarks(word: string): string {
  return word.replaceAll(/^[^\p{L}\p{N}]+|[,;:'"()]+$/gu, '');
}
