// What staff may do. An owner may do everything, a manager everything but staff and stores, support reads and answers. Nobody
// acts on somebody above themselves.

import type { Confinement } from '../sessions/guard.ts';

/** Where the second step of signing in is asked for, set up and taken away; and where the password is asked for once more. */
export const secondStepPath = '/admin/second-step';
export const proofPath = '/admin/proof';

/** From the least to the most. */
export const roles = ['support', 'manager', 'owner'] as const;
export type Role = (typeof roles)[number];

/** How somebody stands with the second step of signing in: they have none, this session waits for it, or has taken it. */
export type SecondStep = {
  state: 'none' | 'waited_for' | 'taken';
  /** Whether the store asks everybody of the staff for it. */
  isRequired: boolean;
};

/** A member of staff who is signed in at a store. */
export type Staff = {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** They follow the browser, like visitors. */
  language: null;
  /** The only pages they may use, before the second step of signing in; null when they may use all. */
  confinedTo: Confinement | null;
  secondStep: SecondStep;
  /** When they last said their password in this session (ms since 1970). */
  provedAt: number;
};

/** Whether this role may do what asks for at least `wanted`. */
export function isAtLeast(role: Role, wanted: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(wanted);
}

/** How long a password that was said is good for acts that ask for it. */
const proofMs = 10 * 60_000;

/** Whether the password was said lately enough for an act that asks for it. */
export function isProved({ provedAt }: Staff, now: number): boolean {
  return now < provedAt + proofMs;
}
