// Messages for tests, written straight into D1 in the state that they are wanted in.
import { env } from 'cloudflare:workers';
import { demoStores, type DemoStore } from '../../src/demo/shops.ts';
import { seal } from '../../src/credentials/sealing.ts';
import { outbox } from '../../src/messages/schema.ts';
import { openDatabase } from '../../src/web/database.ts';
import { nextId } from './ids.ts';

type Traits = Partial<typeof outbox.$inferInsert> & { store?: DemoStore; secret?: object };

/** A message that failed once and waits, to Grace and without a secret, unless told otherwise. Returns its id. */
export async function aMessage({ store = 'goods', secret, ...traits }: Traits = {}): Promise<string> {
  const id = nextId('message');
  const now = Date.now();
  await openDatabase(env)
    .insert(outbox)
    .values({
      id,
      storeId: demoStores[store].id,
      toAddress: 'grace@example.com',
      template: 'password_changed',
      language: 'en',
      data: { name: 'Grace Hopper', hours: 72 },
      attempts: 1,
      problem: 'unreachable',
      lastProblem: 'the mail service is down',
      createdAt: now,
      nextAttemptAt: now + 3_600_000,
      sealedSecret: secret ? await seal(env.SEALING_KEY, id, JSON.stringify(secret)) : null,
      ...traits,
    });
  return id;
}

/** The traits of a message that was given up. */
export const givenUp = (more: Traits = {}): Traits => ({
  attempts: 7,
  nextAttemptAt: null,
  givenUpAt: Date.now(),
  ...more,
});
