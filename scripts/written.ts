// Parts of the docs that a command writes, each between two markers; and files as the project formats them.
import { format, resolveConfig } from 'prettier';

/** The text of a page with this part between its markers, formatted. Throws where the page has no place for it. */
export async function withPart(
  { path, text }: { path: string; text: string },
  [begin, end]: readonly [string, string],
  part: string,
): Promise<string> {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} has no place for what stands between ${begin} and ${end}`);
  return formatted(path, `${text.slice(0, from)}${begin}\n\n${part}\n\n${text.slice(to)}`);
}

/** The text as the project formats a file at this path. */
export async function formatted(path: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}
