// The head of a document: whose it is, what it is, for whom and when.
import { countryName } from '../../customers/addresses/countries.ts';
import { linesOf as postalLines, type PostalAddress } from '../../customers/addresses/formats.ts';
import type { Language } from '../../web/i18n.ts';
import type { Content } from '../content.ts';
import type { PrintedDocument } from '../pdf.ts';
import { edges, leading, styles, type Pen } from './pen.ts';

const middle = 320;

/** Draws the head from the place of the pen on, and moves the place below it. */
export function drawHead(pen: Pen, document: PrintedDocument): void {
  const { sheets, place, t } = pen;
  const { content, type, number } = document;
  sheets.write(content.shop.name, edges.left, place.y, { size: 18, isBold: true, colour: pen.accent });
  const under = drawShop(pen, content);
  const title = pen.paragraph(t(`documents.type_${type}`), middle, place.y, edges.right - middle, styles.title);
  sheets.write(number, middle, title + 4, styles.strong);
  place.y = Math.max(under, title + leading) + 24;
  const left = drawBuyer(pen, content);
  const right = drawFacts(pen, document);
  place.y = Math.max(left, right) + 16;
}

/** From where it comes; returns where the next line would be. */
function drawShop({ paragraph, place, t }: Pen, { shop: { address, vatId = '' } }: Content): number {
  const lines = [address, vatId === '' ? '' : t('paper.vat_id', { id: vatId })].filter(Boolean);
  let y = place.y + 18;
  for (const line of lines) y = paragraph(line, edges.left, y, middle - edges.left - 24, styles.small);
  return y;
}

/** Who it is for, and where it goes; returns where the next line would be. Of somebody who was erased nothing is said. */
function drawBuyer(pen: Pen, { buyer }: Content): number {
  const { sheets, place, t } = pen;
  let { y } = place;
  const blocks = [
    [t('paper.billing'), buyer?.billing],
    [t('paper.delivery'), buyer?.delivery],
  ] as const;
  for (const [label, address] of blocks) {
    if (!address) continue;
    sheets.write(label, edges.left, y, styles.small);
    y += leading;
    for (const line of linesOn(address, pen.language)) {
      y = pen.paragraph(line, edges.left, y, middle - edges.left - 24);
    }
    y += 6;
  }
  return y;
}

function linesOn(address: PostalAddress, language: Language): string[] {
  return [...postalLines(address), countryName(address.country, language)].filter(Boolean);
}

/** When, and what it belongs to; returns where the next line would be. */
function drawFacts(pen: Pen, { content, type, issuedAt }: PrintedDocument): number {
  const { sheets, place, t, day } = pen;
  const facts: [string, string][] = [
    [t('paper.date'), day(issuedAt)],
    [t('paper.order'), content.orderNumber],
    [t('paper.ordered_at'), content.orderedAt === null ? '' : day(content.orderedAt)],
    [t('paper.valid_until'), content.validUntil === null ? '' : day(content.validUntil)],
    [t('paper.due'), type !== 'delivery_note' && content.transfer?.dueAt ? day(content.transfer.dueAt) : ''],
    [t('paper.corrects'), content.corrects ?? ''],
    [t('fields.vatId'), content.buyer?.vatId ?? ''],
  ];
  let { y } = place;
  for (const [label, text] of facts.filter(([, one]) => one !== '')) {
    sheets.write(label, middle, y, styles.small);
    y = pen.paragraph(text, middle + 96, y, edges.right - middle - 96);
  }
  return y;
}
