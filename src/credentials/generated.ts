// Passwords that the system makes. One goes out in one message, works for three days, and must be changed at the first
// sign-in. Source: OWASP ASVS 5.0.0, 6.4.1; docs/security.md names the exception.

/** How long a generated password works. */
export const generatedHours = 72;

/** Thirty-two letters and digits without those that look alike (Crockford's base 32). */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A new password of 140 bits, in groups that are easy to type: `4k7m-2pqr-…`. */
export function generatePassword(): string {
  const letters = [...crypto.getRandomValues(new Uint8Array(28))].map((byte) => alphabet[byte % 32]);
  return (letters.join('').match(/.{4}/g) ?? []).join('-');
}

/** When a password that is made now stops working (ms since 1970). */
export function generatedUntil(now: number): number {
  return now + generatedHours * 3_600_000;
}
