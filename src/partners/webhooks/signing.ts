// How a receiver knows that we sent something, and when. While a secret has just been changed both sign, so whoever has one of them
// goes on. Source: Standard Webhooks 1.0.0, https://github.com/standard-webhooks/standard-webhooks (signature scheme, symmetric).
import { Webhook } from 'standardwebhooks';
import { unseal, type OpeningKeys } from '../../credentials/sealing.ts';

/** As much of a webhook as its signatures need. */
export type Signer = { id: string; secret: string; secretBefore: string | null; secretBeforeUntil: number | null };

/** A new secret: 256 bits, as receivers take them. */
export function newSecret(): string {
  return `whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64')}`;
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
  const sealed = [signer.secret, ...(isBeforeGood(signer, now) ? [signer.secretBefore] : [])];
  const signatures = await Promise.all(
    sealed.map(async (one) => {
      const { text } = await unseal(openingKeys, signer.id, one ?? '');
      return new Webhook(text).sign(id, new Date(now), body);
    }),
  );
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}

function isBeforeGood({ secretBefore, secretBeforeUntil }: Signer, now: number): boolean {
  return secretBefore !== null && secretBeforeUntil !== null && now < secretBeforeUntil;
}
