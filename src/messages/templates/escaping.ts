// Values as they stand in a message: what a customer has called themselves is never read as markup, as a template or as a header.
import { toValue } from 'liquidjs';

/** A value as text; nothing where there is none. */
export function textOf(value: unknown): string {
  const known: unknown = toValue(value);
  if (Array.isArray(known)) return known.map((one) => textOf(one)).join('');
  const isText = typeof known === 'string' || typeof known === 'number' || typeof known === 'boolean';
  return isText ? String(known) : '';
}

/** What ends a line, or is no character of one. */
const breaks = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** Text as one line. */
export function inOneLine(text: string): string {
  return text.replace(breaks, ' ');
}

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };

/** Text as it stands in HTML, between elements and in an attribute. Where it has several lines, they stay. */
export function inMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => marks[mark] ?? '').replaceAll('\n', '<br>');
}

/** What may have several lines, as somebody typed it; every other value is one line in each part. */
const long: readonly string[] = ['note', 'text'];

/** Values in which nothing but what is long has line ends, so that no name begins a line of its own. */
export function inLines(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return long.includes(name) ? value : inOneLine(value);
  if (Array.isArray(value)) return value.map((one) => inLines(one, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inLines(one, key)]));
}
