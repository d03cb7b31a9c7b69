// What is somebody else's is, wherever it can be named, as if it had never been: in addresses, forms, queries and JSON, one id at a time, with
// that of another store of the pool, of another pool, of another kind. The reply is the same and says nothing of it, and nothing changes.
import { describe, expect, it } from 'vitest';
import { endpoints } from '../../src/api/endpoints.ts';
import { bulkForms, formsWithIds, pagesWithIds } from './naming.ts';
import { atWork } from '../support/colleagues.ts';
import { tell } from '../support/figures.ts';
import { everything, marks, type Things } from '../support/foreign.ts';
import { without } from '../support/likeness.ts';
import { aKey, systemWith } from '../support/partners.ts';
import { signedIn } from '../support/people.ts';
import { requestFor } from '../support/requests/requests.ts';
import { isForStaff, routes } from '../support/routes.ts';
import { remember } from '../support/storage.ts';
import { plain, traces } from '../support/traces.ts';
import { visitor, type Form, type Reply, type Visitor } from '../support/visitor.ts';

const idPattern = /\b([a-z]{3})_[0-9a-z]{20,40}\b/g;

let tried = 0;

/** An id of this kind that nobody has. */
const never = (kind: string) => `${kind}_01jx${'0'.repeat(22)}`;

type Sent = { method: string; path: string; body: string };

type Send = (sent: Sent) => Promise<Reply>;

/** Sends it with a word in place of an id, from where everything is as it was; what is answered and what is stored then. */
async function outcome(send: Send, back: () => Promise<void>, sent: Sent, [own, other]: [string, string]) {
  await back();
  tried += 1;
  const swap = (text: string) => text.replaceAll(own, other);
  const reply = await send({ ...sent, path: swap(sent.path), body: swap(sent.body) });
  const { throttles: _, partner_keys: _keys, partner_requests: _kept, ...stored } = await traces();
  const said = without(reply, other);
  return { status: said.status, text: plain(JSON.stringify([said, stored]).replaceAll(other, '…')), reply };
}

/** Tries each id that is sent with those of others; says what differed from an id that never was. */
async function differing(send: Send, sent: Sent, others: readonly Things[], own?: string): Promise<string[]> {
  const back = await remember();
  const ids = new Set([...`${sent.path} ${sent.body}`.matchAll(idPattern)].map(([id]) => id));
  const wrong: string[] = [];
  for (const id of own === undefined ? ids : [own]) {
    const kind = id.slice(0, 3);
    const nobodys = await outcome(send, back, sent, [id, never(kind)]);
    const foreign = others.flatMap((things) => (things[kind] === undefined ? [] : [things[kind]]));
    for (const other of foreign) {
      const { text, reply } = await outcome(send, back, sent, [id, other]);
      const where = `${sent.method} ${sent.path} with ${other}: ${reply.status}`;
      if (text !== nobodys.text) wrong.push(`${where}, and ${nobodys.status} with one that never was`);
      if (marks.some((mark) => reply.text.includes(mark))) wrong.push(`${where} says whose it is`);
    }
  }
  await back();
  return wrong;
}

const posted = (form: Form): string => (form instanceof FormData ? '' : new URLSearchParams(form).toString());

/** Sends forms and asks for pages as this browser, each time with the cookies that it has now. */
function browsing(browser: Visitor, store: 'goods' = 'goods'): Send {
  return ({ method, path, body }) => {
    const one = visitor({ store, cookies: new Map(browser.cookies) });
    return method === 'GET' ? one.get(path) : one.post(path, Object.fromEntries(new URLSearchParams(body)));
  };
}

/** What is somebody else's for a member of staff or a partner of this store. */
const strangers = async () => [await everything('outlet'), await everything('trade')];

describe('staff', () => {
  const naming = routes.filter((route) => isForStaff(route) && /\/:id/.test(route.path) && route.id);

  it('find nothing of another store at the address of anything', async () => {
    const others = await strangers();
    const browser = await atWork();
    const wrong: string[] = [];
    for (const { method, path, query = '', form = {} } of naming) {
      const kind = kindOf[path.split('/:')[0] ?? ''];
      expect([path, kind]).not.toEqual([path, undefined]);
      if (!kind) continue;
      const place = path.replace(':id', never(kind)) + query;
      const sent = { method, path: place, body: posted(form) };
      wrong.push(...(await differing(browsing(browser), sent, others, never(kind))));
    }
    expect(wrong).toEqual([]);
  });

  it.each(formsWithIds)('name nothing of another store in the form that $what', async ({ path, form }) => {
    const own = await everything('goods', 'Orla');
    const others = await strangers();
    const sent = { method: 'POST', path: path(own), body: posted(form(own)) };
    const browser = await atWork();
    const taken = await browsing(browser)(sent);

    expect(taken.status).toBeLessThan(500);
    expect(await differing(browsing(browser), sent, others)).toEqual([]);
  });

  it.each(pagesWithIds)('ask for nothing of another store by %s', async (path) => {
    const own = await everything('goods', 'Orla');
    const others = await strangers();
    const [, kind = ''] = /:(\w{3})\b/.exec(path) ?? [];
    const sent = { method: 'GET', path: path.replace(`:${kind}`, own[kind] ?? ''), body: '' };
    const browser = await atWork();

    expect(await differing(browsing(browser), sent, others)).toEqual([]);
  });

  it('do nothing to many at once of another store', async () => {
    const own = await everything('goods', 'Orla');
    const others = await strangers();
    const browser = await atWork();
    for (const { path, form } of bulkForms) {
      const sent = { method: 'POST', path, body: posted(form(own)) };
      expect(await differing(browsing(browser), sent, others)).toEqual([]);
    }
  });
});

