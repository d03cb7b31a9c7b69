// The password fields of forms, and the rule behind them.
import * as z from 'zod';
import type { Store } from '../stores/stores.ts';
import { passwordRule } from './dictionary.ts';
import type { PasswordProblem } from './strengths.ts';

/** A password as typed, for checking against a hash: never trimmed, bounded before any work is done with it. */
export const typedPassword = z.string('invalid').min(1, 'required').max(1024, 'password_too_long');

/** A person whose password is judged: what stands around it must not be what it is made of. */
export type Person = { email: string; name: string };

/** What rules this password out at this store for this person; null when it may be used. */
export async function problemWith(password: string, store: Store, person: Person): Promise<PasswordProblem | null> {
  const assess = await passwordRule();
  return assess(password, [store.name, person.email, person.name], store.policies.passwordMinimum).problem;
}
