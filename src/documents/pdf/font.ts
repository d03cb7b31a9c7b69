// The fonts of PDFs: Noto Sans, cut to the letters of Latin, Greek and Cyrillic (decision 017). They are packed as a PDF holds them, so
// nothing is packed again and every PDF has the same bytes. They are loaded when the first PDF of an isolate is made.
// Source: OpenType 1.9, tables head, hhea, hmtx and cmap (format 4).

export type Font = {
  name: string;
  /** As the font stands in a PDF, by FlateDecode; and its size when it is not packed. */
  packed: Uint8Array;
  size: number;
  /** Ascent, descent and the box around every letter, in thousandths of the font's size. */
  ascent: number;
  descent: number;
  box: readonly number[];
  /** The number of the picture of a letter; of letters that the font does not have, that of a question mark. */
  glyphOf: (letter: string) => number;
  /** How wide a picture is, in thousandths of the font's size, and for which letter it stands. */
  widthOf: (glyph: number) => number;
  letterOf: (glyph: number) => string;
};

export type Fonts = { regular: Font; bold: Font };

/** Module-level, and never stale: a font does not change. */
let loaded: Promise<Fonts> | undefined;

/** The fonts, read once for an isolate. */
export function fonts(): Promise<Fonts> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Fonts> {
  const [regular, bold] = await Promise.all([
    import('./fonts/noto-sans-regular.bin'),
    import('./fonts/noto-sans-bold.bin'),
  ]);
  return {
    regular: await read('NotoSans-Regular', regular.default),
    bold: await read('NotoSans-Bold', bold.default),
  };
}

async function read(name: string, file: ArrayBuffer): Promise<Font> {
  const packed = new Uint8Array(file);
  const stream = new Blob([file]).stream().pipeThrough(new DecompressionStream('deflate'));
  const view = new DataView(await new Response(stream).arrayBuffer());
  const tables = tablesOf(view);
  const at = (table: string) => tables.get(table) ?? 0;
  const glyphs = glyphsOf(view, at('cmap'));
  const letters = new Map<number, string>();
  // Of several letters with one picture the first stands for it: a space for one that does not break.
  for (const [code, glyph] of glyphs) if (!letters.has(glyph)) letters.set(glyph, String.fromCharCode(code));
  const codeOf = (letter: string) => letter.codePointAt(0) ?? 0;
  const unknown = glyphs.get(codeOf('?')) ?? 0;
  const widths = view.getUint16(at('hhea') + 34);
  return {
    name,
    packed,
    size: view.byteLength,
    ascent: view.getInt16(at('hhea') + 4),
    descent: view.getInt16(at('hhea') + 6),
    box: [36, 38, 40, 42].map((offset) => view.getInt16(at('head') + offset)),
    glyphOf: (letter) => glyphs.get(codeOf(letter)) ?? glyphs.get(codeOf(letter.normalize('NFD'))) ?? unknown,
    widthOf: (glyph) => view.getUint16(at('hmtx') + 4 * Math.min(glyph, widths - 1)),
    letterOf: (glyph) => letters.get(glyph) ?? '?',
  };
}

/** Where each table of the font begins. */
function tablesOf(view: DataView): Map<string, number> {
  const found = new Map<string, number>();
  for (let at = 12; at < 12 + 16 * view.getUint16(4); at += 16) {
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));
    found.set(tag, view.getUint32(at + 8));
  }
  return found;
}

/** The pictures of letters by their code, from the part of `cmap` in format 4, whose codes rise. */
function glyphsOf(view: DataView, cmap: number): Map<number, number> {
  const parts = Array.from(
    { length: view.getUint16(cmap + 2) },
    (_, place) => cmap + view.getUint32(cmap + 8 + 8 * place),
  );
  const part = parts.find((offset) => view.getUint16(offset) === 4) ?? cmap;
  const double = view.getUint16(part + 6);
  const glyphs = new Map<number, number>();
  for (let segment = 0; segment < double; segment += 2) {
    const last = view.getUint16(part + 14 + segment);
    const first = view.getUint16(part + 16 + double + segment);
    const delta = view.getUint16(part + 16 + 2 * double + segment);
    const rangeAt = part + 16 + 3 * double + segment;
    const range = view.getUint16(rangeAt);
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const glyph = range === 0 ? code : view.getUint16(rangeAt + range + 2 * (code - first));
      if (glyph !== 0) glyphs.set(code, (glyph + delta) & 0xffff);
    }
  }
  return glyphs;
}
