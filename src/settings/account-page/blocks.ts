// The blocks of the account page in their order. They have no keys: a block is named by its number in the list, from 1 on, and one that
// somebody edits by its mark as well, so that no other one is changed where a colleague has moved it.
import { overviewBlocks, type Policies } from '../../stores/policies.ts';
import type { Store } from '../../stores/stores.ts';
import type { Planned } from '../routes.ts';
import { movedAt, type Direction } from '../../web/moving.ts';

export type Block = Policies['accountPage'][number];
export type OwnBlock = Extract<Block, { markdown: unknown }>;
export type BuiltIn = (typeof overviewBlocks)[number];

type Plan = (store: Store) => Planned;

/** How many blocks a page may have: all of them are read with the store. */
export const mostBlocks = 20;

/** The blocks of ours that the store does not show. */
export function hiddenIn({ policies }: Store): BuiltIn[] {
  return overviewBlocks.filter((name) => !policies.accountPage.some((one) => 'block' in one && one.block === name));
}

/** The block of this number, if it is one of the store's own words. */
export function ownAt({ policies }: Store, number: number): OwnBlock | null {
  const block = policies.accountPage[number - 1];
  return block && 'markdown' in block ? block : null;
}

/** A block of ours at the end, if it is not there already. Problem: `full`. */
export function showing(name: BuiltIn): Plan {
  return (store) => (hiddenIn(store).includes(name) ? added(store, { block: name }) : {});
}

/** A block of own words at the end. Problem: `full`. */
export function adding(block: OwnBlock): Plan {
  return (store) => added(store, block);
}

/** Other words, or other readers, for the block of this mark, wherever it stands now. Problem: `gone`. */
export function changing(number: number, mark: string, block: OwnBlock): Plan {
  return ({ policies: { accountPage } }) => {
    const isIt = (one: Block | undefined) => one !== undefined && 'markdown' in one && markOf(one) === mark;
    const place = isIt(accountPage[number - 1]) ? number - 1 : accountPage.findIndex(isIt);
    if (place === -1) return { problem: 'gone' };
    return { policies: { accountPage: accountPage.map((one, at) => (at === place ? block : one)) } };
  };
}

/** The block of this number one place further up or down. Problem: `gone`. */
export function moving(number: number, direction: Direction): Plan {
  return about(number, (all) => movedAt(all, number - 1, direction));
}

/** The page without the block of this number. Problem: `gone`. */
export function removing(number: number): Plan {
  return about(number, (all) => all.filter((_, place) => place !== number - 1));
}

/** What tells one block from the others. It guards against mistakes, not against anybody: 32 bits of FNV-1a. */
export function markOf(block: Block): string {
  const prime = 0x01000193;
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(block)) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), prime);
  return (hash >>> 0).toString(16);
}

function added({ policies: { accountPage } }: Store, block: Block): Planned {
  if (accountPage.length >= mostBlocks) return { problem: 'full' };
  return { policies: { accountPage: [...accountPage, block] } };
}

function about(number: number, become: (all: readonly Block[]) => Block[]): Plan {
  return ({ policies: { accountPage } }) =>
    accountPage[number - 1] ? { policies: { accountPage: become(accountPage) } } : { problem: 'gone' };
}
