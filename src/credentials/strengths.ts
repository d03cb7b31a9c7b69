// The names of password strengths, apart from the rule itself: pages show them without loading its dictionary.

/** From weakest to strongest. A password is taken from `average` on. */
export const strengths = ['weak', 'acceptable', 'average', 'strong', 'excellent'] as const;
export type Strength = (typeof strengths)[number];

export type PasswordProblem =
  'password_too_short' | 'password_too_long' | 'password_common' | 'password_contextual' | 'password_weak';

/** The most characters (code points) a password may have; ASVS 6.2.9 asks for at least 64 to be allowed. */
export const longestPassword = 128;
