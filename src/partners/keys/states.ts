// What is to be said of a key: whether it works, until when, and what it may not do any more.
import { isAtLeast } from '../../staff/roles.ts';
import { isScope, scopes, type Scope } from '../scopes.ts';
import type { Key } from './keys.ts';

const day = 86_400_000;

/** From so long before its end on, a key is said to expire soon. */
const soonMs = 7 * day;

/** How a key can stand. The first three work; of the others no call is answered. */
const states = ['active', 'expiring', 'ending', 'without_maker', 'replaced', 'expired', 'revoked'] as const;
export type State = (typeof states)[number];

type Facts = Pick<Key, 'expiresAt' | 'revokedAt' | 'replacedBy' | 'role'>;

/** Whether it is neither revoked nor at its end: only then it can be revoked or replaced. */
export function isLive({ revokedAt, expiresAt }: Pick<Facts, 'expiresAt' | 'revokedAt'>, now: number): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now);
}

/** Whether another one can still take its place. */
export function isFree(key: Omit<Facts, 'role'>, now: number): boolean {
  return isLive(key, now) && key.replacedBy === null;
}

/** How a key stands at this moment; `ending` is one that was replaced and goes on for a while. */
export function stateOf(key: Facts, now: number): State {
  const { revokedAt, expiresAt, replacedBy, role } = key;
  if (revokedAt !== null) return 'revoked';
  if (!isLive(key, now)) return replacedBy === null ? 'expired' : 'replaced';
  if (role === null) return 'without_maker';
  if (replacedBy !== null) return 'ending';
  return expiresAt !== null && expiresAt < now + soonMs ? 'expiring' : 'active';
}

/** What a key was given and cannot do, since the role of its maker is too low by now. */
export function lostBy({ scopes: given, role }: Pick<Key, 'scopes' | 'role'>): Scope[] {
  return role === null ? [] : given.filter(isScope).filter((scope) => !isAtLeast(role, scopes[scope]));
}
