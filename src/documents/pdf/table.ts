// The lines of a document, over as many sheets as they take: each sheet begins with the names of the columns.
import type { Content, ContentLine } from '../content.ts';
import { edges, leading, styles, type Pen } from './pen.ts';
import { linesOf } from './sheets.ts';

type Column = { label: string; textOf: (line: ContentLine) => string; end: number };

const nameWidth = 214;

/** `isPriced` is false for what only says what was sent. */
export function drawLines(pen: Pen, { lines }: Content, isPriced: boolean): void {
  const columns = columnsOf(pen, isPriced);
  drawNames(pen, columns);
  for (const line of lines) drawLine(pen, columns, line);
  pen.rule(pen.place.y - 4);
  pen.place.y += 12;
}

function columnsOf({ t, amount, percent, whole }: Pen, isPriced: boolean): Column[] {
  const quantity = { label: t('paper.quantity'), textOf: (line: ContentLine) => whole(line.quantity) };
  if (!isPriced) return [{ ...quantity, end: edges.right }];
  return [
    { ...quantity, end: 316 },
    { label: t('paper.unit_price'), textOf: (line) => amount(line.unitPriceMinor), end: 396 },
    { label: t('paper.tax_rate'), textOf: (line) => percent(line.taxBasisPoints), end: 448 },
    { label: t('paper.line_total'), textOf: (line) => amount(line.totalMinor), end: edges.right },
  ];
}

function drawNames(pen: Pen, columns: readonly Column[]): void {
  const { sheets, place, t } = pen;
  sheets.write(t('paper.item'), edges.left, place.y, styles.small);
  for (const { label, end } of columns) {
    sheets.write(label, end, place.y, { ...styles.small, isEndAligned: true });
  }
  pen.rule(place.y + 5);
  place.y += leading + 5;
}

function drawLine(pen: Pen, columns: readonly Column[], line: ContentLine): void {
  const { sheets, place } = pen;
  const names = linesOf(sheets, line.name, nameWidth, styles.body);
  const height = (names.length + (line.sku === '' ? 0 : 1)) * leading;
  if (pen.makeRoom(height)) drawNames(pen, columns);
  const under = pen.paragraph(line.name, edges.left, place.y, nameWidth);
  for (const { textOf, end } of columns) {
    sheets.write(textOf(line), end, place.y, { ...styles.body, isEndAligned: true });
  }
  place.y = under;
  if (line.sku !== '') place.y = pen.paragraph(line.sku, edges.left, place.y - 2, nameWidth, styles.small);
  place.y += 3;
}
