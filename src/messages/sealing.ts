// Secrets of messages at rest: AES-256-GCM under the Worker's SEALING_KEY, bound to the message's id, so that a sealed
// secret that is copied to another row does not open there. Form: `v1.<iv>.<ciphertext>` in URL-safe base64.
const encoder = new TextEncoder();

/** What a message may carry only until it is sent. */
export type Secret = { token?: string; password?: string };

/** The secret, encrypted for this message. `key` is 32 bytes in base64. */
export async function seal(key: string, messageId: string, secret: Secret): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = encoder.encode(JSON.stringify(secret));
  const cipher = await crypto.subtle.encrypt(algorithm(iv, messageId), await importKey(key), plain);
  return `v1.${Buffer.from(iv).toString('base64url')}.${Buffer.from(cipher).toString('base64url')}`;
}

/** The secret back. Throws where the key, the message or a byte is not the one it was sealed with. */
export async function unseal(key: string, messageId: string, sealed: string): Promise<Secret> {
  const [version, iv, cipher] = sealed.split('.');
  if (version !== 'v1' || !iv || !cipher) throw new Error('sealed secret of an unknown form');
  const plain = await crypto.subtle.decrypt(
    algorithm(Buffer.from(iv, 'base64url'), messageId),
    await importKey(key),
    Buffer.from(cipher, 'base64url'),
  );
  return JSON.parse(new TextDecoder().decode(plain)) as Secret;
}

function algorithm(iv: Uint8Array, messageId: string) {
  return { name: 'AES-GCM', iv, additionalData: encoder.encode(messageId) };
}

async function importKey(key: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', Buffer.from(key, 'base64'), 'AES-GCM', false, ['encrypt', 'decrypt']);
}
