// From a row of the outbox to an e-mail: subject, HTML and text of one template in one language, filled in by Liquid.
// In HTML every value is escaped, in the subject it is put on one line; in text nothing is done, since nothing there is read as markup.
import { Liquid } from 'liquidjs';
import type { Store } from '../stores/stores.ts';
import { pixelLogo } from '../ui/logo.tsx';
import type { Language } from '../web/i18n.ts';
import frame from './templates/frame.liquid';
import { defaultTemplates } from './templates/templates.ts';

export type Mail = { from: { name: string; email: string }; to: string; subject: string; html: string; text: string };

const plain = new Liquid({ strictVariables: true, strictFilters: true });
const onOneLine = new Liquid({ strictVariables: true, strictFilters: true, outputEscape: oneLineOf });
const escaped = new Liquid({ strictVariables: true, strictFilters: true, outputEscape: 'escape' });

/**
 * The e-mail of a template for one person. Throws for a template or language that is not there, for a variable that is
 * missing, and for a header that would break out of its line.
 */
export function render(store: Store, template: string, language: Language, data: object, to: string): Mail {
  const source = defaultTemplates[language][template];
  if (source === undefined) throw new Error(`no template ${template} in ${language}`);
  const { subject, html, text } = partsOf(source);
  const values = { ...data, store: { name: store.name, origin: store.origin, address: store.policies.shop.address } };
  const body: string = escaped.parseAndRenderSync(html, values);
  const mail: Mail = {
    from: {
      name: store.policies.email.senderName ?? store.name,
      email: store.policies.email.senderAddress,
    },
    to,
    subject: onOneLine.parseAndRenderSync(subject, values),
    html: plain.parseAndRenderSync(frame, { ...escapedStore(store), logo: logoOf(store), language, body }),
    text: `${plain.parseAndRenderSync(text, values)}\n\n-- \n${store.name}\n${store.policies.shop.address}\n${store.origin}\n`,
  };
  for (const header of [mail.from.name, mail.from.email, mail.to, mail.subject]) assertOneLine(header);
  if (!/^[^\s@,;<>"]+@[^\s@,;<>"]+$/.test(mail.to)) throw new Error('not one e-mail address');
  return mail;
}

/** A template file: the subject on its first line, then the two bodies behind `--- html` and `--- text`. */
function partsOf(source: string): { subject: string; html: string; text: string } {
  const [subject, html, text] = source.split(/^--- (?:html|text)$/m).map((part) => part.trim());
  if (!subject || !html || !text) throw new Error('a template needs a subject, an HTML part and a text part');
  return { subject, html, text };
}

function escapedStore(store: Store) {
  const escape = (value: string) => escaped.parseAndRenderSync('{{ value }}', { value });
  return { name: escape(store.name), address: escape(store.policies.shop.address), origin: escape(store.origin) };
}

/** The most that a logo is high in a message, and the most that it is wide, in pixels. */
const mostHigh = 40;
const mostWide = 320;

/** The logo as messages show it. */
function logoOf(store: Store) {
  const logo = pixelLogo(store);
  if (!logo) return null;
  const scale = Math.min(1, mostHigh / logo.height, mostWide / logo.width);
  const sideOf = (pixels: number) => Math.max(1, Math.round(pixels * scale));
  return { path: logo.path, width: sideOf(logo.width), height: sideOf(logo.height) };
}

/** What ends a header line: CR, LF, NUL and the Unicode line ends. */
const lineEnds = /[\u0000-\u001f\u007f\u0085\u2028\u2029]+/;

/** A value as a header has it: what somebody is called may have lines. */
function oneLineOf(value: unknown): string {
  return String(value).split(lineEnds).join(' ');
}

/** Refuses what ends a header line otherwise: the binding would send it as more headers. */
function assertOneLine(value: string): void {
  if (lineEnds.test(value)) throw new Error('a header must be one line');
}
