// What a document comes to, the tax in it, and how to pay it.
import { encode } from 'uqr';
import { transferOf, type Content } from '../content.ts';
import { codeOf, referenceOf } from '../payment/codes.ts';
import { grouped } from '../payment/references.ts';
import { edges, leading, styles, type Pen } from './pen.ts';
import { linesOf } from './sheets.ts';

const start = 300;
const labelWidth = 150;

/** Draws what it comes to, line by line, from the place of the pen on, and moves the place below it. */
export function drawSums(pen: Pen, content: Content): void {
  const { t, amount, sheets, place } = pen;
  const { shipping, rebateMinor = 0, pointsMinor, totalMinor, isReverseCharge = false } = content;
  const sums: [string, number][] = [
    [t('paper.items'), content.itemsMinor],
    ...(shipping ? [[t('paper.shipping', { name: shipping.name }), shipping.amountMinor] as [string, number]] : []),
    ...(rebateMinor === 0 ? [] : [[t('paper.rebate'), -rebateMinor] as [string, number]]),
    ...(pointsMinor === 0 ? [] : [[t('paper.points'), -pointsMinor] as [string, number]]),
  ];
  for (const [label, minor] of sums) drawSum(pen, label, amount(minor), false);
  drawSum(pen, t(isReverseCharge ? 'paper.total_net' : 'paper.total'), amount(totalMinor), true);
  if (content.discountBasisPoints > 0) {
    const text = t('paper.discount', { percent: pen.percent(content.discountBasisPoints) });
    pen.makeRoom(leading);
    sheets.write(text, edges.right, place.y, { ...styles.small, isEndAligned: true });
    place.y += leading;
  }
}

function drawSum(pen: Pen, label: string, text: string, isBold: boolean): void {
  const style = isBold ? styles.strong : styles.body;
  pen.makeRoom(linesOf(pen.sheets, label, labelWidth, style).length * leading);
  const under = pen.paragraph(label, start, pen.place.y, labelWidth, style);
  pen.sheets.write(text, edges.right, pen.place.y, { ...style, isEndAligned: true });
  pen.place.y = under;
}

/** The tax at each rate, as the law asks of an invoice, or who owes it. Source: Directive 2006/112/EC, article 226. */
export function drawTaxes(pen: Pen, { taxes, isReverseCharge = false }: Content): void {
  const { t, sheets, place, amount, percent } = pen;
  if (taxes.length === 0) return;
  pen.makeRoom((taxes.length + 3) * leading);
  place.y += leading;
  const row = (texts: readonly string[], style: typeof styles.body | typeof styles.small) => {
    for (const [at, text] of texts.entries()) {
      const end = edges.right - (texts.length - 1 - at) * 80;
      sheets.write(text, end, place.y, { ...style, isEndAligned: true });
    }
    place.y += leading;
  };
  row([t('paper.tax_rate'), t('paper.net'), t('paper.tax'), t('paper.gross')], styles.small);
  for (const { taxBasisPoints, netMinor, taxMinor } of taxes) {
    row([percent(taxBasisPoints), amount(netMinor), amount(taxMinor), amount(netMinor + taxMinor)], styles.body);
  }
  if (isReverseCharge) row([t('paper.reverse_charge')], styles.strong);
}

/** The most that the code takes. */
const codeSize = 104;

/** How to transfer what is owed, with the code for banking apps. */
export function drawPayment(pen: Pen, content: Content): void {
  const { t, sheets, place, amount } = pen;
  const transfer = transferOf(content);
  if (!transfer) return;
  pen.makeRoom(codeSize + 4 * leading);
  place.y += 2 * leading;
  sheets.write(t('payment.title'), edges.left, place.y, styles.strong);
  place.y += leading;
  const code = codeOf(transfer, content.shop.timeZone);
  if (code !== null) drawCode(pen, code);
  const reference = referenceOf(transfer);
  const label = content.currency === 'CZK' ? t('payment.variable_symbol') : t('payment.reference');
  const facts = [
    [t('payment.amount'), amount(transfer.amountMinor)],
    ['IBAN', grouped(transfer.iban)],
    ['BIC', transfer.bic],
    [t('payment.holder'), transfer.holder],
    [label, content.currency === 'EUR' ? grouped(reference ?? '') : (reference ?? '')],
    [t('paper.due'), transfer.dueAt === null ? '' : pen.day(transfer.dueAt)],
  ] as const;
  const left = edges.left + (code === null ? 0 : codeSize + 20);
  let y = place.y + leading;
  for (const [name, text] of facts) {
    if (text === '') continue;
    sheets.write(name, left, y, styles.small);
    y = pen.paragraph(text, left + 100, y, edges.right - left - 100);
  }
  place.y = Math.max(y, place.y + (code === null ? 0 : codeSize + 8));
}

/** The code, its dark fields in runs that meet without a gap; around it there is paper enough for it to be read. */
function drawCode({ sheets, place }: Pen, code: string): void {
  const { data, size } = encode(code, { ecc: 'M', border: 0 });
  const side = Math.floor((codeSize / size) * 4) / 4;
  const bars = data.flatMap((row, down) =>
    row.flatMap((isDark, along) => {
      if (!isDark || row[along - 1]) return [];
      const end = row.findIndex((one, at) => at > along && !one);
      const run = (end === -1 ? size : end) - along;
      return [[edges.left + along * side, place.y + 4 + down * side, run * side, side] as const];
    }),
  );
  sheets.bars(bars);
}
