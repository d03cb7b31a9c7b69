// From a row of the outbox to an e-mail: subject, HTML and text of one template in one language, filled in by Liquid.
// In HTML every value is escaped; in subject and text nothing is, since nothing there is read as markup.
import { Liquid } from 'liquidjs';
import type { Store } from '../stores/stores.ts';
import { pixelLogo } from '../ui/logo.tsx';
import type { Language } from '../web/i18n.ts';
import { filledParts, type CompiledParts } from './templates/engine.ts';
import { inLines, inMarkup } from './templates/escaping.ts';
import frame from './templates/frame.liquid';
import type { Parts } from './templates/parts.ts';

export type Mail = { from: { name: string; email: string }; to: string; subject: string; html: string; text: string };

const framing = new Liquid({ strictVariables: true, strictFilters: true, locale: 'en-US' });

/**
 * The e-mail of a template for one person. Throws for a variable that is missing, for a template that takes too many steps, and for a
 * header that would break out of its line.
 */
export function render(store: Store, template: CompiledParts, language: Language, data: object, to: string): Mail {
  const { subject, html, text } = letter(store, template, language, data);
  const mail: Mail = {
    from: {
      name: store.policies.email.senderName ?? store.name,
      email: store.policies.email.senderAddress,
    },
    to,
    subject,
    html,
    text,
  };
  for (const header of [mail.from.name, mail.from.email, mail.to, mail.subject]) assertOneLine(header);
  if (!/^[^\s@,;<>"]+@[^\s@,;<>"]+$/.test(mail.to)) throw new Error('not one e-mail address');
  return mail;
}

/** What a message says, in the frame of the store. Throws as `render` does. */
export function letter(store: Store, template: CompiledParts, language: Language, data: object): Parts {
  const { name, origin, policies } = store;
  const { address } = policies.shop;
  const { subject, html, text } = filledParts(template, { ...lines(data), store: { name, origin, address } });
  return {
    subject,
    html: framing.parseAndRenderSync(frame, { ...escapedStore(store), logo: logoOf(store), language, body: html }),
    text: `${text}\n\n-- \n${name}\n${address}\n${origin}\n`,
  };
}

function lines(data: object): object {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, inLines(value, key)]));
}

function escapedStore({ name, origin, policies }: Store) {
  return { name: inMarkup(name), address: inMarkup(policies.shop.address), origin: inMarkup(origin) };
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

/** Refuses what ends a header line (CR, LF, NUL and the Unicode line ends): the binding would send it as more headers. */
function assertOneLine(value: string): void {
  if (/[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(value)) throw new Error('a header must be one line');
}
