// What every part of a document is drawn with: the sheets, the words of its language, and a place that moves down and on to the next
// sheet.
import { accents } from '../../ui/brand.ts';
import { dates } from '../../ui/dates.ts';
import { money, percent, whole } from '../../ui/money.ts';
import { translator, type Language } from '../../web/i18n.ts';
import type { Content } from '../content.ts';
import { linesOf, sheet, type Sheets, type Style } from './sheets.ts';

/** The edges of what is written, in points from the upper left corner. */
export const edges = { left: 56, right: sheet.width - 56, top: 64, bottom: sheet.height - 76 } as const;

export const styles = {
  title: { size: 15, isBold: true },
  body: { size: 9 },
  strong: { size: 9, isBold: true },
  small: { size: 7.5, colour: '#555555' },
} satisfies Record<string, Style>;

/** From line to line. */
export const leading = 13;

export type Pen = ReturnType<typeof penFor>;

/** A pen for these sheets that writes amounts, numbers and days as the document does. */
export function penFor(sheets: Sheets, { language, content }: { language: Language; content: Content }) {
  const { currency, shop } = content;
  const place: { y: number } = { y: edges.top };
  return {
    sheets,
    place,
    language,
    t: translator(language),
    accent: accents(shop.brandColour).light.colour,
    amount: (minor: number) => money(minor, currency, language),
    percent: (basisPoints: number) => percent(basisPoints, language),
    whole: (value: number) => whole(value, language),
    day: dates(language, shop.timeZone),
    /** Writes text in as many lines as it takes, from a place down; returns where the next line would be. */
    paragraph: (text: string, x: number, y: number, most: number, style: Style = styles.body): number => {
      const lines = linesOf(sheets, text, most, style);
      for (const [row, line] of lines.entries()) sheets.write(line, x, y + row * leading, style);
      return y + lines.length * leading;
    },
    rule: (y: number) => sheets.bars([[edges.left, y, edges.right - edges.left, 0.5]], '#999999'),
    /** Goes on to the next sheet where less than this height is left; tells whether it did. */
    makeRoom: (height: number): boolean => {
      if (place.y + height <= edges.bottom) return false;
      sheets.turn();
      place.y = edges.top;
      return true;
    },
  };
}
