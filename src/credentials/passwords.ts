// The password fields of forms, and the rule behind them. The rule's dictionary is loaded when a password is first
// checked, so that an isolate which never sees one starts without it.
import * as z from 'zod';
import type { Store } from '../stores/stores.ts';
import type { PasswordProblem } from './strengths.ts';

/** A password as typed, for checking against a hash: never trimmed, bounded before any work is done with it. */
export const typedPassword = z.string('invalid').min(1, 'required').max(1024, 'password_too_long');

/** A person whose password is judged: what stands around it must not be what it is made of. */
export type Person = { email: string; name: string };

/** What rules this password out at this store for this person; null when it may be used. */
export async function problemWith(password: string, store: Store, person: Person): Promise<PasswordProblem | null> {
  const { assess } = await import('./strength.ts');
  return assess(password, [store.name, person.email, person.name], store.policies.passwordMinimum).problem;
}
