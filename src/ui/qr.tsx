// QR codes, drawn on the server.
import { encode } from 'uqr';

/** A QR code, dark on light whatever the colours of the page, since readers want it so. Error correction M, as EPC069-12 says. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={pathOf(data)} fill="#000000" />
    </svg>
  );
}

/** The dark fields, each run in a row as one bar. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) => {
      const bars: string[] = [];
      for (let x = 0; x < row.length; x += 1) {
        const from = x;
        while (row[x]) x += 1;
        if (x > from) bars.push(`M${from} ${y}h${x - from}v1H${from}`);
      }
      return bars;
    })
    .join('');
}
