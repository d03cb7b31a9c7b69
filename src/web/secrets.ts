// Random tokens and their hashes. A token leaves the Worker once (in a cookie or a link); storage only ever sees its hash.
const encoder = new TextEncoder();

/** A new 256-bit token in URL-safe base64 (43 characters). */
export function newToken(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** SHA-256 of the text, in URL-safe base64 (43 characters). */
export async function sha256(text: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text))));
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
