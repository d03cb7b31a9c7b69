// The sheets of a document in A4, drawn from the top: text in lines, bars and rules. Places are in points from the upper left corner.
import { addFont, momentValue, pdfFile, textValue, unit } from './file.ts';
import type { Font, Fonts } from './font.ts';

/** A4, by ISO 216. */
export const sheet = { width: 595.28, height: 841.89 } as const;

export type Style = {
  size: number;
  isBold?: boolean;
  /** `#rrggbb`; black unless said. */
  colour?: string;
  /** Whether `x` is where the text ends. */
  isEndAligned?: boolean;
};

export type Facts = { title: string; author: string; language: string; at: number; id: string };

export type Sheets = ReturnType<typeof sheets>;

/** Sheets to draw on; the first is there already. */
export function sheets({ regular, bold }: Fonts) {
  const pages: string[][] = [[]];
  const used = { regular: new Set<number>(), bold: new Set<number>() };
  const draw = (operators: string, page = pages.length - 1) => pages[page]?.push(operators);
  const fontOf = ({ isBold }: Style): Font => (isBold ? bold : regular);

  function widthOf(text: string, style: Style): number {
    const font = fontOf(style);
    return (
      (lettersIn(text).reduce((width, letter) => width + font.widthOf(font.glyphOf(letter)), 0) * style.size) / 1000
    );
  }

  function write(text: string, x: number, y: number, style: Style, page?: number): void {
    const font = fontOf(style);
    const glyphs = lettersIn(text).map((letter) => font.glyphOf(letter));
    for (const glyph of glyphs) used[style.isBold ? 'bold' : 'regular'].add(glyph);
    const start = style.isEndAligned ? x - widthOf(text, style) : x;
    const shown = `<${glyphs.map(unit).join('')}> Tj`;
    const place = `${points(start)} ${points(sheet.height - y)} Td`;
    const face = `/${style.isBold ? 'B' : 'R'} ${points(style.size)} Tf`;
    draw(`BT ${colour(style.colour)} ${face} ${place} ${shown} ET`, page);
  }

  /** Filled bars of a colour, each by its upper left corner, width and height. */
  function bars(
    parts: readonly (readonly [x: number, y: number, width: number, height: number])[],
    fill?: string,
  ): void {
    const paths = parts.map(
      ([x, y, width, height]) => `${[x, sheet.height - y - height, width, height].map(points).join(' ')} re`,
    );
    draw(`${colour(fill)} ${paths.join('\n')} f`);
  }

  return {
    widthOf,
    write,
    bars,
    turn: () => void pages.push([]),
    count: () => pages.length,
    bytes: (facts: Facts) => fileOf(pages, used, { regular, bold }, facts),
  };
}

/** The text in lines of at most this width; a word that is wider is broken. */
export function linesOf({ widthOf }: Pick<Sheets, 'widthOf'>, text: string, most: number, style: Style): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \n]+/).flatMap((one) => broken(widthOf, one, most, style))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer, style) > most) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function broken(widthOf: Sheets['widthOf'], word: string, most: number, style: Style): string[] {
  const parts = [''];
  for (const letter of lettersIn(word)) {
    const longer = `${parts.at(-1)}${letter}`;
    if (parts.at(-1) !== '' && widthOf(longer, style) > most) parts.push(letter);
    else parts[parts.length - 1] = longer;
  }
  return parts;
}

/** Letters as a font knows them: composed, and without what has no picture. */
function lettersIn(text: string): string[] {
  return [
    ...text
      .normalize('NFC')
      .replaceAll(/[\u202f\u2009]/g, ' ')
      .replaceAll(/\p{C}/gu, ''),
  ];
}

function fileOf(
  pages: readonly string[][],
  used: Record<keyof Fonts, ReadonlySet<number>>,
  fonts: Fonts,
  { title, author, language, at, id }: Facts,
): Uint8Array<ArrayBuffer> {
  const file = pdfFile();
  const [root, tree] = [file.reserve(), file.reserve()];
  const faces = [
    ['R', addFont(file, fonts.regular, used.regular)],
    ['B', addFont(file, fonts.bold, used.bold)],
  ].map(([name, object]) => `/${name} ${object} 0 R`);
  const sheetIds = pages.map((operators) => {
    const content = file.add('', new TextEncoder().encode(operators.join('\n')));
    return file.add(
      `/Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${sheet.width} ${sheet.height}] ` +
        `/Resources << /Font << ${faces.join(' ')} >> >> /Contents ${content} 0 R`,
    );
  });
  file.describe(tree, `/Type /Pages /Count ${pages.length} /Kids [${sheetIds.map((one) => `${one} 0 R`).join(' ')}]`);
  file.describe(
    root,
    `/Type /Catalog /Pages ${tree} 0 R /Lang (${language}) /ViewerPreferences << /DisplayDocTitle true >>`,
  );
  const facts = file.add(
    `/Title ${textValue(title)} /Author ${textValue(author)} /CreationDate ${momentValue(at)} /ModDate ${momentValue(at)}`,
  );
  return file.bytes(root, facts, id);
}

/** A number as PDF writes it. */
function points(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function colour(hex = '#000000'): string {
  const steps = [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255);
  return `${steps.map((step) => String(Math.round(step * 1000) / 1000)).join(' ')} rg`;
}
