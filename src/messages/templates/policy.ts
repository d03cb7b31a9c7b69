// The link by which people activate their accounts, against the store's policy: where staff activate, no message carries one; where the
// e-mail does, its message must.
import type { Store } from '../../stores/stores.ts';
import type { CompiledParts } from './engine.ts';

export type PolicyProblem = 'link_by_staff' | 'link_by_email';

/** The messages that carry the link. */
const carriers = ['activation', 'activation_with_password'];

/** Whether a message that has a link has none at this store. */
export function isWithoutLink(store: Store, name: string): boolean {
  return store.policies.activation === 'admin' && carriers.includes(name);
}

/**
 * What is wrong by the policy, if anything is: `link_by_staff` (there is a link, but staff activate), `link_by_email` (there is none in
 * one of the parts, but people activate by it).
 */
export function policyProblem(store: Store, name: string, parts: CompiledParts): PolicyProblem | null {
  if (!carriers.includes(name)) return null;
  const linked = [parts.html, parts.text].map(({ uses }) =>
    uses.some(({ names }) => names.join('.') === 'secret.token'),
  );
  if (isWithoutLink(store, name)) return linked.includes(true) ? 'link_by_staff' : null;
  return linked.includes(false) ? 'link_by_email' : null;
}
