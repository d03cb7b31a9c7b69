// What keys may do: read or write a kind of thing. A key has those that it was given, as far as whoever made it may do the same at this
// moment: their role is asked for with every call.
import { isAtLeast, type Role } from '../staff/roles.ts';

/** Each scope, and the least role that does in /admin what the scope lets a key do. */
export const scopes = {
  'customers:read': 'support',
  'customers:write': 'manager',
  'groups:read': 'support',
  'products:read': 'support',
  'products:write': 'manager',
  'orders:read': 'support',
  'orders:write': 'manager',
  'documents:read': 'support',
  'points:read': 'support',
  'points:write': 'manager',
  'discussions:read': 'support',
  'discussions:write': 'support',
  'webhooks:read': 'manager',
  'webhooks:write': 'manager',
} as const satisfies Record<string, Role>;

export type Scope = keyof typeof scopes;

/** Whether this names a scope. */
export function isScope(name: string): name is Scope {
  return name in scopes;
}

/** What somebody of this role may give to a key: what they may do themselves. */
export function scopesFor(role: Role): Scope[] {
  return Object.keys(scopes)
    .filter(isScope)
    .filter((scope) => isAtLeast(role, scopes[scope]));
}
