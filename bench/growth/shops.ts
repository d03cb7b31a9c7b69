// The side of the comparison that sets the processes of shop.ts to work.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Shoppers } from '../data.ts';
import type { Listed, Order } from './shop.ts';

export type Shop = {
  pages: Listed[];
  /** Milliseconds of processor for each of so many requests for a page. */
  turn: (name: string, requests: number) => Promise<number>;
  close: () => Promise<void>;
};

/** Opens the shop of a state in a process of its own. */
export async function openShop(state: string, shoppers: Shoppers): Promise<Shop> {
  const child = fork('bench/growth/shop.ts');
  const gone = goneOf(child);
  const say = async <Answer>(order: Order): Promise<Answer> => {
    child.send(order);
    const [said] = (await Promise.race([once(child, 'message'), gone])) as [{ answer: Answer; error?: string }];
    if (said.error !== undefined) throw new Error(said.error);
    return said.answer;
  };
  const close = async () => {
    if (!child.connected) return;
    const ended = once(child, 'exit');
    child.send({ do: 'close' } satisfies Order);
    await ended;
  };
  try {
    const pages = await say<Listed[]>({ do: 'open', state, shoppers });
    return { pages, turn: (name, requests) => say<number>({ do: 'turn', name, requests }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Fails when the process ends. */
function goneOf(child: ReturnType<typeof fork>): Promise<never> {
  const gone = once(child, 'exit').then(() => {
    throw new Error('the process of a shop ended');
  });
  // Nobody may be asking it anything when it ends.
  gone.catch(() => undefined);
  return gone;
}
