// Cookies as a browser keeps them, by their names.

export type Cookies = Map<string, string>;

/** Keeps what a reply sets, by its lines of `Set-Cookie`; what has no time left goes. */
export function keep(cookies: Cookies, lines: readonly string[]): void {
  for (const line of lines) {
    const [pair = ''] = line.split(';');
    const [name = '', value = ''] = pair.split('=', 2);
    if (/max-age=0/i.test(line)) cookies.delete(name);
    else cookies.set(name, value);
  }
}

/** All of them, as the header `Cookie` has them. */
export function lineOf(cookies: Cookies): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}
