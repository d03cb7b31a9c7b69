// The password rule, the same in the browser as it is typed and on the server where it decides: length, not a common
// password, not made of words that stand around it, and at least "average" in strength. No composition rules.
// Sources: OWASP ASVS 5.0.0 section 6.2; NIST SP 800-63B-4 section 3.1.1.
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import type * as common from '@zxcvbn-ts/language-common';
import { longestPassword, strengths, type PasswordProblem, type Strength } from './strengths.ts';

/** The estimate reads this many characters: a longer password is at least as strong, and the work stays bounded. */
const estimatedCharacters = 64;

/** What guessers try first: common passwords and words, and which keys lie side by side. */
export type Dictionary = Pick<typeof common, 'dictionary' | 'adjacencyGraphs'>;

type Assessment = { strength: Strength; problem: PasswordProblem | null };

/**
 * Says how strong a password is, and what rules it out, if anything.
 * `context` holds the words around it: the store's name, the person's e-mail address and name. `minimum` is the
 * store's least number of characters (code points, after NFC).
 */
export type Assess = (password: string, context: readonly string[], minimum: number) => Assessment;

/** The rule with this dictionary. */
export function ruleWith({ dictionary, adjacencyGraphs }: Dictionary): Assess {
  const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: estimatedCharacters });
  const common = new Set(dictionary['passwords-common'].map((word) => word.toLowerCase()));
  return (password, context, minimum) => {
    const normal = password.normalize('NFC');
    const words = wordsOf(context);
    const strength = strengths[estimator.check(normal, words).score] ?? 'weak';
    const problem = problemOf(normal, { words, common }, strength, minimum);
    const isGuessable = problem === 'password_common' || problem === 'password_contextual';
    if (isGuessable) return { strength: 'weak', problem };
    // What is refused never shows a strength that would be taken.
    return { strength: problem !== null && strength !== 'weak' ? 'acceptable' : strength, problem };
  };
}

function problemOf(
  typed: string,
  { words, common }: { words: readonly string[]; common: ReadonlySet<string> },
  strength: Strength,
  minimum: number,
): PasswordProblem | null {
  const { length } = [...typed];
  const password = typed.toLowerCase();
  if (length < minimum) return 'password_too_short';
  if (length > longestPassword) return 'password_too_long';
  if (common.has(password) || common.has(withoutTail(password))) return 'password_common';
  if (isContextual(password, words)) return 'password_contextual';
  return strength === 'weak' || strength === 'acceptable' ? 'password_weak' : null;
}

/** Digits and signs at the end make no common password a rare one. */
function withoutTail(password: string): string {
  return password.replace(/[\d\p{P}\p{S}]+$/u, '');
}

/** Whether fewer than six characters are left once the words around the password are taken out of it. */
function isContextual(password: string, words: readonly string[]): boolean {
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), password);
  return rest !== password && [...rest].length < 6;
}

/** The parts of the context that are long enough to mean something, longest first. */
function wordsOf(context: readonly string[]): string[] {
  const parts = context.flatMap((text) => {
    const lower = text.normalize('NFC').toLowerCase();
    const words = lower.split(/[^\p{L}\p{N}]+/u);
    return [lower, lower.split('@')[0] ?? '', words.join(''), ...words];
  });
  return [...new Set(parts)].filter((part) => [...part].length >= 4).toSorted((a, b) => b.length - a.length);
}
