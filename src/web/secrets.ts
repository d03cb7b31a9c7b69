// Random tokens and their hashes. A token leaves the Worker once (in a cookie or a link); storage only ever sees its hash.
const encoder = new TextEncoder();

/** A new 256-bit token in URL-safe base64 (43 characters). */
export function newToken(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** Whether this could be such a token: what a browser brings back may be anything. */
export function isToken(text: string | undefined): text is string {
  return /^[A-Za-z0-9_-]{43}$/.test(text ?? '');
}

/** SHA-256 of the text, in URL-safe base64 (43 characters). */
export async function sha256(text: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text))));
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
