// CSV by RFC 4180, for spreadsheets and for programs. A cell that a spreadsheet would run as a formula begins with an
// apostrophe. Source: OWASP, "CSV Injection".
import Papa from 'papaparse';
import type { AnyContext } from './context.ts';
import { download } from './downloads.ts';

/** Tells spreadsheets that the text is UTF-8. */
export const byteOrderMark = '\uFEFF';

type Cell = string | number | boolean | null;

/** Rows as lines of CSV, each ended; the first line of a file is its columns' names. */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  if (rows.length === 0) return '';
  return `${Papa.unparse(
    rows.map((row) => [...row]),
    { newline: '\r\n', escapeFormulae: true },
  )}\r\n`;
}

/** The reply with a file of such lines, to be saved under this name and the day. */
export function csvReply(c: AnyContext, name: string, lines: AsyncIterable<string>): Response {
  const day = new Date(c.var.now).toISOString().slice(0, 10);
  return c.body(csvFile(lines), 200, download('text/csv; charset=utf-8', `${name}-${day}.csv`));
}

/** The file is read as fast as it is taken: the next portion is asked for when the one before is on its way. */
function csvFile(lines: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = lines[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(byteOrderMark)),
    pull: async (controller) => {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
}
