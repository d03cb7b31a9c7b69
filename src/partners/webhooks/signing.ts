// How a receiver knows that we sent something, and when. While a secret has just been changed both sign, so whoever has one of them
// goes on. Source: Standard Webhooks 1.0.0, https://github.com/standard-webhooks/standard-webhooks (signature scheme, symmetric).
import { createHmac } from 'node:crypto';
import { unseal, type OpeningKeys } from '../../credentials/sealing.ts';

/** As much of a webhook as its signatures need. */
export type Signer = { id: string; secret: string; secretBefore: string | null; secretBeforeUntil: number | null };

/** How a secret begins as receivers take it. */
const prefix = 'whsec_';

/** A new secret: 256 bits, as receivers take them. */
export function newSecret(): string {
  return `${prefix}${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64')}`;
}

/** The secret that signs now, as it was shown. */
export async function secretOf(openingKeys: OpeningKeys, { id, secret }: Signer): Promise<string> {
  return (await unseal(openingKeys, id, secret)).text;
}

/** The headers of a try at this moment (ms since 1970) to deliver this body under this id. */
export async function signedHeaders(
  openingKeys: OpeningKeys,
  signer: Signer,
  { id, body }: { id: string; body: string },
  now: number,
): Promise<Record<string, string>> {
  const secrets = [await secretOf(openingKeys, signer), ...(await secretBefore(openingKeys, signer, now))];
  const moment = String(Math.floor(now / 1000));
  const signatures = secrets.map((secret) => signatureOf(secret, `${id}.${moment}.${body}`));
  return {
    'webhook-id': id,
    'webhook-timestamp': moment,
    'webhook-signature': signatures.join(' '),
  };
}

function signatureOf(secret: string, said: string): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  return `v1,${createHmac('sha256', key).update(said).digest('base64')}`;
}

/** The secret before, while it is good; one that cannot be opened any more signs nothing, and keeps the other from nothing. */
async function secretBefore(
  openingKeys: OpeningKeys,
  { id, secretBefore: sealed, secretBeforeUntil: until }: Signer,
  now: number,
): Promise<string[]> {
  if (sealed === null || until === null || now >= until) return [];
  try {
    return [(await unseal(openingKeys, id, sealed)).text];
  } catch {
    return [];
  }
}
