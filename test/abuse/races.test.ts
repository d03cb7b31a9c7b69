// Every form and every call of a partner, sent twenty times at the same moment: as many as were taken have done what they do one after
// the other, and the others nothing. So what may happen once happens once, counts are right, and no message is sent twice.
import { describe, expect, it } from 'vitest';
import { endpoints } from '../../src/api/endpoints.ts';
import { tell } from '../support/figures.ts';
import { postbox, type Postbox } from '../support/mail.ts';
import { aKey, systemWith } from '../support/partners.ts';
import { requestFor } from '../support/requests/requests.ts';
import { insider, pathFor, routes, type Route } from '../support/routes.ts';
import { toBeginning } from '../support/storage.ts';
import { traces } from '../support/traces.ts';
import { visitor, type Reply } from '../support/visitor.ts';

const count = 20;

type Act = (nth: number) => Promise<Reply>;

/** Makes what is acted on, and returns the act. */
type Readying = (post: Postbox) => Promise<Act>;

/** Where nobody can do it twice the same, or need not: why twenty at once are not as many one after the other. */
const otherwise: Record<string, string> = {
  '/login': 'one after the other, each is a device that was not known before; at once, all are the first',
  '/admin/outbox/:id/retries': 'whoever presses before it is sent is told of; it is sent once',
  '/admin/second-step':
    'a code that was used is refused and told of; one after the other there is nothing to be proved any more',
  replayWebhookDelivery: 'one that is on its way is not sent a second time; one after the other each is a try',
  changeCustomer: 'the letter to the new address says the name that was read before',
};

/** Whether nothing came of it. */
function isRefused({ status, location }: Reply): boolean {
  return status >= 400 || /[?&]problem=/.test(location ?? '');
}

/** What is stored and sent, as far as it does not say how often it was tried. */
async function outcome(post: Postbox) {
  const { throttles: _, partner_requests: kept = [], partner_keys: _keys, audit = [], ...stored } = await traces();
  return {
    ...stored,
    kept: kept.length,
    // What was there before is what whoever changed it saw.
    audit: audit.map((row) => row.replace(/(_changed".*)"before":("(\\.|[^"\\])*"|null)/, '$1')).toSorted(),
    sent: post.sent.map(({ to, subject }) => JSON.stringify([to, subject])).toSorted(),
  };
}

/** Lets it happen twenty times at once, and as often as it was taken one after the other; returns what came of each. */
async function race(ready: Readying) {
  const post = postbox();
  const act = await ready(post);
  const replies = await Promise.all(Array.from({ length: count }, (_, nth) => act(nth)));
  const atOnce = await outcome(post);
  const taken = replies.filter((reply) => !isRefused(reply)).length;
  await toBeginning();
  const later = postbox();
  const again = await ready(later);
  for (let nth = 0; nth < Math.max(taken, 1); nth += 1) await again(nth);
  return { replies, taken, atOnce, inTurn: await outcome(later) };
}

/** Those that nobody should be answered. */
const errorsIn = (replies: readonly Reply[]) => replies.map(({ status }) => status).filter((status) => status >= 500);

const forms = routes.filter(({ method }) => method === 'POST');

describe('a form that is sent twenty times at once', () => {
  const sending =
    (route: Route): Readying =>
    async (post) => {
      await route.before?.();
      const browser = await insider(route);
      const path = await pathFor(browser, route);
      const { form } = route;
      const bindings = { EMAIL: post.binding };
      return () => visitor({ cookies: new Map(browser.cookies), bindings }).post(path, form);
    };

  it.each(forms.map((route) => [route.path, route] as const))('%s', async (path, route) => {
    const { replies, atOnce, inTurn } = await race(sending(route));

    expect(errorsIn(replies)).toEqual([]);
    if (!otherwise[path]) expect(atOnce).toEqual(inTurn);
  });
});

const changing = endpoints.filter(({ method }) => method !== 'get');

describe('a call that is made twenty times at once', () => {
  const calling =
    ({ operation, method }: (typeof endpoints)[number], keyOf: (nth: number) => string): Readying =>
    async (post) => {
      const { key, partnerId } = await aKey();
      const taken = await requestFor(operation, partnerId);
      const bindings = { EMAIL: post.binding };
      return (nth) =>
        systemWith(key, { bindings }).send(
          method,
          taken.path,
          taken.body,
          method === 'post' ? { 'Idempotency-Key': keyOf(nth) } : {},
        );
    };

  it.each(changing.map((endpoint) => [endpoint.operation, endpoint] as const))('%s', async (operation, endpoint) => {
    const { replies, atOnce, inTurn } = await race(calling(endpoint, (nth) => `number-${nth}`));

    expect(errorsIn(replies)).toEqual([]);
    if (!otherwise[operation]) expect(atOnce).toEqual(inTurn);
  });

  const posts = changing.filter(({ method }) => method === 'post');
  it.each(posts.map((endpoint) => [endpoint.operation, endpoint] as const))('%s, as the same', async (_, endpoint) => {
    const { replies, atOnce, inTurn } = await race(calling(endpoint, () => 'the-same'));

    expect(errorsIn(replies)).toEqual([]);
    for (const { status } of replies) expect([endpoint.status, 409]).toContain(status);
    expect({ ...atOnce, kept: 1 }).toEqual(inTurn);
  });
});

it('there are so many', (context) => {
  const posts = changing.filter(({ method }) => method === 'post').length;
  const races = forms.length + changing.length + posts;
  tell(context, { 'forms and calls that twenty sent at once': races, 'requests in them': races * count });
  expect(races).toBeGreaterThan(200);
});
