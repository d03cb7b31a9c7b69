// Files that a browser saves. Source: RFC 6266 for the names.
import { create } from 'content-disposition';

/** The headers of a file of this media type, to be saved under this name, whatever letters are in it. */
export function download(type: string, fileName: string): Record<string, string> {
  return { 'Content-Type': type, 'Content-Disposition': create(fileName) };
}
