// Everything that can be done to one thing, at the same moment: whatever comes first, nobody gets an error, and what is stored holds together.
import { describe, expect, it } from 'vitest';
import { endpoints } from '../../src/api/endpoints.ts';
import { Dice } from '../../src/demo/dice.ts';
import { amiss } from '../support/books.ts';
import { atWork } from '../support/colleagues.ts';
import { tell } from '../support/figures.ts';
import { aKey, systemWith } from '../support/partners.ts';
import { signedIn } from '../support/people.ts';
import { requestFor } from '../support/requests/requests.ts';
import { pathFor, routes, type Route } from '../support/routes.ts';
import { toBeginning } from '../support/storage.ts';
import { visitor, type Reply } from '../support/visitor.ts';

/** How often each act is done in a round, and rounds; each round has another order. */
const times = 3;
const rounds = 3;

type Act = { name: string; act: () => Promise<Reply> };

let sent = 0;

/** Does all of them some times at once, in the order of the round; returns those that were answered by an error. */
async function mix(acts: readonly Act[], round: number): Promise<string[]> {
  const dice = new Dice(round + 1);
  const all = Array.from({ length: times }, () => acts)
    .flat()
    .map((one) => ({ one, place: dice.roll() }))
    .toSorted((a, b) => a.place - b.place);
  sent += all.length;
  const answers = await Promise.all(all.map(async ({ one }) => [one.name, (await one.act()).status] as const));
  return answers.filter(([, status]) => status >= 500).map(([name, status]) => `${name}: ${status}`);
}

/** The forms about one thing, by its noun: what is behind `/admin/orders/:id`. */
const nouns = Map.groupBy(
  routes.filter(({ method, path, id }) => method === 'POST' && id && /^\/admin\/[a-z-]+\/:id/.test(path)),
  ({ path }) => path.split('/:id')[0] ?? '',
);

const key = /:id/;

describe('all that staff can do to one', () => {
  it.each([...nouns])('%s', async (_, forms) => {
    for (let round = 0; round < rounds; round += 1) {
      await toBeginning();
      const browser = await atWork();
      const id = (await forms[0]?.id?.('')) ?? '';
      const acts = forms.map((route) => ({
        name: route.path,
        act: () =>
          visitor({ cookies: new Map(browser.cookies) }).post(
            route.path.replace(key, id) + (route.query ?? ''),
            route.form ?? {},
          ),
      }));

      expect(await mix(acts, round)).toEqual([]);
      expect(await amiss()).toEqual([]);
    }
  });
});

describe('all that customers can do in their account', () => {
  const own = routes.filter((route) => route.method === 'POST' && route.for === 'customer');
  const others = routes.filter(
    ({ path, method }) => method === 'POST' && /^\/(basket|checkout|wishlist|products|logout|login)/.test(path),
  );

  const doing = async (forms: readonly Route[], round: number) => {
    await toBeginning();
    const browser = await signedIn();
    const acts: Act[] = [];
    for (const route of forms) {
      await route.before?.();
      const path = await pathFor(browser, route);
      const { form = {} } = route;
      acts.push({ name: route.path, act: () => visitor({ cookies: new Map(browser.cookies) }).post(path, form) });
    }
    return { failed: await mix(acts, round), amiss: await amiss() };
  };

  it.each(Array.from({ length: rounds }, (_, round) => round))('deleting it among them (%i)', async (round) => {
    expect(await doing([...own, ...others], round)).toEqual({ failed: [], amiss: [] });
  });

  it.each(Array.from({ length: rounds }, (_, round) => round))('and staying (%i)', async (round) => {
    const lasting = own.filter(({ path }) => !/deletion|joining|join-accounts/.test(path));
    expect(await doing([...lasting, ...others], round)).toEqual({ failed: [], amiss: [] });
  });
});

const changing = Map.groupBy(
  endpoints.filter(({ method, path }) => method !== 'get' && path.includes('{id}')),
  ({ path }) => path.split('/{id}')[0] ?? '',
);

describe('all that partners can do to one', () => {
  it.each([...changing])('%s', async (_, all) => {
    const bodies = new Map<string, unknown>();
    for (const { operation } of all) {
      await toBeginning();
      bodies.set(operation, (await requestFor(operation, (await aKey()).partnerId)).body);
    }
    for (let round = 0; round < rounds; round += 1) {
      await toBeginning();
      const { key: secret, partnerId } = await aKey();
      const { path: whole } = await requestFor(all[0]?.operation ?? '', partnerId);
      const [, id = ''] = /^\/[a-z-]+\/(\w+)/.exec(whole) ?? [];
      const acts = all.map(({ operation, method, path }) => ({
        name: operation,
        act: () => systemWith(secret).send(method, path.replace(/\{id\}/, id), bodies.get(operation)),
      }));

      expect(await mix(acts, round)).toEqual([]);
      expect(await amiss()).toEqual([]);
    }
  });
});

it('there are so many', (context) => {
  tell(context, { 'requests in races of different acts': sent });
  expect(nouns.size).toBeGreaterThan(10);
});
