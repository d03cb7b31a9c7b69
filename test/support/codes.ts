// Reading QR codes by a reader that is not ours.
import jsQR from 'jsqr';

/** What is found in a QR code, drawn from its fields. */
export function readBack(fields: readonly (readonly boolean[])[]): string | undefined {
  const scale = 4;
  const size = fields.length * scale;
  const pixels = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const shade = fields[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true ? 0 : 255;
      pixels.set([shade, shade, shade, 255], (y * size + x) * 4);
    }
  }
  return jsQR(pixels, size, size)?.data;
}

/** The fields of the code in a page, from the bars of its picture. */
export function fieldsIn(html: string): boolean[][] {
  const svg = /<svg class="qr".*?<\/svg>/s.exec(html)?.[0] ?? '';
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const fields = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, width] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+/g)) {
    fields[Number(y)]?.fill(true, Number(x), Number(x) + Number(width));
  }
  return fields;
}
