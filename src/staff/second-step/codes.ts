// Codes that an authenticator app works out from a secret and the time: six digits, another every thirty seconds, by HMAC-SHA-1,
// which is what every app takes. Sources: RFC 6238 (TOTP), RFC 4226 (HOTP).
import { createHmac } from 'node:crypto';
import { Secret, TOTP } from 'otpauth/bare';

const intervalMs = 30_000;

/** How many intervals a clock may be wrong by, either way. */
const tolerated = 1;

function generator(secret: string, names: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({
    ...names,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: intervalMs / 1000,
    hmac: (_, key, message) => createHmac('sha1', key).update(message).digest(),
  });
}

/** The code of the interval in which `now` lies. `secret` is in base32. */
export function codeAt(secret: string, now: number): string {
  return generator(secret).generate({ timestamp: now });
}

/** The interval whose code this is, of the present one and its neighbours; null where it is of none. */
export function intervalOf(secret: string, code: string, now: number): number | null {
  const apart = generator(secret).validate({ token: code, timestamp: now, window: tolerated });
  return apart === null ? null : Math.floor(now / intervalMs) + apart;
}

/** What the QR code says, by which an app takes the secret over: whose it is, and where. */
export function addressOf(secret: string, { issuer, label }: { issuer: string; label: string }): string {
  return generator(secret, { issuer, label }).toString();
}

/**
 * The secret that is offered to whoever sets up their second step: 160 bits in base32. It is derived from the Worker's key and
 * the session (RFC 4226, 7.5), so the page that shows it changes nothing, and shows the same again when a phone comes back to it
 * from the app. `occasion` is another one for each second step that is set up in a session.
 */
export async function offeredSecret(key: string, occasion: string): Promise<string> {
  const whole = await crypto.subtle.importKey('raw', Buffer.from(key, 'base64'), 'HKDF', false, ['deriveBits']);
  const info = new TextEncoder().encode(`second steps\n${occasion}`);
  const buffer = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    whole,
    160,
  );
  return new Secret({ buffer }).base32;
}
