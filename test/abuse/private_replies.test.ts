// Every address and every endpoint used as it should be, by people whose names and addresses are known: none of that is logged, and no reply
// that is theirs may be kept by anybody.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { endpoints } from '../../src/api/endpoints.ts';
import { atWork } from '../support/colleagues.ts';
import { tell } from '../support/figures.ts';
import { aKey, systemWith } from '../support/partners.ts';
import { signedIn } from '../support/people.ts';
import { requestFor } from '../support/requests/requests.ts';
import { isForStaff, pathFor, routes, type Route } from '../support/routes.ts';
import { brokenDatabase } from '../support/storage-faults.ts';
import { visitor, type Form, type Reply, type Visitor } from '../support/visitor.ts';
import { logged } from './logs.ts';

afterEach(() => vi.restoreAllMocks());

/** What the people of the tests are called, where they live, and what they say. */
const personal =
  'Zenobia|Grace|Hopper|Mary|Ada King|example.com|example.org|@|Custom House Quay|D01 X285|555 0100|lantern-on|tall-ships|five brass bells|IE6388047V'.split(
    '|',
  );

let used = 0;

function kept(reply: Reply): string[] {
  const { headers } = reply;
  const wrong: string[] = [];
  if (headers.get('Cache-Control') !== 'no-store') wrong.push(`is kept: ${headers.get('Cache-Control')}`);
  if (headers.get('X-Request-Id') === null) wrong.push('has no number');
  return wrong;
}

/** What may be kept: the same for everybody. */
const publicPaths = new Set(['/pictures/:picture']);

const personOf = async (route: Route): Promise<Visitor> =>
  isForStaff(route)
    ? atWork({ role: route.for, name: 'Zenobia Quill', email: 'zenobia@example.com' })
    : signedIn({ name: 'Zenobia Quill', email: 'zenobia@example.com' });

const use = (browser: Visitor, method: Route['method'], path: string, form: Form = {}) =>
  method === 'GET' ? browser.get(path) : browser.post(path, form);

describe('an address', () => {
  it.each(routes.filter((route) => route.for !== 'development'))('$method $path', async (route) => {
    const logs = logged();
    await route.before?.();
    const browser = await personOf(route);
    const path = await pathFor(browser, route);
    const marked = `${path}${path.includes('?') ? '&' : '?'}q=zenobia%40example.com&to=zenobia@example.com`;
    const broken = visitor({ cookies: new Map(browser.cookies), bindings: { DB: brokenDatabase(0) } });
    const reply = await use(browser, route.method, marked, route.form);
    const late = await use(broken, route.method, marked, route.form);
    used += 2;

    if (!publicPaths.has(route.path)) expect(kept(reply)).toEqual([]);
    expect(reply.status).toBeLessThan(500);
    expect(late.text).not.toMatch(/D1_ERROR|no such table|SQLITE|select |insert |\.tsx?\b|at \w+ \(/);
    const text = logs.text();
    expect(text).toContain('"event":"request"');
    expect(personal.filter((word) => text.includes(word))).toEqual([]);
  });
});

describe('an endpoint', () => {
  it.each(endpoints.map((endpoint) => [endpoint.operation, endpoint] as const))('%s', async (operation, { method }) => {
    const logs = logged();
    const { key, partnerId } = await aKey();
    const taken = await requestFor(operation, partnerId);
    const broken = await systemWith(key, { bindings: { DB: brokenDatabase(1) } }).send(method, taken.path, taken.body);
    const cut = `{"email":"zenobia@example.com","name":"Zenobia`;
    const half = method === 'get' ? null : await systemWith(key).send(method, taken.path, cut);
    const reply = await systemWith(key).send(method, taken.path, taken.body);
    used += 3;

    expect(kept(reply)).toEqual([]);
    for (const one of [broken, half]) {
      expect(one?.text ?? '').not.toMatch(/D1_ERROR|no such table|SQLITE|select |\.tsx?\b|Unexpected|in JSON/);
    }
    const text = logs.text();
    expect(personal.filter((word) => text.includes(word))).toEqual([]);
    expect(text).not.toContain(key);
  });
});

it('there are so many', (context) => {
  tell(context, { 'requests whose logs were searched for people': used });
  expect(used).toBeGreaterThan(400);
});
