// Addresses that a visitor hands us to come back to.

/** The path if it leads within this site, else `otherwise`. `//host`, `/\host` and whole addresses lead elsewhere. */
export function safePath(path: string | undefined, otherwise: string): string {
  return path !== undefined && /^\/(?![/\\])[^\s\\\u0000-\u001f]*$/.test(path) ? path : otherwise;
}
