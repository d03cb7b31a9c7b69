// Secrets at rest: AES-256-GCM under the Worker's SEALING_KEY, bound to the id of the row that holds them, so that a sealed
// secret that is copied to another row does not open there. Form: `v1.<iv>.<ciphertext>` in URL-safe base64. While the key is
// being changed, SEALING_KEY_BEFORE still opens what was sealed with it.
const encoder = new TextEncoder();

declare global {
  // A secret that need not be there has no place in wrangler.toml, from which the other bindings are known.
  interface __BaseEnv_Env {
    SEALING_KEY_BEFORE?: string;
  }
}

/** The keys that open what is sealed, each 32 bytes in base64: the one that seals, and the one that did before. */
export type OpeningKeys = readonly [sealing: string, before?: string];

/** The keys of this Worker. */
export function openingKeysOf(env: Pick<Env, 'SEALING_KEY' | 'SEALING_KEY_BEFORE'>): OpeningKeys {
  return env.SEALING_KEY_BEFORE ? [env.SEALING_KEY, env.SEALING_KEY_BEFORE] : [env.SEALING_KEY];
}

/** The text, encrypted for the row with this id. `key` is 32 bytes in base64. */
export async function seal(key: string, id: string, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const cipher = await crypto.subtle.encrypt(algorithm(iv, id), await importKey(key), encoder.encode(text));
  return `v1.${Buffer.from(iv).toString('base64url')}.${Buffer.from(cipher).toString('base64url')}`;
}

/**
 * The text back, and whether it should be sealed anew since the key has changed. Throws where the keys, the row or a byte are not
 * those it was sealed with.
 */
export async function unseal(
  [key, before]: OpeningKeys,
  id: string,
  sealed: string,
): Promise<{ text: string; isOutdated: boolean }> {
  try {
    return { text: await open(key, id, sealed), isOutdated: false };
  } catch (error) {
    if (before === undefined) throw error;
    return { text: await open(before, id, sealed), isOutdated: true };
  }
}

async function open(key: string, id: string, sealed: string): Promise<string> {
  const [version, iv, cipher] = sealed.split('.');
  if (version !== 'v1' || !iv || !cipher) throw new Error('sealed secret of an unknown form');
  const plain = await crypto.subtle.decrypt(
    algorithm(Buffer.from(iv, 'base64url'), id),
    await importKey(key),
    Buffer.from(cipher, 'base64url'),
  );
  return new TextDecoder().decode(plain);
}

function algorithm(iv: Uint8Array, id: string) {
  return { name: 'AES-GCM', iv, additionalData: encoder.encode(id) };
}

async function importKey(key: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', Buffer.from(key, 'base64'), 'AES-GCM', false, ['encrypt', 'decrypt']);
}
