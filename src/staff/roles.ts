// What staff may do. An owner may do everything, a manager everything but staff and stores, support reads and answers. Nobody
// acts on somebody above themselves.

/** From the least to the most. */
export const roles = ['support', 'manager', 'owner'] as const;
export type Role = (typeof roles)[number];

/** A member of staff who is signed in at a store. */
export type Staff = {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** They follow the browser, like visitors. */
  language: null;
  /** The one page they may use; null when they may use all. A second step of signing in would stand here. */
  confinedTo: string | null;
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
