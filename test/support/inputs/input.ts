// One input as it is sent, and how a person would send it again.

/** A request with one thing broken. */
export type Input = {
  /** What is broken, in words. */
  what: string;
  method: string;
  /** The path with its query. */
  path: string;
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  /** Whether it comes from somebody who has not signed in. */
  isAnonymous?: boolean;
  /** The statuses of which one must come; any below 500 where nothing is said. */
  expected?: readonly number[];
};

const mostShown = 400;

/** The input as a line for a terminal; what is very long is cut. */
export function asCurl({ what, method, path, headers, body }: Input, origin: string): string {
  const parts = ['curl -i', '-X', method, quoted(`${origin}${path}`)];
  for (const [name, value] of Object.entries(headers)) parts.push('-H', quoted(`${name}: ${value}`));
  if (body !== undefined) parts.push('--data-binary', quoted(asText(body)));
  return `# ${what}\n${parts.join(' ')}`;
}

/** All that was sent, as one text. */
export function wholeOf({ path, headers, body }: Input): string {
  const text = body === undefined ? '' : asText(body);
  return [path, decoded(path), ...Object.values(headers), text, decoded(text)].join('\n');
}

function asText(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : new TextDecoder('latin1').decode(body);
}

function decoded(text: string): string {
  return [...new URLSearchParams(text)].flat().join('\n');
}

function quoted(text: string): string {
  const cut = text.length > mostShown ? `${text.slice(0, mostShown)}… (${text.length} characters)` : text;
  return `$'${JSON.stringify(cut).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
