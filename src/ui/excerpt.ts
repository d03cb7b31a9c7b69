// The beginning of the shop's own words as plain text, for where there is no room for more.
import type { Token } from 'marked';
import { partsOf } from './markdown.tsx';

/** The first words of a text in Markdown, at most so many characters; empty where there are none. */
export function excerptOf(markdown: string, most: number): string {
  const text = textOf(partsOf(markdown)).replaceAll(/\s+/g, ' ').trim();
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).trimEnd()}…`;
}

function textOf(parts: readonly Token[]): string {
  return parts.map((part) => (isBlock(part) ? ` ${wordsOf(part)} ` : wordsOf(part))).join('');
}

function wordsOf(part: Token): string {
  if (part.type === 'list') return textOf(part.items ?? []);
  if (part.type === 'table') return textOf([...part.header, ...part.rows.flat()].flatMap(({ tokens }) => tokens));
  if ('tokens' in part && part.tokens) return textOf(part.tokens);
  if (['space', 'def', 'hr', 'br', 'checkbox'].includes(part.type)) return ' ';
  return 'text' in part && typeof part.text === 'string' ? part.text : part.raw;
}

/** Whether what follows stands in a place of its own. */
function isBlock({ type }: Token): boolean {
  return ['heading', 'paragraph', 'list_item', 'blockquote', 'code', 'table'].includes(type);
}
