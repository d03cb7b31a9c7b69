// What each message can be filled in with: by name what it means, in a word of `template_variables`, and an example. The compiler asks
// for every message, and for every value that a message has.
import type { MessageName } from '../outbox.ts';
import { accountFacts } from './facts/account.ts';
import { orderFacts } from './facts/orders.ts';
import { ownerFacts } from './facts/owner.ts';
import { staffFacts } from './facts/staff.ts';
import type { Facts, Word } from './facts/facts.ts';
import { samplesIn } from './samples.ts';

/** In the order in which staff see them. */
export const messageGroups = ['account', 'orders', 'owner', 'staff'] as const;
export type MessageGroup = (typeof messageGroups)[number];

const grouped = { account: accountFacts, orders: orderFacts, owner: ownerFacts, staff: staffFacts } as const;

/** Every message is in one of the groups: the compiler says which is missing. */
const complete: { [Name in MessageName]: Facts<Name> } = {
  ...grouped.account,
  ...grouped.orders,
  ...grouped.owner,
  ...grouped.staff,
};

/** The messages of a group, in order. */
export function messagesIn(group: MessageGroup): MessageName[] {
  return messageNames.filter((name) => name in grouped[group]);
}

/** Every message that there is. */
export const messageNames = Object.keys(complete).filter(isMessageName);

/** Whether there is a message of this name. */
export function isMessageName(name: string): name is MessageName {
  return Object.hasOwn(complete, name);
}

/** A value by the names that lead to it (`lines[].name`), what it means, and an example. */
type Variable = { path: string; word: Word; example: string };

/** What a message is about: its values, and what it carries that is secret. */
export type About = {
  /** Its values as they mostly are, and with as little as there may be. */
  sample: Record<string, unknown>;
  least: Record<string, unknown>;
  variables: readonly Variable[];
  /** Where the link leads that it must have: the beginning of its path; null where it has none. */
  link: string | null;
  hasPassword: boolean;
};

/** What there is to say in every message. */
const everywhere: readonly Variable[] = [
  { path: 'store.name', word: 'store_name', example: '' },
  { path: 'store.origin', word: 'store_origin', example: '' },
  { path: 'store.address', word: 'store_address', example: '' },
  { path: 'isOnRecord', word: 'is_on_record', example: 'true' },
];

/** The same for any of them. */
type Any = { variables: Readonly<Record<string, Word>>; link?: string; hasPassword?: boolean };

/** What this message is about. */
export function about(name: MessageName): About {
  const facts: Any = complete[name];
  const { variables, hasPassword = false } = facts;
  const sample: Record<string, unknown> = samplesIn('en', 'usual')[name];
  const least: Record<string, unknown> = samplesIn('en', 'least')[name];
  const link = facts.link ?? null;
  const own = Object.entries(variables).map(([path, word]) => ({ path, word, example: exampleAt(sample, path) }));
  const secrets: Variable[] = [
    ...(link === null ? [] : [{ path: 'secret.token', word: 'token', example: '••••••••' } as const]),
    ...(hasPassword ? [{ path: 'secret.password', word: 'password', example: '••••••••' } as const] : []),
  ];
  return { sample, least, variables: [...own, ...secrets, ...everywhere], link, hasPassword };
}

function exampleAt(sample: unknown, path: string): string {
  const [name = '', ...rest] = path.replaceAll('[]', '.0').split('.');
  const value: unknown = typeof sample === 'object' && sample !== null ? Reflect.get(sample, name) : undefined;
  return rest.length === 0 ? String(value) : exampleAt(value, rest.join('.'));
}

/** Whether a message says what only its reader may know. */
export function carriesSecret(name: MessageName): boolean {
  const { link, hasPassword }: Any = complete[name];
  return link !== undefined || hasPassword === true;
}
