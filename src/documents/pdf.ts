// The PDF of a document, made from its frozen content when somebody asks for it. The same document makes the same bytes each time:
// nothing in it is from now, and nothing is left to chance.
import { isLanguage, translator, type Language, type Translate } from '../web/i18n.ts';
import type { Content } from './content.ts';
import type { Document } from './documents.ts';
import type { DocumentType } from './issuing.ts';
import { fonts } from './pdf/font.ts';
import { drawHead } from './pdf/head.ts';
import { edges, penFor, styles, type Pen } from './pdf/pen.ts';
import { sheets, sheet } from './pdf/sheets.ts';
import { drawPayment, drawSums, drawTaxes } from './pdf/sums.ts';
import { drawLines } from './pdf/table.ts';

export type PrintedDocument = {
  id: string;
  type: DocumentType;
  number: string;
  language: Language;
  issuedAt: number;
  content: Content;
};

/** `Invoice 2026-00412`, for people; also what the file is called. */
export function nameOf(t: Translate, { type, number }: Pick<PrintedDocument, 'type' | 'number'>): string {
  return `${t(`documents.type_${type}`)} ${number}`;
}

/** A document as a file to save, and what the file is called. */
export async function fileOf(document: Document): Promise<{ bytes: Uint8Array<ArrayBuffer>; name: string }> {
  const language = isLanguage(document.language) ? document.language : 'en';
  const name = nameOf(translator(language), document).replaceAll(/[/\\]/g, '-');
  return { bytes: await pdfOf({ ...document, language }), name: `${name}.pdf` };
}

/** The document in A4, in its own language. */
export async function pdfOf(document: PrintedDocument): Promise<Uint8Array<ArrayBuffer>> {
  const { id, type, language, issuedAt, content } = document;
  const drawn = sheets(await fonts());
  const pen = penFor(drawn, document);
  const isPriced = type !== 'delivery_note';
  drawHead(pen, document);
  drawLines(pen, content, isPriced);
  if (isPriced) {
    drawSums(pen, content);
    drawTaxes(pen, content);
    drawPayment(pen, content);
  }
  drawFeet(pen, content);
  return drawn.bytes({ title: nameOf(pen.t, document), author: content.shop.name, language, at: issuedAt, id });
}

/** Under each sheet, once it is known how many there are. */
function drawFeet({ sheets: drawn, t }: Pen, { shop }: Content): void {
  const y = sheet.height - 40;
  for (let page = 0; page < drawn.count(); page += 1) {
    const count = t('paper.page', { page: page + 1, pages: drawn.count() });
    drawn.write(shop.name, edges.left, y, styles.small, page);
    drawn.write(count, edges.right, y, { ...styles.small, isEndAligned: true }, page);
  }
}