/** What stands behind the address of a noun of /admin. */
const kindOf: Record<string, string> = {
  '/admin/customers': 'cus',
  '/admin/documents': 'doc',
  '/admin/quotations': 'doc',
  '/admin/orders': 'ord',
  '/admin/statuses': 'sts',
  '/admin/reviews': 'rev',
  '/admin/discussions': 'qst',
  '/admin/forms': 'frm',
  '/admin/products': 'prd',
  '/admin/categories': 'cat',
  '/admin/groups': 'grp',
  '/admin/templates': 'msg',
  '/admin/pages': 'pag',
  '/admin/price-lists': 'prl',
  '/admin/customers/bulk': 'blk',
  '/admin/partners': 'ptn',
  '/admin/partners/keys': 'key',
  '/admin/staff': 'stf',
  '/admin/outbox': 'msg',
  '/admin/webhooks': 'whk',
  '/admin/settings/delivery/carriers': 'cat',
  '/admin/settings/delivery/methods': 'cat',
  '/admin/settings/taxes/rates': 'cat',
};

describe('a partner', () => {
  it.each(endpoints.map((endpoint) => [endpoint.operation, endpoint] as const))(
    'names nothing of another store by %s',
    async (operation, { method }) => {
      const { key, partnerId } = await aKey();
      const taken = await requestFor(operation, partnerId);
      const others = await strangers();
      const { path, body } = taken;
      const sent = { method, path, body: body === undefined ? '' : JSON.stringify(body) };
      const send: Send = (one) =>
        systemWith(key).send(one.method, one.path, one.body === '' ? undefined : one.body, {
          'Idempotency-Key': method === 'post' ? `try-${tried}` : '',
        });

      expect(await differing(send, sent, others)).toEqual([]);
    },
  );

  const own = endpoints.filter(({ path }) => /^\/webhooks\/\{|\/external\//.test(path));

  it.each(own.map((endpoint) => [endpoint.operation, endpoint] as const))(
    'finds nothing that another partner has, by %s',
    async (operation, { method }) => {
      const { key } = await aKey();
      const { partnerId } = await aKey();
      const taken = await requestFor(operation, partnerId);
      const back = await remember();
      const [, theirs = 'none'] = /^\/(?:webhooks|\w+\/external)\/([\w-]+)/.exec(taken.path) ?? [];
      const nobodys = theirs.startsWith('whk_') ? never('whk') : 'K-999';
      const send = async (id: string) => {
        await back();
        const path = taken.path.replace(theirs, id);
        const reply = await systemWith(key).send(method, path, taken.body);
        return JSON.stringify(without(reply, id)).replaceAll(id, '…').replaceAll(idPattern, 'id');
      };

      expect((await send(theirs)).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 't')).toBe(
        (await send(nobodys)).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 't'),
      );
    },
  );
});

describe('a shopper', () => {
  const own = routes.filter((route) => route.for === 'customer' && /:(id|number)/.test(route.path) && route.id);

  it('finds nothing of somebody of another store or of the same', async () => {
    const mine = await everything('goods');
    const others = [mine, ...(await strangers())];
    const browser = await signedIn();
    const wrong: string[] = [];
    for (const { method, path, form = {} } of own) {
      const [, , noun = ''] = path.split('/');
      const kinds: Record<string, string> = { documents: 'doc', discussions: 'qst', reviews: 'prd', wishlist: 'prd' };
      const kind = { ...kinds, addresses: 'adr', security: 'ses' }[noun];
      if (!kind) continue;
      const place = path.replace(/:(id|number)/, never(kind));
      const papers = others.flatMap(({ quotation = '' }) => [{ doc: quotation }]);
      const all = kind === 'doc' ? [...others, ...papers] : others;
      const sent = { method, path: place, body: posted(form) };
      wrong.push(...(await differing(browsing(browser), sent, all, never(kind))));
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ['/account/orders/guest', 'order', 'ord'],
    ['/wishlist', 'product', 'prd'],
    ['/language', 'back', 'prd'],
  ])('names nothing of another in the form %s', async (path, field, kind) => {
    const others = await strangers();
    const browser = await signedIn();
    const sent = { method: 'POST', path, body: `${field}=${never(kind)}&language=en` };
    expect(await differing(browsing(browser), sent, others, never(kind))).toEqual([]);
  });

  it.each([
    ['__Host-basket', '/basket', (id: string) => `${id}~1`],
    ['__Host-wishes', '/account/wishlist', (id: string) => id],
  ])('puts nothing of another store into the cookie %s', async (name, path, valued) => {
    const others = await strangers();
    const texts = await Promise.all(
      [never('prd'), ...others.map(({ prd = '' }) => prd)].map(async (id) => {
        const reply = await visitor({ cookies: new Map([[name, valued(id)]]) }).get(path);
        return without(reply, id);
      }),
    );
    for (const text of texts) expect(text).toEqual(texts[0]);
  });
});

it('there are so many', (context) => {
  tell(context, { 'requests with an id of somebody else, or of nobody': tried });
  expect(tried).toBeGreaterThan(500);
});
