// /.well-known/security.txt: where somebody who has found a hole can say so. It is the operator's of the Worker to mend one, so the contact
// is the deployment's and the same for each store. Source: RFC 9116.
import { Hono } from 'hono';
import type { AppEnv } from '../web/context.ts';

declare global {
  // What need not be there has no place in wrangler.toml, from which the other bindings are known.
  interface __BaseEnv_Env {
    /** An address of the operator, as `mailto:security@example.com` or `https://…`. */
    SECURITY_CONTACT?: string;
  }
}

/** How long somebody may keep what they read. It is written when it is asked for, so it is never older than the contact. */
const goodMs = 30 * 86_400_000;

export const contact = new Hono<AppEnv>();

contact.get('/.well-known/security.txt', (c) => {
  const { now, store } = c.var;
  const address = c.env.SECURITY_CONTACT ?? '';
  if (!/^(mailto:|https:\/\/)\S+$/.test(address)) return c.notFound();
  const lines = [
    `Contact: ${address}`,
    `Expires: ${new Date(now + goodMs).toISOString()}`,
    `Preferred-Languages: ${store.languages.join(', ')}`,
    `Canonical: ${store.origin}/.well-known/security.txt`,
  ];
  return c.text(`${lines.join('\n')}\n`);
});
