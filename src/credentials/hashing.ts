// Password hashes: scrypt N=2^15, r=8, p=3 (OWASP ASVS 5.0.0, appendix C), kept as PHC strings, so that the
// parameters may rise while older hashes still verify. docs/decisions/003 tells why not PBKDF2 or argon2.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const current = { ln: 15, r: 8, p: 3 };
const hashBytes = 32;

/** A PHC string for the password, with a salt of its own. About 300 ms of CPU: limit the rate before calling. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, current);
  return `$scrypt$ln=${current.ln},r=${current.r},p=${current.p}$${unpadded(salt)}$${unpadded(hash)}`;
}

/**
 * Whether the password is the one behind the PHC string. Without a string (an account that does not exist, or has no
 * password) it does the same work and says no, so that the time of an answer tells nothing.
 */
export async function verifyPassword(password: string, phc: string | null): Promise<boolean> {
  const stored = phc === null ? null : parse(phc);
  const hash = await derive(password, stored?.salt ?? absentSalt, stored?.parameters ?? current);
  return stored !== null && hash.length === stored.hash.length && timingSafeEqual(hash, stored.hash);
}

/** Whether the string was made with parameters other than today's, and should be made again at the next sign-in. */
export function isOutdated(phc: string): boolean {
  const { parameters } = parse(phc);
  return parameters.ln !== current.ln || parameters.r !== current.r || parameters.p !== current.p;
}

const absentSalt = Buffer.alloc(16);

type Parameters = typeof current;

function derive(password: string, salt: Buffer, { ln, r, p }: Parameters): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { N: 2 ** ln, r, p, maxmem: 64 * 1024 * 1024 };
    scrypt(password.normalize('NFC'), salt, hashBytes, options, (error, hash) => {
      if (error) reject(error);
      else resolve(hash);
    });
  });
}

function parse(phc: string): { parameters: Parameters; salt: Buffer; hash: Buffer } {
  const match = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(phc);
  const [, ln, r, p, salt, hash] = match ?? [];
  if (!salt || !hash) throw new Error('not a scrypt PHC string');
  return {
    parameters: { ln: Number(ln), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
