// A message has a subject of one line, and says the same as HTML and as text.

export const parts = ['subject', 'html', 'text'] as const;
export type Part = (typeof parts)[number];

/** The three parts, as Liquid or filled in. */
export type Parts = Record<Part, string>;

/** A template file: the subject on its first line, then the two bodies behind `--- html` and `--- text`. */
export function partsOf(source: string): Parts {
  const [subject, html, text] = source.split(/^--- (?:html|text)$/m).map((part) => part.trim());
  if (!subject || !html || !text) throw new Error('a template needs a subject, an HTML part and a text part');
  return { subject, html, text };
}
