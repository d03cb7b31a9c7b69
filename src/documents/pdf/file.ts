// A file in PDF 1.7: numbered objects, a table that says where each begins, and what refers to the first. The same objects make the same
// bytes. Source: ISO 32000-1, sections 7.3 (objects), 7.5 (structure of a file) and 9.7 (composite fonts).
import { joined } from '../../web/bytes.ts';
import type { Font } from './font.ts';

const encoder = new TextEncoder();

export type PdfFile = {
  /** A number for an object that is described later. */
  reserve: () => number;
  /** Describes an object: its dictionary without the brackets, and what it holds beside it. */
  describe: (id: number, dictionary: string, held?: Uint8Array) => void;
  add: (dictionary: string, held?: Uint8Array) => number;
  /** The whole file, from its root and its facts; `name` tells it from others. */
  bytes: (root: number, facts: number, name: string) => Uint8Array<ArrayBuffer>;
};

/** A file that has no objects yet. */
export function pdfFile(): PdfFile {
  const objects: Uint8Array[][] = [];
  const reserve = () => objects.push([]);
  const describe: PdfFile['describe'] = (id, dictionary, held) => {
    const length = held ? ` /Length ${held.length}` : '';
    const head = encoder.encode(`${id} 0 obj\n<< ${dictionary}${length} >>\n`);
    const end = encoder.encode('endobj\n');
    objects[id - 1] = held
      ? [head, encoder.encode('stream\n'), held, encoder.encode('\nendstream\n'), end]
      : [head, end];
  };
  const add: PdfFile['add'] = (dictionary, held) => {
    const id = reserve();
    describe(id, dictionary, held);
    return id;
  };
  return { reserve, describe, add, bytes: (root, facts, name) => assembled(objects, root, facts, name) };
}

function assembled(
  objects: readonly Uint8Array[][],
  root: number,
  facts: number,
  name: string,
): Uint8Array<ArrayBuffer> {
  // The second line says by its bytes beyond ASCII that the file is no text.
  const parts = [encoder.encode('%PDF-1.7\n%\u00e9\u00e8\n')];
  let at = parts[0]?.length ?? 0;
  const places = objects.map((object) => {
    const place = at;
    for (const part of object) at += part.length;
    parts.push(...object);
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const count = objects.length + 1;
  const id = hexOf(encoder.encode(name));
  parts.push(
    encoder.encode(
      `xref\n0 ${count}\n0000000000 65535 f \n${places.join('')}trailer\n` +
        `<< /Size ${count} /Root ${root} 0 R /Info ${facts} 0 R /ID [<${id}> <${id}>] >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return joined(parts);
}

/** Text as a value: UTF-16 with the mark of its order. */
export function textValue(text: string): string {
  return `<FEFF${unitsOf(text)}>`;
}

/** A moment (ms since 1970) as a value. */
export function momentValue(at: number): string {
  return `(D:${new Date(at).toISOString().slice(0, 19).replaceAll(/\D/g, '')}Z)`;
}

/** Adds a font, of which these pictures are used, and returns its object. */
export function addFont(file: PdfFile, font: Font, used: ReadonlySet<number>): number {
  // Six letters before a name say that the font is cut.
  const name = `/REGULR+${font.name}`;
  const glyphs = [...used].toSorted((one, other) => one - other);
  const program = file.add(`/Filter /FlateDecode /Length1 ${font.size}`, font.packed);
  const descriptor = file.add(
    `/Type /FontDescriptor /FontName ${name} /Flags 4 /FontBBox [${font.box.join(' ')}] /ItalicAngle 0 ` +
      `/Ascent ${font.ascent} /Descent ${font.descent} /CapHeight 714 /StemV 80 /FontFile2 ${program} 0 R`,
  );
  const widths = glyphs.map((glyph) => `${glyph} [${font.widthOf(glyph)}]`).join(' ');
  const descendant = file.add(
    `/Type /Font /Subtype /CIDFontType2 /BaseFont ${name} /CIDToGIDMap /Identity /FontDescriptor ${descriptor} 0 R ` +
      `/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /W [${widths}]`,
  );
  const letters = file.add('', encoder.encode(lettersOf(font, glyphs)));
  return file.add(
    `/Type /Font /Subtype /Type0 /BaseFont ${name} /Encoding /Identity-H /DescendantFonts [${descendant} 0 R] ` +
      `/ToUnicode ${letters} 0 R`,
  );
}

/** For which letters the pictures stand, so that text can be searched and copied; at most a hundred to a block. */
function lettersOf(font: Font, glyphs: readonly number[]): string {
  const lines = glyphs.map((glyph) => `<${unit(glyph)}> <${unitsOf(font.letterOf(glyph))}>`);
  const blocks = Array.from({ length: Math.ceil(lines.length / 100) }, (_, place) => {
    const block = lines.slice(place * 100, (place + 1) * 100);
    return `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar\n`;
  });
  return (
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n' +
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n' +
    '/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n' +
    `1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n${blocks.join('')}` +
    'endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend'
  );
}

/** A number of two bytes in hexadecimal. */
export function unit(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, '0');
}

function unitsOf(text: string): string {
  return Array.from({ length: text.length }, (_, place) => unit(text.charCodeAt(place))).join('');
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
