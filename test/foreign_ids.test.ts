// What is somebody else's looks as if it never was: every address of the account that names something, by every method.
import { describe, expect, it } from 'vitest';
import { without } from './support/likeness.ts';
import { aCustomer, customerIn, signedIn } from './support/people.ts';
import { everythingStored } from './support/records.ts';
import { routes, type Route } from './support/routes.ts';
import type { Form, Visitor } from './support/visitor.ts';

const naming = routes.filter((route) => route.for === 'customer' && route.path.startsWith('/account/') && route.id);
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Ids that nobody has, some of them like those that somebody has. */
function neverWere(theirs: string): string[] {
  const similar = theirs.replace(/.{3}$/, '999');
  return [similar === theirs ? theirs.replace(/.{3}$/, '998') : similar, 'never~was', "' or 1=1 --", '../profile'];
}

async function send(browser: Visitor, method: (typeof methods)[number], path: string, form: Form) {
  if (method === 'GET') return browser.get(path);
  if (method === 'POST') return browser.post(path, form);
  const headers = { Origin: browser.origin, 'Content-Type': 'application/x-www-form-urlencoded' };
  return browser.send(path, { method, headers });
}

const pathOf = ({ path }: Route, id: string) => path.replace(/:\w+/, encodeURIComponent(id));

it('there are such addresses', () => {
  expect(new Set(naming.map(({ path }) => path.split('/')[2]))).toEqual(
    new Set(['orders', 'documents', 'reviews', 'discussions', 'wishlist', 'addresses']),
  );
});

describe.each(naming)('$method $path', (route) => {
  it('with an id of somebody else is what it is with one that never was, by every method', async () => {
    const browser = await signedIn();
    const theirs = (await route.id?.(await aCustomer({ email: 'other@example.com', name: 'Ada King' }))) ?? '';
    const before = await everythingStored();
    const tries = methods.flatMap((method) => [route.form ?? {}, {}].map((form) => ({ method, form })));
    for (const { method, form } of tries) {
      const foreign = without(await send(browser, method, pathOf(route, theirs), form), theirs);
      for (const id of neverWere(theirs)) {
        expect(without(await send(browser, method, pathOf(route, id), form), id)).toEqual(foreign);
      }
      if (method !== 'POST' || form === route.form) expect(foreign).toMatchObject({ status: 404, location: null });
      expect(foreign.status).not.toBe(200);
      expect(foreign.body).not.toContain('Ada King');
    }

    expect(await everythingStored()).toBe(before);
  });

  it('with an id of their own is there', async () => {
    const browser = await signedIn();
    const own = (await route.id?.(customerIn(browser))) ?? '';
    const method = route.method;

    expect((await send(browser, method, pathOf(route, own), route.form ?? {})).status).toBeLessThan(400);
  });
});
