// The token that a form is shown with. It says when that was, under the Worker's key, so that nobody can claim to have had the form
// for longer than they did: programs fill it in within the second that they get it. Each is another one, and an answer is recorded
// once for each.
import { idOf } from '../web/ids.ts';
import { newToken, sha256 } from '../web/secrets.ts';

/** Sooner than this nobody has read a form and filled it in. */
const soonestMs = 3_000;

/** Later than this the form has to be shown anew. */
const latestMs = 86_400_000;

const encoder = new TextEncoder();

/** A token for a form that is shown now: when that is, something random, and the proof of both. `key` is 32 bytes in base64. */
export async function issue(key: string, formId: string, now: number): Promise<string> {
  const issued = `${now.toString(36)}.${newToken()}`;
  const proof = await crypto.subtle.sign('HMAC', await proving(key), said(formId, issued));
  return `${issued}.${Buffer.from(proof).toString('base64url')}`;
}

/** Whether the token was issued for this form by this Worker, long enough ago and not too long. */
export async function isGood(key: string, formId: string, token: string, now: number): Promise<boolean> {
  const [at = '', random = '', proof = ''] = token.split('.');
  const bytes = Buffer.from(proof, 'base64url');
  if (!(await crypto.subtle.verify('HMAC', await proving(key), bytes, said(formId, `${at}.${random}`)))) return false;
  const age = now - parseInt(at, 36);
  return age >= soonestMs && age <= latestMs;
}

/** The id of the answer that comes with this token. Since an id is there once, so is the answer. */
export async function answerIdOf(token: string): Promise<string> {
  // The proof is left out: one proof can be written in several ways.
  return idOf('form_answer', await sha256(token.split('.').slice(0, 2).join('.')));
}

function said(formId: string, issued: string): Uint8Array {
  return encoder.encode(`${formId}.${issued}`);
}

/** A key for this purpose alone, derived from the Worker's. */
async function proving(key: string): Promise<CryptoKey> {
  const whole = await crypto.subtle.importKey('raw', Buffer.from(key, 'base64'), 'HKDF', false, ['deriveKey']);
  const purpose = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: encoder.encode('tokens of forms') };
  const kind = { name: 'HMAC', hash: 'SHA-256', length: 256 };
  return crypto.subtle.deriveKey(purpose, whole, kind, false, ['sign', 'verify']);
}
