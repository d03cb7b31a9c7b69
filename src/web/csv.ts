// CSV by RFC 4180, for spreadsheets and for programs. A cell that a spreadsheet would run as a formula begins with an
// apostrophe. Source: OWASP, "CSV Injection".
import Papa from 'papaparse';

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
